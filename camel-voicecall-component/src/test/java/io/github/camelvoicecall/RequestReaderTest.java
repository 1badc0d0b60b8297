package io.github.camelvoicecall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.provider.FieldException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final String JSON =
            "{\"to\":\"+15555550123\",\"agentId\":\"a-1\",\"variables\":{\"product\":\"loan\"}}";

    private final VoiceCallConfiguration options = new VoiceCallConfiguration();

    @BeforeAll
    static void start() {
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    private static Message message(Object body, Object... headers) {
        Message message = new DefaultExchange(CONTEXT).getIn();
        message.setBody(body);
        for (int i = 0; i < headers.length; i += 2) {
            message.setHeader((String) headers[i], headers[i + 1]);
        }
        return message;
    }

    private CallRequest read(Object body, Object... headers) {
        return new RequestReader(options).callRequest(message(body, headers));
    }

    private void assertRefused(Object body, String field, String why) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(why);
    }

    static Stream<Object> bodies() {
        return Stream.of(
                CallRequest.to("+15555550123")
                        .agentId("a-1")
                        .variables(Map.of("product", "loan"))
                        .build(),
                Map.of("to", "+1 (555) 555-0123", "agentId", "a-1", "variables", Map.of("product", "loan")),
                JSON,
                JSON.getBytes(UTF_8),
                new ByteArrayInputStream(JSON.getBytes(UTF_8)),
                ByteBuffer.wrap(JSON.getBytes(UTF_8)),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("to", "+15555550123")
                        .put("agentId", "a-1")
                        .set("variables", JsonNodeFactory.instance.objectNode().put("product", "loan")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsRequestsMapsAndJson(Object body) {
        assertThat(read(body))
                .isEqualTo(CallRequest.to("+15555550123")
                        .agentId("a-1")
                        .variables(Map.of("product", "loan"))
                        .build());
    }

    @Test
    void readsEveryField() {
        CallRequest request = read(
                "{'to':'+15555550123','from':'+1 555 555 0199','agentId':'a-1','agentName':'Fee','contactName':'Alex','contactId':'crm-1','variables':{'v':1},'metadata':{'m':[1]},"
                        .concat(
                                "'scheduleAt':'2026-06-01T14:00:00Z','webhookUrl':'https://h.example','maxAttempts':3,'idempotencyKey':'k','extra':{'x':null}}")
                        .replace('\'', '"'));

        assertThat(request.from()).isEqualTo("+15555550199");
        assertThat(request.agentName()).isEqualTo("Fee");
        assertThat(request.contactName()).isEqualTo("Alex");
        assertThat(request.contactId()).isEqualTo("crm-1");
        assertThat(request.metadata()).isEqualTo(Map.of("m", List.of(1)));
        assertThat(request.scheduleAt()).isEqualTo("2026-06-01T14:00:00Z");
        assertThat(request.webhookUrl()).isEqualTo("https://h.example");
        assertThat(request.maxAttempts()).isEqualTo(3);
        assertThat(request.idempotencyKey()).isEqualTo("k");
        assertThat(request.extra()).containsEntry("x", null);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01T14:00:00Z", "2026-06-01T19:30:00+05:30", "2026-06-01T14:00:00.000+00:00"})
    void readsTimesWithTheirZone(String written) {
        assertThat(read(Map.of("to", "+15555550123", "scheduleAt", written)).scheduleAt())
                .isEqualTo("2026-06-01T14:00:00Z");
    }

    @Test
    void readsJavaTimesInMaps() {
        Instant at = Instant.parse("2026-06-01T14:00:00Z");

        assertThat(read(Map.of("to", "+15555550123", "scheduleAt", at)).scheduleAt())
                .isEqualTo(at);
        assertThat(read(Map.of("to", "+15555550123", "scheduleAt", OffsetDateTime.parse("2026-06-01T19:30:00+05:30")))
                        .scheduleAt())
                .isEqualTo(at);
    }

    static Stream<Object> unclearTimes() {
        return Stream.of(
                "tomorrow",
                "2026-06-01",
                "2026-06-01T14:00:00",
                "1767225600",
                1767225600,
                1767225600000L,
                1767225600.5,
                List.of(2026, 6, 1),
                true);
    }

    @ParameterizedTest
    @MethodSource("unclearTimes")
    void guessesNoTime(Object time) {
        assertRefused(Map.of("to", "+15555550123", "scheduleAt", time), "scheduleAt", "wrong type or form");
    }

    @Test
    void aNumberMayBeTypedAsOne() {
        options.setDefaultRegion("US");

        assertThat(read(Map.of("to", 15555550123L)).to()).isEqualTo("+15555550123");
        assertThat(read("{\"to\":5555550123}").to()).isEqualTo("+15555550123");
    }

    @Test
    void aNumberOfASpreadsheetIsNotGuessed() {
        options.setDefaultRegion("DE");

        assertRefused(Map.of("to", 4.930123456E9), "to", "wrong type");
        assertRefused(Map.of("to", new java.math.BigDecimal("4930123456.0")), "to", "wrong type");
        assertRefused("{\"to\":4930123456.0}", "to", "wrong type");
        assertRefused(Map.of("to", "4.930123456E9"), "to", "letters");
    }

    @Test
    void nullsAreNothing() {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of(
                "from",
                "agentId",
                "agentName",
                "contactName",
                "contactId",
                "variables",
                "metadata",
                "scheduleAt",
                "webhookUrl",
                "maxAttempts",
                "idempotencyKey",
                "extra")) {
            body.put(field, null);
        }
        body.put("to", "+15555550123");

        assertThat(read(body)).isEqualTo(CallRequest.to("+15555550123").build());
    }

    @Test
    void theBodyComesBeforeTheHeaderBeforeTheOption() {
        options.setFromNumber("+15555550150");
        options.setAgentId("a-option");

        CallRequest optionsOnly = read(Map.of(), VoiceCallConstants.TO, "+15555550123");
        CallRequest headers = read(
                Map.of(),
                VoiceCallConstants.TO,
                "+15555550123",
                VoiceCallConstants.FROM,
                "+15555550151",
                VoiceCallConstants.AGENT_ID,
                "a-header",
                VoiceCallConstants.CONTACT_NAME,
                "h",
                VoiceCallConstants.IDEMPOTENCY_KEY,
                "k-header");
        CallRequest body = read(
                Map.of(
                        "to",
                        "+15555550124",
                        "from",
                        "+15555550152",
                        "agentId",
                        "a-body",
                        "contactName",
                        "b",
                        "idempotencyKey",
                        "k-body"),
                VoiceCallConstants.TO,
                "+15555550123",
                VoiceCallConstants.FROM,
                "+15555550151",
                VoiceCallConstants.AGENT_ID,
                "a-header",
                VoiceCallConstants.CONTACT_NAME,
                "h",
                VoiceCallConstants.IDEMPOTENCY_KEY,
                "k-header");

        assertThat(optionsOnly)
                .isEqualTo(CallRequest.to("+15555550123")
                        .from("+15555550150")
                        .agentId("a-option")
                        .build());
        assertThat(headers)
                .isEqualTo(CallRequest.to("+15555550123")
                        .from("+15555550151")
                        .agentId("a-header")
                        .contactName("h")
                        .idempotencyKey("k-header")
                        .build());
        assertThat(body)
                .isEqualTo(CallRequest.to("+15555550124")
                        .from("+15555550152")
                        .agentId("a-body")
                        .contactName("b")
                        .idempotencyKey("k-body")
                        .build());
    }

    @Test
    void blanksGiveWayToWhatComesNext() {
        options.setAgentId("a-option");
        options.setFromNumber("+15555550150");

        CallRequest request = read(
                Map.of("to", " ", "from", "", "agentId", "", "agentName", " ", "idempotencyKey", ""),
                VoiceCallConstants.TO,
                "+15555550123",
                VoiceCallConstants.FROM,
                " ",
                VoiceCallConstants.AGENT_ID,
                "",
                VoiceCallConstants.AGENT_NAME,
                "",
                VoiceCallConstants.IDEMPOTENCY_KEY,
                "k");

        assertThat(request)
                .isEqualTo(CallRequest.to("+15555550123")
                        .from("+15555550150")
                        .agentId("a-option")
                        .idempotencyKey("k")
                        .build());
    }

    @Test
    void anAgentNamedByTheMessageIsNotOverruledByAnIdOfTheEndpoint() {
        options.setAgentId("a-option");

        assertThat(read(Map.of("to", "+15555550123", "agentName", "Fee")))
                .isEqualTo(CallRequest.to("+15555550123").agentName("Fee").build());
        assertThat(read(Map.of("to", "+15555550123"), VoiceCallConstants.AGENT_NAME, "Fee"))
                .isEqualTo(CallRequest.to("+15555550123").agentName("Fee").build());
        assertThat(read(Map.of("to", "+15555550123", "agentName", "Fee"), VoiceCallConstants.AGENT_ID, "a-header")
                        .agentId())
                .isNull();
    }

    @Test
    void anEmptyBodyTakesEverythingFromTheHeaders() {
        for (Object body : Arrays.asList(null, "", "  ", new byte[0], new ByteArrayInputStream(new byte[0]))) {
            assertThat(read(body, VoiceCallConstants.TO, "+15555550123").to()).isEqualTo("+15555550123");
        }
    }

    @Test
    void theNumberMustComeFromSomewhere() {
        assertRefused(Map.of("agentId", "a-1"), "to", "is missing");
        assertRefused(null, "to", "is missing");
    }

    @Test
    void anUnknownFieldIsNamedWithTheMend() {
        assertRefused(Map.of("to", "+15555550123", "agentID", "a-1"), "agentID", "agentId");
        assertRefused(Map.of("to", "+15555550123", "priority", 1), "priority", "go under extra");
    }

    static Stream<Map<String, Object>> wrongTypes() {
        return Stream.of(
                Map.of("to", Map.of("number", "+15555550123")),
                Map.of("to", List.of("+15555550123")),
                Map.of("variables", "loan"),
                Map.of("metadata", List.of(1)),
                Map.of("extra", 1),
                Map.of("maxAttempts", "three"),
                Map.of("maxAttempts", 1.5),
                Map.of("maxAttempts", 99999999999L),
                Map.of("maxAttempts", Map.of()),
                Map.of("agentId", List.of()));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void aValueOfTheWrongTypeIsNamed(Map<String, Object> body) {
        assertRefused(body, body.keySet().iterator().next(), "wrong type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+15555550123",
                "[]",
                "[{}]",
                "1",
                "\"x\"",
                "{",
                "{} {}",
                "{'to':'x'}",
                "to=%2B15555550123",
                "<call/>"
            })
    void aTextMustBeAJsonObject(String body) {
        assertRefused(body, "body", "JSON object");
    }

    @Test
    void anyOtherBodyIsNamedByItsType() {
        assertRefused(List.of(JSON), "body", "give a CallRequest, a Map, or a JSON object");
        assertRefused(Instant.EPOCH, "body", "is a Instant");
    }

    @Test
    void refusalsDoNotRepeatTheValue() {
        assertThatThrownBy(() -> read(Map.of("to", "555 0123 secret"))).hasMessageNotContaining("0123");
        assertThatThrownBy(() -> read(Map.of("maxAttempts", "sk_live_1"))).hasMessageNotContaining("sk_live_1");
        assertThatThrownBy(() -> read("{\"to\":\"+1555555012")).hasMessageNotContaining("555");
    }

    @Test
    void readsSettlements() {
        RequestReader reader = new RequestReader(options);
        Resolution placed = new Resolution("k1", Resolution.Outcome.PLACED, "c-1");
        Resolution not = new Resolution("k2", Resolution.Outcome.NOT_PLACED, null);

        String json = "{\"idempotencyKey\":\"k2\",\"outcome\":\"NOT_PLACED\"}";

        assertThat(reader.resolutions(message(placed))).isEqualTo(one(placed));
        assertThat(reader.resolutions(
                        message(List.of(placed, Map.of("idempotencyKey", "k2", "outcome", "NOT_PLACED"), json))))
                .isEqualTo(list(placed, not, not));
        assertThat(reader.resolutions(message(json))).isEqualTo(one(not));
        assertThat(reader.resolutions(message(new ByteArrayInputStream(("[" + json + "]").getBytes(UTF_8)))))
                .isEqualTo(list(not));
        assertThat(reader.resolutions(
                        message(null, VoiceCallConstants.IDEMPOTENCY_KEY, "k1", VoiceCallConstants.CALL_ID, "c-1")))
                .isEqualTo(one(new Resolution("k1", null, "c-1")));
        assertThat(reader.resolutions(message("[]"))).isEqualTo(list());
    }

    private static RequestReader.Resolutions one(Resolution entry) {
        return new RequestReader.Resolutions(List.of(entry), false);
    }

    private static RequestReader.Resolutions list(Resolution... entries) {
        return new RequestReader.Resolutions(List.of(entries), true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\":\"k\"} | key | not a field",
                "{\"outcome\":\"MAYBE\"} | outcome | wrong type",
                "[null] | [0] | ",
                "[1] | [0] | ",
                "[[]] | [0] | ",
                "[{\"outcome\":\"NOT_PLACED\"},{\"outcome\":\"MAYBE\"}] | [1].outcome | wrong type",
                "placed | body | JSON"
            })
    void anOddSettlementIsNamed(String body, String field, String why) {
        assertThatThrownBy(() -> new RequestReader(options).resolutions(message(body)))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(why == null ? "" : why);
    }
}
