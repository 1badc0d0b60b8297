package io.github.camelvoicecall.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.AnsweredBy;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Direction;
import io.github.camelvoicecall.model.TranscriptTurn;
import io.github.camelvoicecall.model.TranscriptTurn.Role;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.ErrorRule.Kind;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RateLimit;
import io.github.camelvoicecall.provider.RequestField;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VyoraTest {
    private final ProviderSpec spec = new Vyora().spec();
    private final Payloads payloads = new Payloads(spec);

    @Test
    void readsEveryDocumentedFieldOfACall() {
        VoiceCall call = payloads.call("call-completed.json").call();

        assertThat(call)
                .usingRecursiveComparison()
                .ignoringFields("raw")
                .isEqualTo(VoiceCall.of("vyora")
                        .id("call-100")
                        .status(CallStatus.COMPLETED)
                        .rawStatus("completed")
                        .direction(Direction.OUTBOUND)
                        .to("+15555550123")
                        .agentId("agent-7")
                        .agentName("Fee reminder")
                        .contactName("Alex Example")
                        .startedAt(Instant.parse("2026-01-15T09:00:00Z"))
                        .durationSeconds(new java.math.BigDecimal("47"))
                        .recordingUrl("https://recordings.example/call-100.mp3")
                        .transcript(List.of(
                                new TranscriptTurn(Role.AGENT, "Hello Alex"),
                                new TranscriptTurn(Role.CUSTOMER, "Hello"),
                                new TranscriptTurn(Role.AGENT, "Will you pay?")))
                        .analysisReady(true)
                        .summary("Will pay tomorrow")
                        .classification("Promise")
                        .verified(true)
                        .build());
    }

    @Test
    void readsTheAnswerToAPlacedCall() {
        VoiceCall call = payloads.call("call-registered.json").call();

        assertThat(call.id()).isEqualTo("call-100");
        assertThat(call.status()).isEqualTo(CallStatus.QUEUED);
        assertThat(call.isTerminal()).isFalse();
        assertThat(call.raw()).containsExactly(Map.entry("call_id", "call-100"), Map.entry("status", "registered"));
    }

    @Test
    @Tag("D12")
    void aCompletedCallWithoutAnalysisIsNotAnalyzed() {
        VoiceCall call = payloads.call("call-not-analyzed.json").call();

        assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(call.analysisReady()).isFalse();
        assertThat(call.contactName()).isNull();
        assertThat(call.recordingUrl()).isNull();
        assertThat(call.summary()).isNull();
        assertThat(call.transcript()).isEmpty();
        assertThat(call.answeredBy()).isEqualTo(AnsweredBy.UNKNOWN);
    }

    @Test
    void toleratesFieldsOfOtherTypesThanDocumented() {
        VoiceCall call = payloads.call("call-odd.json").call();

        assertThat(call.id()).isEqualTo("100");
        assertThat(call.to()).isEqualTo("15555550123");
        assertThat(call.status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(call.rawStatus()).isEqualTo("Hung Up");
        assertThat(call.direction()).isNull();
        assertThat(call.durationSeconds()).isNull();
        assertThat(call.startedAt()).isNull();
        assertThat(call.transcript()).isEmpty();
        assertThat(call.summary()).isNull();
        assertThat(call.variables()).isEmpty();
    }

    @Test
    void keepsUnknownFieldsInRaw() {
        VoiceCall call = payloads.call("call-odd.json").call();

        assertThat(call.raw().get("mood"))
                .isEqualTo(Map.of("score", new java.math.BigDecimal("0.25"), "words", List.of("calm")));
        assertThat(call.raw()).containsEntry("transcript", "Hello Alex");
    }

    @Test
    void anEmptyAnswerIsACallOfWhichNothingIsKnown() throws IOException {
        VoiceCall call =
                payloads.call(Json.read("{}".getBytes(UTF_8), Payloads.READ_AT)).call();

        assertThat(call.id()).isNull();
        assertThat(call.status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(call.raw()).isEmpty();
    }

    @Test
    void turnsOfUnknownShapeKeepTheirWords() {
        List<TranscriptTurn> turns = payloads.call("call-odd-turns.json").call().transcript();

        assertThat(turns)
                .containsExactly(
                        new TranscriptTurn(Role.AGENT, "Hello"),
                        new TranscriptTurn(Role.UNKNOWN, "{\"system\":\"beep\"}"),
                        new TranscriptTurn(Role.UNKNOWN, "Hi"),
                        new TranscriptTurn(Role.UNKNOWN, null),
                        new TranscriptTurn(Role.AGENT, "Bye"));
    }

    @Test
    void readsEveryDocumentedFieldOfAnEvent() {
        Reading event = payloads.event("event-completed.json");

        assertThat(event.ref()).isEqualTo("ref-1");
        assertThat(event.call().id()).isEqualTo("call-100");
        assertThat(event.call().to()).isEqualTo("+15555550123");
        assertThat(event.call().contactName()).isEqualTo("Alex Example");
        assertThat(event.call().agentId()).isEqualTo("agent-7");
        assertThat(event.call().agentName()).isEqualTo("Fee reminder");
        assertThat(event.call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(event.call().direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(event.call().durationSeconds()).isEqualByComparingTo("31");
        assertThat(event.call().recordingUrl()).isEqualTo("https://recordings.example/call-100.mp3");
        assertThat(event.call().transcript()).hasSize(2);
        assertThat(event.call().summary()).isEqualTo("Will pay tomorrow");
        assertThat(event.call().classification()).isEqualTo("Promise");
        assertThat(event.call().campaignId()).isEqualTo("camp-3");
        assertThat(event.call().startedAt()).isEqualTo("2026-01-15T09:00:00Z");
        assertThat(event.call().variables())
                .as("our own reference is taken out")
                .isEqualTo(Map.of("reference", "order-7"));
        assertThat(event.call().raw()).as("but not of the raw JSON").containsKey("custom_args");
    }

    @Test
    void onlyTheLastEventSaysThatTheAnalysisIsReady() {
        assertThat(payloads.event("event-started.json").call().analysisReady()).isFalse();
        assertThat(payloads.event("event-completed.json").call().analysisReady())
                .isFalse();
        assertThat(payloads.event("event-analyzed.json").call().analysisReady()).isTrue();
    }

    @Test
    void anEventWithoutStatusDoesNotEndTheCall() {
        assertThat(payloads.event("event-started.json").call().status()).isEqualTo(CallStatus.UNKNOWN);
    }

    @Test
    void knowsTheDocumentedEvents() {
        WebhookScheme webhook = spec.webhook().orElseThrow();
        Json event = payloads.json("event-analyzed.json");

        assertThat(webhook.words())
                .isEqualTo(Map.of(
                        "call_started", CallEventType.CALL_STARTED,
                        "call_completed", CallEventType.CALL_ENDED,
                        "all_processing_completed", CallEventType.CALL_ANALYZED));
        assertThat(event.firstText(null, webhook.event().toArray(String[]::new)))
                .isEqualTo("all_processing_completed");
        assertThat(event.firstText(null, webhook.callId().toArray(String[]::new)))
                .isEqualTo("call-100");
        assertThat(event.instant(webhook.time())).isEqualTo("2026-01-15T09:01:20Z");
        assertThat(webhook.answerWithin()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsAgents() {
        Binding agents = spec.binding(Operation.LIST_AGENTS).orElseThrow();

        List<Object> read = payloads.json("agents.json").list(agents.items()).stream()
                .map(agent -> agents.read(agent, Asked.NOTHING))
                .toList();

        assertThat(read)
                .containsExactly(
                        new Agent(
                                "vyora",
                                "agent-7",
                                "Fee reminder",
                                "en-IN",
                                "outbound",
                                Map.of(
                                        "id",
                                        "agent-7",
                                        "name",
                                        "Fee reminder",
                                        "language",
                                        "en-IN",
                                        "agent_type",
                                        "outbound")),
                        new Agent("vyora", "agent-8", "Survey", null, null, ((Agent) read.get(1)).raw()));
        assertThat(((Agent) read.get(1)).raw()).containsEntry("voice", "calm").containsEntry("language", null);
    }

    @Test
    void pagesAgentsAsDocumented() {
        Binding agents = spec.binding(Operation.LIST_AGENTS).orElseThrow();

        assertThat(agents.path()).isEqualTo("/v1/agents");
        assertThat(agents.identity()).isEqualTo("id");
        assertThat(agents.paging().defaultSize()).isEqualTo(50);
        assertThat(agents.paging().maxSize()).isEqualTo(100);
        assertThat(agents.paging().first(50)).isEqualTo(Map.of("limit", "50", "offset", "0"));
    }

    @Test
    void asksAsDocumented() {
        assertThat(spec.baseUrl()).isEqualTo("https://api.vyora.ai");
        assertThat(spec.auth().header()).isEqualTo("X-API-KEY");
        assertThat(spec.auth().value("vya_live_1")).isEqualTo("vya_live_1");
        assertThat(spec.rateLimits()).containsExactly(new RateLimit(60, Duration.ofMinutes(1), RateLimit.Scope.KEY));
        assertThat(spec.binding(Operation.TRIGGER_CALL))
                .get()
                .returns("POST", Binding::method)
                .returns("/v1/calls", Binding::path);
        assertThat(spec.binding(Operation.GET_CALL))
                .get()
                .returns("GET", Binding::method)
                .returns("/v1/calls/{callId}", Binding::path);
        assertThat(spec.bindings()).containsOnlyKeys(Operation.TRIGGER_CALL, Operation.GET_CALL, Operation.LIST_AGENTS);
    }

    @Test
    void sendsExactlyTheDocumentedFields() {
        CallRequest request = CallRequest.to("+15555550123")
                .agentId("agent-7")
                .agentName("Fee reminder")
                .contactName("Alex")
                .contactId("crm-1")
                .variables(Map.of("product", "loan"))
                .metadata(Map.of("crm", "1"))
                .idempotencyKey("lead-7")
                .build();

        assertThat(payloads.body(request))
                .as("one agent field only; what the ledger keeps isn't sent")
                .isEqualTo(Payloads.tree(
                        "{'phone_number':'+15555550123','agent_id':'agent-7','custom_args':{'product':'loan'}}"));
    }

    @Test
    void choosesTheAgentByNameWhereNoIdIsGiven() {
        assertThat(payloads.body(
                        CallRequest.to("+15555550123").agentName("Fee reminder").build()))
                .isEqualTo(Payloads.tree("{'phone_number':'+15555550123','agent_name':'Fee reminder'}"));
    }

    @Test
    void wantsAnAgent() {
        assertThatThrownBy(() -> payloads.check(CallRequest.to("+15555550123").build()))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("agentId"))
                .hasMessageContaining("agentName");
        assertThatCode(() -> payloads.check(
                        CallRequest.to("+15555550123").agentName("Fee reminder").build()))
                .doesNotThrowAnyException();
    }

    @Test
    void honoursOnlyWhatIsDocumented() {
        assertThat(spec.binding(Operation.TRIGGER_CALL).orElseThrow().accepts())
                .containsExactlyInAnyOrder(RequestField.AGENT_ID, RequestField.AGENT_NAME, RequestField.VARIABLES);
        assertThat(spec.instead(Operation.LIST_CALLS)).isPresent();
        assertThat(spec.instead(RequestField.SCHEDULE_AT)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 404, 409, 422, 499})
    void insufficientCreditsIsToldByItsTextWhateverTheStatus(int status) {
        assertThat(spec.errors().of(status, "Insufficient credits").kind()).isEqualTo(Kind.CREDIT);
        assertThat(spec.errors()
                        .of(status, "insufficient CREDITS for this call")
                        .kind())
                .isEqualTo(Kind.CREDIT);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID", "401, CREDENTIALS", "402, CREDIT", "403, CREDENTIALS", "404, INVALID", "408, UNKNOWN",
                "409, UNKNOWN",
        "422, INVALID", "425, UNKNOWN", "429, THROTTLED", "302, REDIRECT", "500, UNKNOWN", "502, UNKNOWN",
                "503, UNKNOWN"
    })
    void otherErrorsMeanWhatHttpSays(int status, Kind kind) {
        assertThat(spec.errors().of(status, "Call not found").kind()).isEqualTo(kind);
    }

    @Test
    void aCreditTextBeside5xxProvesNothing() {
        assertThat(spec.errors().of(500, "Insufficient credits").kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void findsTheErrorText() throws IOException {
        assertThat(spec.errors().text(Json.read("{\"error\": \"Call not found\"}".getBytes(UTF_8), Payloads.READ_AT)))
                .isEqualTo("Call not found");
    }

    private static final String SECRET = "example-webhook-secret";
    private static final byte[] BODY =
            "{\"event\":\"call_completed\",\"call_id\":\"call-example-1\",\"status\":\"completed\"}".getBytes(UTF_8);
    private static final String SIGNATURE = "sha256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d23";

    @Test
    void acceptsTheKnownSignature() {
        assertThat(payloads.signed(SECRET, Map.of("X-Vyora-Signature", SIGNATURE), BODY))
                .isTrue();
        assertThat(spec.webhook().orElseThrow().signature().sign(SECRET, name -> null, BODY))
                .isEqualTo(SIGNATURE);
    }

    @Test
    void refusesAnAlteredBody() {
        for (int i = 0; i < BODY.length; i++) {
            byte[] altered = BODY.clone();
            altered[i] ^= 1;
            assertThat(payloads.signed(SECRET, Map.of("X-Vyora-Signature", SIGNATURE), altered))
                    .as("byte %d", i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d23",
                "sha256=0D0858125915FD9E4BD18F4A2E9873FBC7DE228E9DD7BD9D3EADF19DE05D8D23",
                "SHA256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d23",
                "sha256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d2",
                "sha256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d24",
                "sha256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d2300",
                "sha1=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d23"
            })
    void refusesAnotherSignature(String signature) {
        assertThat(payloads.signed(SECRET, Map.of("X-Vyora-Signature", signature), BODY))
                .isFalse();
    }

    @Test
    void refusesAnotherSecretAndAMissingHeader() {
        assertThat(payloads.signed("other-secret", Map.of("X-Vyora-Signature", SIGNATURE), BODY))
                .isFalse();
        assertThat(payloads.signed(SECRET, Map.of(), BODY)).isFalse();
        assertThat(payloads.signed(SECRET, Map.of("X-Voice-Signature", SIGNATURE), BODY))
                .isFalse();
    }

    @Test
    void aProviderFitsOnAPage() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/camelvoicecall/providers"))) {
            assertThat(files.toList()).hasSizeGreaterThan(2).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as("%s", file)
                    .hasSizeLessThanOrEqualTo(200));
        }
    }
}
