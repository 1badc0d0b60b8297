package io.github.camelvoicecall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.provider.FieldException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Message;

/** Reads what a message asks for, from its body, its headers and the endpoint's options, in that order. Thread safe. */
final class RequestReader {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final VoiceCallConfiguration options;
    private final PhoneNumbers numbers;

    RequestReader(VoiceCallConfiguration options) {
        this.options = options;
        this.numbers = new PhoneNumbers(options.getDefaultRegion());
    }

    /**
     * @param message a message whose body is a {@link CallRequest}, a map, JSON, or nothing
     * @return the request, its numbers in E.164
     * @throws FieldException naming the field to mend
     */
    CallRequest callRequest(Message message) {
        CallRequest body = body(message);
        String from = first(body.from(), message, VoiceCallConstants.FROM, options.getFromNumber());
        // an agent named by the message is not to be overruled by an id of the endpoint
        boolean agentNamed = body.agentId() != null || body.agentName() != null;
        String agentId = agentNamed ? body.agentId() : message.getHeader(VoiceCallConstants.AGENT_ID, String.class);
        String agentName =
                agentNamed ? body.agentName() : message.getHeader(VoiceCallConstants.AGENT_NAME, String.class);
        boolean useOptions = agentId == null && agentName == null;
        return body.toBuilder()
                .to(numbers.e164("to", first(body.to(), message, VoiceCallConstants.TO, null)))
                .from(from == null ? null : numbers.e164("from", from))
                .agentId(useOptions ? options.getAgentId() : agentId)
                .agentName(useOptions ? options.getAgentName() : agentName)
                .contactName(first(body.contactName(), message, VoiceCallConstants.CONTACT_NAME, null))
                .idempotencyKey(first(body.idempotencyKey(), message, VoiceCallConstants.IDEMPOTENCY_KEY, null))
                .build();
    }

    private static CallRequest body(Message message) {
        Object body = message.getBody();
        if (body instanceof CallRequest request) {
            return request;
        }
        Map<?, ?> fields = object(message);
        return fields == null ? CallRequest.to(null).build() : convert(fields, CallRequest.class);
    }

    /**
     * The id of a call, from a body that is an id, a call, or an object with {@code id} or {@code callId}.
     *
     * @param message the message
     * @return the id
     */
    String callId(Message message) {
        Object body = message.getBody();
        String id = body instanceof io.github.camelvoicecall.model.VoiceCall call ? call.id() : null;
        if (id == null
                && body instanceof String text
                && !text.isBlank()
                && !text.trim().startsWith("{")) {
            id = text.trim();
        }
        if (id == null && !(body instanceof io.github.camelvoicecall.model.VoiceCall)) {
            Map<?, ?> fields = objectOrNothing(message);
            Object named =
                    fields == null ? null : fields.get("callId") == null ? fields.get("id") : fields.get("callId");
            id = named == null ? null : named.toString();
        }
        id = first(id, message, VoiceCallConstants.CALL_ID, options.getCallId());
        if (id == null || id.isBlank() || id.matches("\\.+")) {
            throw new FieldException(
                    "callId",
                    "is missing: put the call's id in the body, the header " + VoiceCallConstants.CALL_ID
                            + " or the option callId");
        }
        return id;
    }

    /** Query parameters of a list, from a body that is an object; anything else asks for everything. */
    Map<String, String> filters(Message message, Collection<String> allowed) {
        Map<?, ?> fields = objectOrNothing(message);
        if (fields == null) {
            return Map.of();
        }
        Map<String, String> filters = new java.util.TreeMap<>();
        fields.forEach((name, value) -> {
            if (!allowed.contains(String.valueOf(name))) {
                throw new FieldException(
                        String.valueOf(name),
                        "is no filter of this list; it has " + (allowed.isEmpty() ? "none" : allowed));
            }
            if (value != null) {
                filters.put(String.valueOf(name), value.toString());
            }
        });
        return filters;
    }

    /** Settlements from a body that is an object or a list of objects, else from the headers. */
    java.util.List<Resolution> resolutions(Message message) {
        Object body = message.getBody();
        Object parsed =
                body instanceof Collection<?> || body instanceof Map<?, ?> || body instanceof Resolution || body == null
                        ? body
                        : json(message, Object.class);
        if (parsed == null || "".equals(parsed)) {
            return java.util.List.of(new Resolution(
                    message.getHeader(VoiceCallConstants.IDEMPOTENCY_KEY, String.class),
                    null,
                    message.getHeader(VoiceCallConstants.CALL_ID, String.class)));
        }
        Collection<?> many = parsed instanceof Collection<?> list ? list : java.util.List.of(parsed);
        return many.stream()
                .map(one -> one instanceof Resolution settled ? settled : convert(one, Resolution.class))
                .toList();
    }

    private static Map<?, ?> objectOrNothing(Message message) {
        Object body = message.getBody();
        boolean text = body instanceof String string && string.trim().startsWith("{");
        return body instanceof Map<?, ?> map ? map : text ? object(message) : null;
    }

    private static Map<?, ?> object(Message message) {
        Object body = message.getBody();
        if (body == null || body instanceof String text && text.isBlank()) {
            return null;
        }
        return body instanceof Map<?, ?> map ? map : json(message, Map.class);
    }

    private static <T> T json(Message message, Class<T> type) {
        Object body = message.getBody();
        try {
            if (body instanceof JsonNode node) {
                return MAPPER.convertValue(node, type);
            }
            byte[] bytes = readable(body) ? message.getBody(byte[].class) : null;
            if (bytes == null) {
                throw new FieldException(
                        "body",
                        "is a " + body.getClass().getSimpleName()
                                + ": give a CallRequest, a Map, or a JSON object with its names");
            }
            return bytes.length == 0 ? null : MAPPER.readValue(bytes, type);
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof FieldException field) {
                throw field;
            }
            throw new FieldException(
                    "body", "is no JSON object: give a CallRequest, a Map, or a JSON object with its names");
        }
    }

    private static boolean readable(Object body) {
        return body instanceof String
                || body instanceof byte[]
                || body instanceof java.io.InputStream
                || body instanceof java.nio.ByteBuffer
                || body instanceof java.io.File
                || body instanceof org.apache.camel.StreamCache
                || body instanceof org.apache.camel.WrappedFile<?>;
    }

    private static <T> T convert(Object fields, Class<T> type) {
        try {
            return MAPPER.convertValue(fields, type);
        } catch (IllegalArgumentException e) {
            throw explained(e.getCause());
        }
    }

    private static FieldException explained(Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return new FieldException(
                    path(unknown),
                    "is not a field of a request; known are " + unknown.getKnownPropertyIds()
                            + (unknown.getKnownPropertyIds().contains("extra")
                                    ? "; a provider's own fields go under extra"
                                    : ""));
        }
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return new FieldException(path(mapping), "has a value of the wrong type or form");
        }
        return new FieldException(
                "body",
                "can't be read as a request"
                        + (cause instanceof JsonProcessingException ? "" : ": give a Map or JSON object"));
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .reduce((a, b) -> a + "." + b)
                .orElse("body");
    }

    private static String first(String body, Message message, String header, String option) {
        if (body != null && !body.isBlank()) {
            return body;
        }
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? option : value;
    }
}
