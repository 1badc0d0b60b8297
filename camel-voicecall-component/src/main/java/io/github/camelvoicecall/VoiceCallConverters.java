package io.github.camelvoicecall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.camelvoicecall.model.VoiceResult;
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

    /** The JSON of a result. */
    @Converter
    public static String resultToString(VoiceResult result) throws JsonProcessingException {
        return MAPPER.writeValueAsString(result);
    }

    /** The JSON of a result in UTF-8. */
    @Converter
    public static byte[] resultToBytes(VoiceResult result) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(result);
    }

    /** The JSON of a result in UTF-8. */
    @Converter
    public static InputStream resultToStream(VoiceResult result) throws JsonProcessingException {
        return new ByteArrayInputStream(resultToBytes(result));
    }

    /** Fields of a result by name. */
    @Converter
    public static Map<String, Object> resultToMap(VoiceResult result) {
        return MAPPER.convertValue(result, OBJECT);
    }

    /** Fields of a result as a tree. */
    @Converter
    public static JsonNode resultToTree(VoiceResult result) {
        return MAPPER.valueToTree(result);
    }
}
