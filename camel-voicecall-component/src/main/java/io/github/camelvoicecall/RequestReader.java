package io.github.camelvoicecall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.provider.FieldException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;

/** Reads what a message asks for, from its body, its headers and the endpoint's options, in that order. Thread safe. */
final class RequestReader {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new ZonedTime()))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // a phone number that went through a spreadsheet as 4930123456.0 would ring somebody else
            .withCoercionConfig(
                    LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    /** Only ISO 8601 with a zone: a bare number may be seconds or milliseconds, a local time may be anybody's. */
    private static final class ZonedTime extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        ZonedTime() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return OffsetDateTime.parse(parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : "")
                        .toInstant();
            } catch (DateTimeParseException e) {
                throw context.weirdStringException("", Instant.class, "not ISO 8601 with a zone");
            }
        }
    }

    private static final String FORMS = ": give a CallRequest, a Map, or a JSON object with its names";

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
        String agentId = given(body.agentId());
        String agentName = given(body.agentName());
        if (agentId == null && agentName == null) {
            agentId = given(message.getHeader(VoiceCallConstants.AGENT_ID, String.class));
            agentName = given(message.getHeader(VoiceCallConstants.AGENT_NAME, String.class));
        }
        boolean useOptions = agentId == null && agentName == null;
        return body.toBuilder()
                .to(numbers.e164("to", first(body.to(), message, VoiceCallConstants.TO, null)))
                .from(from == null ? null : numbers.e164("from", from))
                .agentId(useOptions ? given(options.getAgentId()) : agentId)
                .agentName(useOptions ? given(options.getAgentName()) : agentName)
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

    /** The key that a message names, if it can be read at all. */
    String idempotencyKey(Message message) {
        return first(keyInBody(message), message, VoiceCallConstants.IDEMPOTENCY_KEY, null);
    }

    private static String keyInBody(Message message) {
        if (message.getBody() instanceof CallRequest request) {
            return request.idempotencyKey();
        }
        try {
            MessageHelper.resetStreamCache(message);
            Map<?, ?> fields = object(message);
            Object key = fields == null ? null : fields.get("idempotencyKey");
            return key == null ? null : key.toString();
        } catch (FieldException unreadable) {
            return null;
        }
    }

    /**
     * What a person says of unresolved calls.
     *
     * @param entries one by one
     * @param list whether it came as a list
     */
    record Resolutions(List<Resolution> entries, boolean list) {}

    /** Settlements from a body that is an object or a list of objects, else from the headers. */
    Resolutions resolutions(Message message) {
        Object body = message.getBody();
        Object parsed =
                body instanceof Collection<?> || body instanceof Map<?, ?> || body instanceof Resolution || body == null
                        ? body
                        : json(message, Object.class);
        if (parsed == null || "".equals(parsed)) {
            Resolution inHeaders = new Resolution(
                    message.getHeader(VoiceCallConstants.IDEMPOTENCY_KEY, String.class),
                    null,
                    message.getHeader(VoiceCallConstants.CALL_ID, String.class));
            return new Resolutions(List.of(inHeaders), false);
        }
        if (!(parsed instanceof Collection<?> many)) {
            return new Resolutions(List.of(resolution(parsed)), false);
        }
        List<Resolution> entries = new ArrayList<>();
        for (Object entry : many) {
            try {
                entries.add(resolution(entry));
            } catch (FieldException e) {
                String field = e.field().equals("body") ? "" : "." + e.field();
                throw new FieldException("[" + entries.size() + "]" + field, e.getMessage());
            }
        }
        return new Resolutions(entries, true);
    }

    private static Resolution resolution(Object entry) {
        if (entry instanceof Resolution resolution) {
            return resolution;
        }
        Object fields = entry instanceof String json ? parse(json.getBytes(StandardCharsets.UTF_8), Map.class) : entry;
        return convert(fields, Resolution.class);
    }

    /** A map for a map or JSON object, else the text, however it comes; null for anything else. */
    static Object objectOrText(Message message) {
        Object body = message.getBody();
        if (body instanceof Map<?, ?> || body instanceof JsonNode node && node.isObject()) {
            return object(message);
        }
        String text = readable(body) ? message.getBody(String.class) : null;
        return text == null
                ? null
                : text.trim().startsWith("{") ? parse(text.getBytes(StandardCharsets.UTF_8), Map.class) : text.trim();
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
        if (body instanceof JsonNode node) {
            return parse(node.toString().getBytes(StandardCharsets.UTF_8), type);
        }
        byte[] bytes = readable(body) ? message.getBody(byte[].class) : null;
        if (bytes == null) {
            throw new FieldException("body", "is a " + body.getClass().getSimpleName() + FORMS);
        }
        return parse(bytes, type);
    }

    private static <T> T parse(byte[] bytes, Class<T> type) {
        try {
            return bytes.length == 0 ? null : MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            throw new FieldException("body", "is no JSON object" + FORMS);
        }
    }

    static boolean readable(Object body) {
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
            T converted = MAPPER.convertValue(fields, type);
            if (converted == null) {
                throw new FieldException("body", "holds a null" + FORMS);
            }
            return converted;
        } catch (FieldException e) {
            throw e;
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

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static String first(String body, Message message, String header, String option) {
        if (body != null && !body.isBlank()) {
            return body;
        }
        String value = message.getHeader(header, String.class);
        return value == null || value.isBlank() ? option : value;
    }
}
