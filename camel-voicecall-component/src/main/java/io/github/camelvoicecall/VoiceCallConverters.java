package io.github.camelvoicecall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;

/** Turns results into JSON, maps and trees, so that {@code convertBodyTo}, files, queues and HTTP need no data format. */
@Converter(generateLoader = true)
public final class VoiceCallConverters {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private VoiceCallConverters() {}

    /** The JSON of a call. */
    @Converter
    public static String callToString(VoiceCall call) throws JsonProcessingException {
        return text(call);
    }

    /** The JSON of a call in UTF-8. */
    @Converter
    public static byte[] callToBytes(VoiceCall call) throws JsonProcessingException {
        return bytes(call);
    }

    /** The JSON of a call in UTF-8. */
    @Converter
    public static InputStream callToStream(VoiceCall call) throws JsonProcessingException {
        return new ByteArrayInputStream(bytes(call));
    }

    /** Call fields by name. */
    @Converter
    public static Map<String, Object> callToMap(VoiceCall call) {
        return map(call);
    }

    /** Call fields as a tree. */
    @Converter
    public static JsonNode callToTree(VoiceCall call) {
        return MAPPER.valueToTree(call);
    }

    /** The JSON of an event. */
    @Converter
    public static String eventToString(CallEvent event) throws JsonProcessingException {
        return text(event);
    }

    /** The JSON of an event in UTF-8. */
    @Converter
    public static byte[] eventToBytes(CallEvent event) throws JsonProcessingException {
        return bytes(event);
    }

    /** The JSON of an event in UTF-8. */
    @Converter
    public static InputStream eventToStream(CallEvent event) throws JsonProcessingException {
        return new ByteArrayInputStream(bytes(event));
    }

    /** Event fields by name. */
    @Converter
    public static Map<String, Object> eventToMap(CallEvent event) {
        return map(event);
    }

    /** Event fields as a tree. */
    @Converter
    public static JsonNode eventToTree(CallEvent event) {
        return MAPPER.valueToTree(event);
    }

    /** The JSON of an agent. */
    @Converter
    public static String agentToString(Agent agent) throws JsonProcessingException {
        return text(agent);
    }

    /** The JSON of an agent in UTF-8. */
    @Converter
    public static byte[] agentToBytes(Agent agent) throws JsonProcessingException {
        return bytes(agent);
    }

    /** The JSON of an agent in UTF-8. */
    @Converter
    public static InputStream agentToStream(Agent agent) throws JsonProcessingException {
        return new ByteArrayInputStream(bytes(agent));
    }

    /** Agent fields by name. */
    @Converter
    public static Map<String, Object> agentToMap(Agent agent) {
        return map(agent);
    }

    /** Agent fields as a tree. */
    @Converter
    public static JsonNode agentToTree(Agent agent) {
        return MAPPER.valueToTree(agent);
    }

    private static byte[] bytes(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(value);
    }

    private static String text(Object value) throws JsonProcessingException {
        return MAPPER.writeValueAsString(value);
    }

    private static Map<String, Object> map(Object value) {
        return MAPPER.convertValue(value, OBJECT);
    }
}
