package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads a JSON request body strictly: an unknown or misspelt name, a wrong type, or a value out of range is refused, so that a
 * wrong client is caught.
 */
final class Fields {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final ObjectNode body;
    private final int refusalStatus;

    private Fields(ObjectNode body, int refusalStatus) {
        this.body = body;
        this.refusalStatus = refusalStatus;
    }

    /** The fields of one object within a body that was read before. */
    static Fields within(ObjectNode object, int refusalStatus, Set<String> known) {
        return new Fields(object, refusalStatus).knowing(known, Set.of());
    }

    /** The fields of a request none of which may be null. */
    static Fields strict(ApiRequest request, int refusalStatus, Set<String> known) {
        return strict(request, refusalStatus, known, Set.of());
    }

    /**
     * The fields of a request.
     *
     * @param refusalStatus HTTP status of every refusal
     * @param nullable those of the known names whose value may be {@code null}, which is the same as being missing
     * @throws Refusal if the body is no JSON object, is not sent as JSON, or has a name beyond the known ones
     */
    static Fields strict(ApiRequest request, int refusalStatus, Set<String> known, Set<String> nullable) {
        if (!request.isJson()) {
            throw new Refusal(
                    refusalStatus,
                    "header",
                    "content-type",
                    "Content-Type must be application/json but is '" + request.header("Content-Type") + "'");
        }
        return new Fields(object(request.body(), refusalStatus), refusalStatus).knowing(known, nullable);
    }

    private Fields knowing(Set<String> known, Set<String> nullable) {
        body.properties().forEach(field -> {
            String name = field.getKey();
            check(known.contains(name), name, "unknown field '" + name + "', known are " + new TreeSet<>(known));
            check(!field.getValue().isNull() || nullable.contains(name), name, "'" + name + "' must not be null");
        });
        return this;
    }

    ObjectNode body() {
        return body;
    }

    Optional<String> text(String name) {
        return node(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    Optional<ObjectNode> object(String name) {
        return node(name, JsonNode::isObject, "an object").map(ObjectNode.class::cast);
    }

    /** An integer of any size that a database counts to. */
    Optional<Long> whole(String name) {
        return node(name, JsonNode::canConvertToLong, "an integer").map(JsonNode::longValue);
    }

    Optional<ArrayNode> array(String name) {
        return node(name, JsonNode::isArray, "an array").map(ArrayNode.class::cast);
    }

    Optional<Boolean> flag(String name) {
        return node(name, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    /** The texts of an array. */
    Optional<List<String>> texts(String name) {
        return array(name).map(array -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode one : array) {
                check(one.isTextual(), name, "'" + name + "' must hold nothing but strings");
                texts.add(one.textValue());
            }
            return texts;
        });
    }

    /** A text of at most so many characters that is not empty. */
    Optional<String> text(String name, int longest) {
        Optional<String> text = text(name);
        text.ifPresent(value -> check(
                !value.isBlank() && value.length() <= longest,
                name,
                "'" + name + "' must have 1 to " + longest + " characters"));
        return text;
    }

    /** One of the words. */
    Optional<String> word(String name, Set<String> words) {
        Optional<String> word = text(name);
        word.ifPresent(value -> check(words.contains(value), name, "'" + name + "' must be one of " + words));
        return word;
    }

    <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> refuse(name, "'" + name + "' is required"));
    }

    int integer(String name, int otherwise, int min, int max) {
        int value = node(name, JsonNode::canConvertToInt, "an integer")
                .map(JsonNode::intValue)
                .orElse(otherwise);
        check(
                value >= min && value <= max,
                name,
                "'" + name + "' must be from " + min + " to " + max + " but is " + value);
        return value;
    }

    String requiredPhone(String name) {
        return required(name, phone(name));
    }

    Optional<String> phone(String name) {
        Optional<String> number = text(name);
        number.ifPresent(value -> check(isE164(value), name, "'" + name + "' must be E.164 with a leading +"));
        return number;
    }

    Optional<Instant> time(String name) {
        return text(name).map(value -> {
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeException e) {
                throw refuse(name, "'" + name + "' must be an ISO 8601 time with an offset but is '" + value + "'");
            }
        });
    }

    Optional<String> webUrl(String name) {
        Optional<String> url = text(name);
        url.ifPresent(value -> check(isWebUrl(value), name, "'" + name + "' must be an http or https URL"));
        return url;
    }

    void check(boolean good, String text) {
        check(good, "", text);
    }

    void check(boolean good, String name, String text) {
        if (!good) {
            throw refuse(name, text);
        }
    }

    private Refusal refuse(String name, String text) {
        return new Refusal(refusalStatus, "body", name, text);
    }

    private Optional<JsonNode> node(String name, Predicate<JsonNode> type, String typeName) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        check(
                type.test(node) && (!node.isNumber() || node.isIntegralNumber()),
                name,
                "'" + name + "' must be " + typeName);
        return Optional.of(node);
    }

    private static ObjectNode object(String body, int refusalStatus) {
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(refusalStatus, "body", "", "the body is " + e.getMessage());
        }
        throw new Refusal(refusalStatus, "body", "", "the body must be a JSON object");
    }

    static boolean isE164(String value) {
        return E164.matcher(value).matches();
    }

    static boolean isWebUrl(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
