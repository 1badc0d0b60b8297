package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
    private static String text(JsonBody body) {
        return new String(body.bytes(), UTF_8);
    }

    @Test
    void leavesOutWhatIsNullOrAnEmptyMap() {
        assertThat(text(new JsonBody()
                        .put("a", null)
                        .put("b", Map.of())
                        .put("c", "")
                        .put("d", 0)
                        .put("e", false)))
                .isEqualTo("{\"c\":\"\",\"d\":0,\"e\":false}");
    }

    @Test
    void writesTimesInUtc() {
        assertThat(text(new JsonBody().put("at", Instant.parse("2026-06-01T14:00:00Z"))))
                .isEqualTo("{\"at\":\"2026-06-01T14:00:00Z\"}");
    }

    @Test
    void theObjectInsideIsThereOrMade() {
        JsonBody made = new JsonBody();
        made.inside("metadata").put("ref", "r1");
        assertThat(text(made)).isEqualTo("{\"metadata\":{\"ref\":\"r1\"}}");

        JsonBody there = new JsonBody().put("metadata", Map.of("a", 1));
        there.inside("metadata").put("ref", "r1");
        assertThat(text(there)).isEqualTo("{\"metadata\":{\"a\":1,\"ref\":\"r1\"}}");
    }

    @Test
    void doesNotChangeTheUsersMap() {
        Map<String, Object> users = new java.util.HashMap<>(Map.of("a", 1));
        new JsonBody().put("metadata", users).inside("metadata").put("ref", "r1");

        assertThat(users).containsOnlyKeys("a");
    }

    @Test
    void addsTheUsersOwnFieldsAsTheyAre() {
        Map<String, Object> extra = new java.util.HashMap<>();
        extra.put("priority", null);

        assertThat(text(new JsonBody().put("to", "x").extra(extra))).isEqualTo("{\"to\":\"x\",\"priority\":null}");
    }

    @Test
    void theUsersOwnFieldsReplaceNothing() {
        JsonBody body = new JsonBody().put("to", "x");
        body.inside("metadata").put("ref", "r1");

        assertThatThrownBy(() -> body.extra(Map.of("to", "y")))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("extra.to"))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> body.extra(Map.of("metadata", Map.of())))
                .as("nor our reference")
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("extra.metadata"));
    }
}
