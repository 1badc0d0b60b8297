package io.github.camelvoicecall.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts in a row arrive as they were, whatever is in them. */
class JsonRowTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static void readBackAsItWas(String text) throws Exception {
        RowBuffer buffer = new RowBuffer();
        JsonRow row = new JsonRow(buffer);
        row.write(() -> row.put("text", text).put("variables", Map.of("name", text)));

        String written = new String(buffer.copy(0, buffer.size()), StandardCharsets.UTF_8);
        JsonNode read = MAPPER.readTree(written);
        assertThat(read.path("text").asText()).isEqualTo(text);
        assertThat(read.at("/variables/name").asText()).isEqualTo(text);
    }

    @Test
    void everySingleCharacterAtEveryPlaceOfItsEight() throws Exception {
        for (char one = 0; one < 0x180; one++) {
            for (int before = 0; before < 9; before++) {
                for (int after : new int[] {0, 1, 8}) {
                    readBackAsItWas("a".repeat(before) + one + "~".repeat(after));
                }
            }
        }
    }

    @Test
    void longTextsOfAnyPlane() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            int top = random.nextBoolean() ? 0x7F : 0x11000;
            for (int length = random.nextInt(3000); length > 0; length--) {
                int one = random.nextInt(top);
                text.appendCodePoint(Character.isSurrogate((char) one) && one < 0x10000 ? ' ' : one);
            }
            readBackAsItWas(text.toString());
        }
    }
}
