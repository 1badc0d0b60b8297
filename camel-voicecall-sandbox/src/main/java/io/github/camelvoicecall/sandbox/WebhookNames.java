package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * The names in a webhook body of a provider that documents none. Immutable.
 *
 * @param event field that holds the event's name, empty for none
 * @param callId field that holds the call's id
 * @param envelope field with the object that holds the call, empty if the call's fields stand beside the event
 */
public record WebhookNames(String event, String callId, String envelope) {

    /** Needs all of them. */
    public WebhookNames {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(envelope, "envelope");
    }

    /** The body with these names; the call brings all its fields but the id. */
    ObjectNode body(String eventName, String id, ObjectNode call) {
        ObjectNode body = Json.object();
        if (!event.isEmpty()) {
            body.put(event, eventName);
        }
        ObjectNode holder = envelope.isEmpty() ? body : body.putObject(envelope);
        holder.put(callId, id).setAll(call);
        return body;
    }
}
