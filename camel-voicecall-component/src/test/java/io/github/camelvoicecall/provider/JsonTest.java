package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:00Z");

    private static Json json(String text) {
        try {
            return Json.read(text.replace('\'', '"').getBytes(UTF_8), NOW);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "{\"a\":1", "{} {}", "{}x", "<html>", "{'a':1}", "nul"})
    void refusesWhatIsNotOneJsonValue(String text) {
        assertThatThrownBy(() -> Json.read(text.getBytes(UTF_8), NOW)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesNestingWithoutEnd() {
        byte[] deep = "[".repeat(100_000).getBytes(UTF_8);
        assertThatThrownBy(() -> Json.read(deep, NOW)).isInstanceOf(IOException.class);
    }

    @Test
    void readsTexts() {
        Json json = json("{'t':'x','n':1,'d':1.50,'b':true,'o':{'a':[1]},'z':null,'e':''}");

        assertThat(json.text("t")).isEqualTo("x");
        assertThat(json.text("n")).isEqualTo("1");
        assertThat(json.text("b")).isEqualTo("true");
        assertThat(json.text("o")).isEqualTo("{\"a\":[1]}");
        assertThat(json.text("z")).isNull();
        assertThat(json.text("e")).isEmpty();
        assertThat(json.text("missing")).isNull();
        assertThat(json.text("/o/a/0")).isEqualTo("1");
        assertThat(json.text("/t/a")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0, 0",
        "-3, -3",
        "2147483647, 2147483647",
        "'\"12\"', 12",
        "'\" 12 \"', 12",
        "3.0, 3",
        "1e2, 100"
    })
    void readsIntegers(String written, int value) {
        assertThat(json("{'n':" + written + "}").integer("n")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "2147483648",
                "4294967297",
                "18446744073709551616",
                "18446744073709551617",
                "1e400",
                "1e1000000000",
                "true",
                "null",
                "{}",
                "[1]",
                "'x'",
                "''"
            })
    void whatIsNoIntegerIsNotKnown(String written) {
        assertThat(json("{'n':" + written + "}").integer("n")).isNull();
    }

    @Test
    void readsDecimalsExactly() {
        assertThat(json("{'n':0.1}").decimal("n")).isEqualTo(new BigDecimal("0.1"));
        assertThat(json("{'n':12345678901234567890.123456789}").decimal("n"))
                .isEqualTo(new BigDecimal("12345678901234567890.123456789"));
        assertThat(json("{'n':'47'}").decimal("n")).isEqualTo(new BigDecimal("47"));
        assertThat(json("{'n':'a lot'}").decimal("n")).isNull();
        assertThat(json("{'n':[]}").decimal("n")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T09:00:00Z, 2026-01-15T09:00:00Z",
        "2026-06-01T14:30:00.123456+00:00, 2026-06-01T14:30:00.123456Z",
        "2026-06-01T20:00:00+05:30, 2026-06-01T14:30:00Z",
        "2026-06-01T14:30:00, 2026-06-01T14:30:00Z",
        "2026-06-01 14:30:00, 2026-06-01T14:30:00Z",
        "2026-06-01 14:30:00+00:00, 2026-06-01T14:30:00Z",
    })
    void readsTimes(String written, Instant time) {
        assertThat(json("{'t':'" + written + "'}").instant("t")).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'soon'", "'2026-01-15'", "'2026-02-30T00:00:00Z'", "1767225600", "{}", "null"})
    void whatIsNoTimeIsNotKnown(String written) {
        assertThat(json("{'t':" + written + "}").instant("t")).isNull();
    }

    @Test
    void readsObjectsAndListsAndNothingElse() {
        Json json = json("{'o':{'b':1,'a':null},'l':[1,{'x':2}],'t':'x'}");

        assertThat(json.object("o"))
                .containsExactly(Map.entry("b", 1), new java.util.AbstractMap.SimpleEntry<>("a", null));
        assertThat(json.object("l")).isEmpty();
        assertThat(json.object("t")).isEmpty();
        assertThat(json.list("l")).hasSize(2).last().returns(2, item -> item.integer("x"));
        assertThat(json.list("o")).isEmpty();
        assertThat(json.list("missing")).isEmpty();
        assertThat(json("[]").isArray()).isTrue();
        assertThat(json("[]").isObject()).isFalse();
        assertThat(json.has("t")).isTrue();
        assertThat(json.has("missing")).isFalse();
        assertThat(json("{'z':null}").has("z")).isFalse();
    }

    @Test
    void keepsTheOrderAndTheNumbersOfRawJson() {
        Map<String, Object> raw = json("{'z':1,'a':9007199254740993,'m':0.10,'n':12345678901234567890}")
                .object();

        assertThat(raw.keySet()).containsExactly("z", "a", "m", "n");
        assertThat(raw)
                .containsEntry("a", 9007199254740993L)
                .containsEntry("n", new java.math.BigInteger("12345678901234567890"));
        assertThat((BigDecimal) raw.get("m")).isEqualByComparingTo("0.1");
    }

    @Test
    void knowsWhenItCameIn() {
        assertThat(json("{'a':{'b':1}}").at("a").at("b").readAt()).isEqualTo(NOW);
    }

    @Test
    void writesUtf8() {
        assertThat(Json.write(Map.of("name", "Zoë"))).isEqualTo("{\"name\":\"Zoë\"}".getBytes(UTF_8));
    }

    @Test
    void whatCannotBeWrittenNamesTheFieldAndNotTheValue() {
        Map<String, Object> body = Map.of("to", "x", "variables", Map.of("days", List.of(java.time.LocalDate.EPOCH)));

        assertThatThrownBy(() -> Json.write(body))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("variables.days"))
                .hasMessageContaining("can't be written")
                .hasMessageNotContaining("1970");
        assertThat(Json.write(Map.of("l", List.of(1, "a")))).isEqualTo("{\"l\":[1,\"a\"]}".getBytes(UTF_8));
    }
}
