package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * The form of the answers of a provider that shows none, such as OutboundCalls. Immutable: each method gives another form.
 *
 * @param bareLists whether a list is a bare array, else an object that holds one array
 * @param callId the field of a call that holds its id
 * @param nested whether a single thing stands one level down, under its name
 */
public record Shape(boolean bareLists, String callId, boolean nested) {

    /** Lists in an object, {@code id}, nothing nested. */
    public static final Shape PLAIN = new Shape(false, "id", false);

    /** Needs a name. */
    public Shape {
        Objects.requireNonNull(callId, "callId");
    }

    /** The same with lists that are bare arrays. */
    public Shape withBareLists() {
        return new Shape(true, callId, nested);
    }

    /** The same with the id of a call in another field. */
    public Shape withCallId(String name) {
        return new Shape(bareLists, name, nested);
    }

    /** The same with single things one level down. */
    public Shape withNesting() {
        return new Shape(bareLists, callId, true);
    }

    /** One thing, such as a {@code call}. */
    JsonNode one(String name, ObjectNode thing) {
        return nested ? Json.object().set(name, thing) : thing;
    }

    /** Many of them, such as {@code calls}. */
    JsonNode list(String name, List<ObjectNode> things) {
        ObjectNode answer = Json.object();
        ArrayNode array = answer.putArray(name).addAll(things);
        return bareLists ? array : answer;
    }
}
