package io.github.camelvoicecall.provider;

import static io.github.camelvoicecall.provider.Field.bool;
import static io.github.camelvoicecall.provider.Field.instant;
import static io.github.camelvoicecall.provider.Field.integer;
import static io.github.camelvoicecall.provider.Field.list;
import static io.github.camelvoicecall.provider.Field.number;
import static io.github.camelvoicecall.provider.Field.object;
import static io.github.camelvoicecall.provider.Field.oneOf;
import static io.github.camelvoicecall.provider.Field.phone;
import static io.github.camelvoicecall.provider.Field.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a declaration reads, refuses and sends. */
class BindingTest {
    private static final Phones PHONES = (field, number) -> {
        if (!number.startsWith("+")) {
            throw new FieldException(field, "is no number");
        }
        return number.replace(" ", "");
    };

    private static Binding with(Field field) {
        return Binding.post("/things").fields(field).reads(json -> json);
    }

    private static Object read(Field field, Object given) {
        return with(field).ask(Map.of(field.name(), given), PHONES).values().get(field.name());
    }

    private static String sent(Binding binding, Map<String, ?> given) {
        return new String(binding.fill(binding.ask(given, PHONES)).body(), UTF_8);
    }

    static Stream<Arguments> values() {
        Instant nine = Instant.parse("2026-01-15T09:00:00Z");
        return Stream.of(
                Arguments.of(text("f"), "a", "a"),
                Arguments.of(text("f"), 7, "7"),
                Arguments.of(text("f"), new StringBuilder("b"), "b"),
                Arguments.of(text("f"), JsonNodeFactory.instance.textNode("c"), "c"),
                Arguments.of(integer("f"), 7, 7L),
                Arguments.of(integer("f"), "7", 7L),
                Arguments.of(integer("f"), 7.0, 7L),
                Arguments.of(integer("f"), JsonNodeFactory.instance.numberNode(7), 7L),
                Arguments.of(number("f"), "0.5", new BigDecimal("0.5")),
                Arguments.of(bool("f"), true, true),
                Arguments.of(bool("f"), "false", false),
                Arguments.of(instant("f"), "2026-01-15T10:00:00+01:00", nine),
                Arguments.of(instant("f"), OffsetDateTime.parse("2026-01-15T10:00:00+01:00"), nine),
                Arguments.of(instant("f"), nine, nine),
                Arguments.of(phone("f"), "+1 555", "+1555"),
                Arguments.of(oneOf("f", "cold_calling"), "Cold Calling", "cold_calling"),
                Arguments.of(object("f"), Map.of("a", 1), Map.of("a", 1)),
                Arguments.of(list("f"), List.of("a", 1), List.of("a", 1)),
                Arguments.of(list("f", text("e")), new Object[] {"a", 1}, List.of("a", "1")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsReadInTheFormsThatMeanIt(Field field, Object given, Object read) {
        assertThat(read(field, given)).isEqualTo(read);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(text("f"), Map.of("a", 1), "a text"),
                Arguments.of(integer("f"), 7.5, "a whole number"),
                Arguments.of(integer("f"), "seven", "a whole number"),
                Arguments.of(integer("f"), new BigDecimal("1e30"), "a whole number"),
                Arguments.of(integer("f"), true, "a whole number"),
                Arguments.of(number("f"), "1,5", "a number"),
                Arguments.of(bool("f"), "yes", "true or false"),
                Arguments.of(bool("f"), 1, "true or false"),
                Arguments.of(instant("f"), "2026-01-15T10:00:00", "with a zone"),
                Arguments.of(instant("f"), 1700000000L, "with a zone"),
                Arguments.of(phone("f"), "555", "is no number"),
                Arguments.of(phone("f"), 15555550123L, "a phone number"),
                Arguments.of(oneOf("f", "a", "b"), "c", "must be one of [a, b]"),
                Arguments.of(oneOf("f", "a", "b"), List.of(), "must be one of [a, b]"),
                Arguments.of(object("f"), "x", "an object"),
                Arguments.of(list("f"), "x", "a list"),
                Arguments.of(text("f").range(1, 3), "abcd", "must be 1 to 3 characters long"),
                Arguments.of(integer("f").range(1, 5), 0, "must be 1 to 5"),
                Arguments.of(number("f").range(0, 1), "1.01", "must be 0 to 1"),
                Arguments.of(list("f").range(1, 9), List.of(), "must be 1 to 9 elements long"),
                Arguments.of(text("f").rule(value -> false, "is never right"), "a", "is never right"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsRefusedByNameWithoutBeingRepeated(Field field, Object given, String mend) {
        assertThatThrownBy(() -> read(field, given))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("f"))
                .hasMessageContaining(mend);
    }

    @Test
    void lengthsCountCharactersNotSurrogates() {
        assertThat(read(text("f").range(1, 2), "😀😀")).isEqualTo("😀😀");
    }

    @Test
    void fieldsInsideAreNamedByTheirPath() {
        Binding binding = with(object(
                "retry", list("on", oneOf("word", "FAILED")), integer("max").required()));

        assertThatThrownBy(() -> binding.ask(Map.of("retry", Map.of("max", 1, "on", List.of("FAILED", "x"))), PHONES))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("retry.on[1]"));
        assertThatThrownBy(() -> binding.ask(Map.of("retry", Map.of()), PHONES))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("retry.max"))
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> binding.ask(Map.of("retry", Map.of("max", 1, "often", 2)), PHONES))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("retry.often"));
        assertThatThrownBy(() ->
                        binding.ask(Map.of("retry", Map.of("max", 1, "on", Arrays.asList("FAILED", null))), PHONES))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("retry.on[1]"));
    }

    @Test
    void aRuleMayLookAtSeveralFields() {
        Binding binding = Binding.put("/things/{thingId}")
                .fields(text("a"), text("b"))
                .rule(asked -> {
                    if (asked.text("a") == null && asked.text("b") == null) {
                        throw new FieldException("a", "or b must be given");
                    }
                })
                .reads(json -> json);

        assertThatThrownBy(() -> binding.ask(Map.of("thingId", 1), PHONES)).hasMessage("or b must be given");
        assertThat(binding.ask(Map.of("thingId", 1, "b", "x"), PHONES).text("b"))
                .isEqualTo("x");
    }

    @Test
    void theBodyHasTheProvidersNamesInTheOrderOfTheDeclaration() {
        Binding binding = Binding.post("/agents/{agentId}/campaigns")
                .fields(
                        text("name").required(),
                        instant("at").as("start_at"),
                        object("retry", integer("max").as("max_retries"), integer("delay"))
                                .as("retry_config"),
                        list("people", object("person", phone("to").as("to_number")))
                                .as("phone_numbers"),
                        bool("paused").orElse(true))
                .reads(json -> json);
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("people", List.of(Map.of("to", "+1 555")));
        given.put("retry", Map.of("delay", 5, "max", 2));
        given.put("at", "2026-01-15T10:00:00+01:00");
        given.put("agentId", "a/1");
        given.put("name", "Spring");
        given.put("extra", Map.of("new_field", 1));

        Filled filled = binding.fill(binding.ask(given, PHONES));

        assertThat(filled.path()).isEqualTo("/agents/a%2F1/campaigns");
        assertThat(filled.query()).isEmpty();
        assertThat(new String(filled.body(), UTF_8))
                .isEqualTo(
                        "{\"name\":\"Spring\",\"start_at\":\"2026-01-15T09:00:00Z\",\"retry_config\":{\"max_retries\":2,\"delay\":5},"
                                + "\"phone_numbers\":[{\"to_number\":\"+1555\"}],\"paused\":true,\"new_field\":1}");
    }

    @Test
    void theSameValuesAreTheSameBytesWhateverTheOrderOfAMap() {
        Binding binding = with(object("data"));
        Map<String, Object> one = new HashMap<>();
        Map<String, Object> other = new HashMap<>(64);
        for (int i = 0; i < 20; i++) {
            one.put("key" + i, Map.of("a", 1, "b", 2, "c", 3));
            other.put("key" + (19 - i), Map.of("c", 3, "b", 2, "a", 1));
        }

        assertThat(sent(binding, Map.of("data", one)))
                .isEqualTo(sent(binding, Map.of("data", other)))
                .contains("{\"key0\":{\"a\":1,\"b\":2,\"c\":3}");
    }

    @Test
    void anOrderThatAMapHasIsKept() {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("zip", 1);
        ordered.put("age", 2);

        assertThat(sent(with(object("data")), Map.of("data", ordered))).isEqualTo("{\"data\":{\"zip\":1,\"age\":2}}");
    }

    @Test
    void readsAndDeletesHaveAQueryAndNoBody() {
        Binding list = Binding.get("/agents/{agentId}/calls")
                .fields(text("status"), integer("longest").as("duration_max"))
                .items("/calls", "id", json -> json);
        Filled filled = list.fill(list.ask(
                Map.of("agentId", 5, "status", "a b", "longest", 9, "extra", Map.of("phone_like", "55")), PHONES));

        assertThat(filled.path()).isEqualTo("/agents/5/calls");
        assertThat(filled.query()).isEqualTo(Map.of("status", "a b", "duration_max", "9", "phone_like", "55"));
        assertThat(filled.body()).isNull();
        assertThat(Binding.delete("/webhooks/{webhookId}")
                        .fill(Asked.of(Map.of("webhookId", "w-1")))
                        .body())
                .isNull();
    }

    @Test
    void aChangeWithoutFieldsHasNoBodyUnlessThereIsSomethingToSend() {
        Binding start = Binding.post("/campaigns/{campaignId}/start").reads(json -> json);
        Asked plain = start.ask(Map.of("campaignId", "c"), PHONES);
        Asked more = start.ask(Map.of("campaignId", "c", "extra", Map.of("force", true)), PHONES);

        assertThat(start.fill(plain).body()).isNull();
        assertThat(start.fill(more).body()).isEqualTo("{\"force\":true}".getBytes(UTF_8));
        assertThat(sent(with(text("a")), Map.of())).isEqualTo("{}");
    }

    @Test
    void fieldsOfTheProvidersOwnMustNotContradict() {
        Binding binding = with(text("name").as("title"));
        Asked asked = binding.ask(Map.of("name", "a", "extra", Map.of("title", "b")), PHONES);

        assertThatThrownBy(() -> binding.fill(asked))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("extra.title"));
        assertThatThrownBy(() -> binding.ask(Map.of("extra", "x"), PHONES))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("extra"));
    }

    @Test
    void anIdThatWouldLeadElsewhereIsRefused() {
        Binding binding = Binding.get("/calls/{callId}").reads(json -> json);

        for (String id : List.of(".", "..", " ")) {
            assertThatThrownBy(() -> binding.fill(Asked.of(Map.of("callId", id))))
                    .isInstanceOfSatisfying(
                            FieldException.class, e -> assertThat(e.field()).isEqualTo("callId"));
        }
        assertThat(binding.fill(Asked.of(Map.of("callId", "../me?x=1"))).path()).isEqualTo("/calls/..%2Fme%3Fx%3D1");
    }

    @Test
    void onlyWhatIsTheSameTwiceIsRepeated() {
        assertThat(Binding.get("/x").repeat()).isEqualTo(Repeat.SAFE);
        assertThat(Binding.put("/x").repeat()).isEqualTo(Repeat.SAFE);
        assertThat(Binding.delete("/x").repeat()).isEqualTo(Repeat.SAFE);
        assertThat(Binding.post("/x").repeat()).isEqualTo(Repeat.NEVER);
        assertThat(Binding.post("/x").keyed().repeat()).isEqualTo(Repeat.KEYED);
        assertThat(Binding.post("/x").upsert().repeat()).isEqualTo(Repeat.SAFE);
    }

    @Test
    void aFieldDescribesItself() {
        assertThat(text("name").required()).hasToString("name (a text, required)");
        assertThat(oneOf("purpose", "a", "b")).hasToString("purpose (one of [a, b])");
        assertThat(integer("max").range(1, 5).rules()).containsExactly("must be 1 to 5");
    }
}
