package io.github.camelvoicecall.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Direction;
import io.github.camelvoicecall.model.TranscriptTurn;
import io.github.camelvoicecall.model.TranscriptTurn.Role;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.ErrorRule;
import io.github.camelvoicecall.provider.ErrorRule.Kind;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RequestField;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoxBridgeTest {
    private static final String CALL_ID = "1f0a6c1e-0000-4b4b-8c8c-000000000001";
    private static final String AGENT_ID = "1f0a6c1e-0000-4b4b-8c8c-000000000002";

    private final ProviderSpec spec = new VoxBridge().spec();
    private final Payloads payloads = new Payloads(spec);

    @Test
    void readsEveryDocumentedFieldOfACall() {
        VoiceCall call = payloads.call("call-completed.json").call();

        assertThat(call)
                .usingRecursiveComparison()
                .ignoringFields("raw")
                .isEqualTo(VoiceCall.of("voxbridge")
                        .id(CALL_ID)
                        .status(CallStatus.COMPLETED)
                        .rawStatus("completed")
                        .direction(Direction.OUTBOUND)
                        .to("+15555550101")
                        .from("+15555550199")
                        .agentId(AGENT_ID)
                        .contactName("A. Example")
                        .variables(Map.of("reference_number", "1", "amount", new BigDecimal("12.5")))
                        .metadata(Map.of("crm_id", "lead_1"))
                        .rawEndReason("interested")
                        .classification("interested")
                        .transcript(List.of(new TranscriptTurn(Role.UNKNOWN, "Agent: Hello\nA. Example: Hello")))
                        .recordingUrl("https://files.example/rec/1")
                        .extracted(Map.of("wants_callback", true, "budget", 1000))
                        .attempt(2)
                        .maxAttempts(3)
                        .durationSeconds(new BigDecimal("95.5"))
                        .createdAt(Instant.parse("2026-06-01T13:59:58Z"))
                        .startedAt(Instant.parse("2026-06-01T14:00:05.250Z"))
                        .endedAt(Instant.parse("2026-06-01T14:01:40Z"))
                        .analysisReady(true)
                        .verified(true)
                        .build());
        assertThat(call.raw()).hasSize(20).containsEntry("disposition", "interested");
    }

    @Test
    void readsTheAnswerToAPlacedCallAndTakesOurReferenceOut() {
        Reading reading = payloads.call("call-queued.json");

        assertThat(reading.ref()).isEqualTo("ref-1");
        assertThat(reading.call().id()).isEqualTo(CALL_ID);
        assertThat(reading.call().status()).isEqualTo(CallStatus.QUEUED);
        assertThat(reading.call().metadata()).isEqualTo(Map.of("crm_id", "lead_1"));
        assertThat(reading.call().variables()).isEqualTo(Map.of("reference_number", "1"));
        assertThat(reading.call().analysisReady()).isFalse();
        assertThat(reading.call().attempt()).isZero();
        assertThat(reading.call().from()).isNull();
        assertThat(reading.call().transcript()).isEmpty();
        assertThat(reading.call().extracted()).isEmpty();
    }

    @Test
    void aQueuedCallOfALaterTimeIsScheduled() {
        Instant before = Instant.parse("2026-06-01T13:59:59Z");
        Instant after = Instant.parse("2026-06-01T14:00:01Z");

        assertThat(payloads.call(payloads.json("call-queued.json", before))
                        .call()
                        .status())
                .isEqualTo(CallStatus.SCHEDULED);
        assertThat(payloads.call(payloads.json("call-queued.json", after))
                        .call()
                        .status())
                .isEqualTo(CallStatus.QUEUED);
    }

    @Test
    void aFailedCallHasItsErrorAndNeedsNoOptionalField() {
        VoiceCall call = payloads.call("call-failed.json").call();

        assertThat(call.status()).isEqualTo(CallStatus.FAILED);
        assertThat(call.error()).isEqualTo("The trunk refused the call");
        assertThat(call.direction()).isEqualTo(Direction.INBOUND);
        assertThat(call.analysisReady()).isFalse();
        assertThat(call.createdAt()).isNull();
    }

    @Test
    void toleratesFieldsOfOtherTypesThanDocumented() {
        VoiceCall call = payloads.call("call-odd.json").call();

        assertThat(call.id()).isEqualTo("17");
        assertThat(call.status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(call.rawStatus()).isEqualTo("[\"calling\"]");
        assertThat(call.direction()).isNull();
        assertThat(call.variables()).isEmpty();
        assertThat(call.metadata()).isEmpty();
        assertThat(call.attempt()).isNull();
        assertThat(call.maxAttempts()).isNull();
        assertThat(call.durationSeconds()).isNull();
        assertThat(call.createdAt()).isNull();
        assertThat(call.endedAt()).isNull();
        assertThat(call.startedAt()).as("a time without zone is UTC").isEqualTo("2026-06-01T14:00:05Z");
        assertThat(call.raw()).containsEntry("future_field", null).containsEntry("metadata", List.of(1, 2));
    }

    @Test
    void keepsTranscriptAndAnswersWhateverTheirShape() {
        VoiceCall object = payloads.call("call-odd.json").call();
        VoiceCall turns = payloads.call("call-transcript-turns.json").call();

        assertThat(object.transcript())
                .containsExactly(
                        new TranscriptTurn(Role.UNKNOWN, "{\"turns\":[{\"who\":\"agent\",\"text\":\"Hello\"}]}"));
        assertThat(object.extracted()).isEqualTo(Map.of("answers", "[\"yes\",\"no\"]"));
        assertThat(turns.transcript())
                .containsExactly(
                        new TranscriptTurn(Role.UNKNOWN, "Hello"),
                        new TranscriptTurn(Role.UNKNOWN, "{\"speaker\":\"user\",\"text\":\"Hi\"}"));
        assertThat(turns.extracted()).isEqualTo(Map.of("answers", "yes"));
    }

    @ParameterizedTest
    @CsvSource({
        "queued, QUEUED",
        "calling, IN_PROGRESS",
        "completed, COMPLETED",
        "failed, FAILED",
        "Completed, COMPLETED",
        "no_answer, UNKNOWN",
        "busy, UNKNOWN",
        "'', UNKNOWN"
    })
    void mapsTheDocumentedWordsAndNoOther(String word, CallStatus status) {
        assertThat(spec.statuses().of(word)).isEqualTo(status);
    }

    @Test
    void readsEvents() {
        Reading queued = payloads.event("event-queued.json");
        VoiceCall ended = payloads.event("event-ended.json").call();
        VoiceCall analyzed = payloads.event("event-analyzed.json").call();

        assertThat(queued.ref()).isEqualTo("ref-1");
        assertThat(queued.call().id()).isEqualTo(CALL_ID);
        assertThat(queued.call().to()).isEqualTo("+15555550101");
        assertThat(queued.call().status()).isEqualTo(CallStatus.QUEUED);
        assertThat(queued.call().metadata()).isEqualTo(Map.of("crm_id", "lead_1"));
        assertThat(ended.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(ended.durationSeconds()).isEqualByComparingTo("95");
        assertThat(ended.analysisReady()).isFalse();
        assertThat(analyzed.status()).as("it says nothing of the status").isEqualTo(CallStatus.UNKNOWN);
        assertThat(analyzed.rawStatus()).isNull();
        assertThat(analyzed.analysisReady()).isTrue();
        assertThat(analyzed.extracted()).isEqualTo(Map.of("wants_callback", true));
        assertThat(analyzed.recordingUrl()).isEqualTo("https://files.example/rec/1");
    }

    @Test
    void knowsTheDocumentedEventsAndTheirTimeWithMicroseconds() {
        WebhookScheme webhook = spec.webhook().orElseThrow();
        Json event = payloads.json("event-queued.json");

        assertThat(webhook.words())
                .isEqualTo(Map.of(
                        "call.queued", CallEventType.CALL_QUEUED,
                        "call.ended", CallEventType.CALL_ENDED,
                        "call.analyzed", CallEventType.CALL_ANALYZED));
        assertThat(event.firstText(null, webhook.event().toArray(String[]::new)))
                .isEqualTo("call.queued");
        assertThat(event.firstText(null, webhook.callId().toArray(String[]::new)))
                .isEqualTo(CALL_ID);
        assertThat(event.instant(webhook.time())).isEqualTo("2026-06-01T14:30:00.123456Z");
        assertThat(webhook.answerWithin()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void listsCallsAsDocumented() {
        Binding calls = spec.binding(Operation.LIST_CALLS).orElseThrow();
        Json page = payloads.json("list.json");

        assertThat(calls.path()).isEqualTo("/v1/calls");
        assertThat(calls.fields()).extracting(Field::name).containsExactly("status");
        assertThat(calls.identity()).isEqualTo("id");
        assertThat(calls.paging().defaultSize()).isEqualTo(25);
        assertThat(calls.paging().maxSize()).isEqualTo(100);
        assertThat(page.list(calls.items())).extracting(item -> item.text("id")).containsExactly(AGENT_ID, CALL_ID);
        assertThat(calls.paging().next(2, 1, 2, 2, page)).contains(Map.of("limit", "2", "offset", "2"));
    }

    @Test
    void asksAsDocumented() {
        assertThat(spec.baseUrl()).isEqualTo("https://voxbridge.cc");
        assertThat(spec.auth().header()).isEqualTo("Authorization");
        assertThat(spec.auth().value("sk_live_1")).isEqualTo("Bearer sk_live_1");
        assertThat(spec.rateLimits()).as("none is documented").isEmpty();
        assertThat(spec.binding(Operation.TRIGGER_CALL))
                .get()
                .returns("POST", Binding::method)
                .returns("/v1/calls/outbound", Binding::path);
        assertThat(spec.binding(Operation.GET_CALL))
                .get()
                .returns("GET", Binding::method)
                .returns("/v1/calls/{callId}", Binding::path);
        assertThat(spec.bindings()).containsOnlyKeys(Operation.TRIGGER_CALL, Operation.GET_CALL, Operation.LIST_CALLS);
    }

    @Test
    void sendsExactlyTheDocumentedFields() {
        CallRequest request = CallRequest.to("+15555550101")
                .from("+15555550199")
                .agentId(AGENT_ID)
                .contactName("A. Example")
                .contactId("crm-1")
                .variables(Map.of("reference_number", "1"))
                .metadata(Map.of("crm_id", "lead_1"))
                .scheduleAt(Instant.parse("2026-06-01T14:00:00Z"))
                .webhookUrl("https://hooks.example/voice")
                .maxAttempts(3)
                .idempotencyKey("lead-1")
                .build();

        assertThat(payloads.body(request))
                .isEqualTo(
                        Payloads.tree(
                                "{'to':'+15555550101','from':'+15555550199','agent_id':'" + AGENT_ID
                                        + "','client_name':'A. Example','context':{'reference_number':'1'},'metadata':{'crm_id':'lead_1'},"
                                        + "'schedule_at':'2026-06-01T14:00:00Z','webhook_url':'https://hooks.example/voice','max_attempts':3}"));
    }

    @Test
    void asksForOneAttemptUnlessToldOtherwise() {
        assertThat(payloads.body(CallRequest.to("+15555550101").build()))
                .isEqualTo(Payloads.tree("{'to':'+15555550101','max_attempts':1}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void allowsOneToTenAttempts(int attempts) {
        assertThatCode(() -> payloads.check(
                        CallRequest.to("+15555550101").maxAttempts(attempts).build()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 11, Integer.MAX_VALUE})
    void refusesOtherNumbersOfAttempts(int attempts) {
        assertThatThrownBy(() -> payloads.check(
                        CallRequest.to("+15555550101").maxAttempts(attempts).build()))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("maxAttempts"))
                .hasMessage("must be 1 to 10");
    }

    @Test
    void honoursWhatIsDocumented() {
        assertThat(spec.binding(Operation.TRIGGER_CALL).orElseThrow().accepts())
                .as("everything but an agent's name")
                .containsExactlyInAnyOrder(
                        RequestField.FROM,
                        RequestField.AGENT_ID,
                        RequestField.VARIABLES,
                        RequestField.SCHEDULE_AT,
                        RequestField.WEBHOOK_URL,
                        RequestField.MAX_ATTEMPTS);
        assertThat(spec.instead(RequestField.AGENT_NAME)).isPresent();
        assertThat(spec.instead(Operation.LIST_AGENTS)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID",
        "401, CREDENTIALS",
        "402, CREDIT",
        "403, CREDENTIALS",
        "404, INVALID",
        "422, INVALID",
        "408, UNKNOWN",
        "409, UNKNOWN",
        "425, UNKNOWN",
        "429, THROTTLED",
        "301, REDIRECT",
        "500, UNKNOWN",
        "504, UNKNOWN"
    })
    void errorsMeanWhatThePageAndHttpSay(int status, Kind kind) {
        assertThat(spec.errors().of(status, null).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void aMissingAgentIsNamed(int status) {
        assertThat(spec.errors().of(status, "whatever")).returns("agentId", ErrorRule::field);
    }

    @Test
    void findsTheErrorTextWhereverItMayStand() throws IOException {
        assertThat(text("{\"detail\":\"a\",\"message\":\"b\"}")).isEqualTo("a");
        assertThat(text("{\"error\":{\"code\":7}}")).isEqualTo("{\"code\":7}");
        assertThat(text("{\"detail\":null,\"message\":\"b\"}")).isEqualTo("b");
        assertThat(text("[]")).isNull();
    }

    private String text(String json) throws IOException {
        return spec.errors().text(Json.read(json.getBytes(UTF_8), Payloads.READ_AT));
    }

    private static final String SECRET = "test_secret";
    private static final byte[] BODY = "{\"event\":\"call.queued\"}".getBytes(UTF_8);
    private static final String SIGNATURE = "sha256=d24c066c8d7d593681ef37f280835c4758b6526b44c98d7da44156cae7c41e82";

    @Test
    void acceptsTheKnownSignature() {
        assertThat(payloads.signed(SECRET, Map.of("X-Voice-Signature", SIGNATURE), BODY))
                .isTrue();
        assertThat(spec.webhook().orElseThrow().signature().sign(SECRET, name -> null, BODY))
                .isEqualTo(SIGNATURE);
    }

    @Test
    void refusesAnAlteredByteAnotherSecretAnotherCaseAndAMissingHeader() {
        byte[] altered = BODY.clone();
        altered[3] ^= 1;

        assertThat(payloads.signed(SECRET, Map.of("X-Voice-Signature", SIGNATURE), altered))
                .isFalse();
        assertThat(payloads.signed(
                        SECRET, Map.of("X-Voice-Signature", SIGNATURE), "{\"event\": \"call.queued\"}".getBytes(UTF_8)))
                .as("written anew")
                .isFalse();
        assertThat(payloads.signed("test_secreT", Map.of("X-Voice-Signature", SIGNATURE), BODY))
                .isFalse();
        assertThat(payloads.signed(
                        SECRET,
                        Map.of(
                                "X-Voice-Signature",
                                "sha256=" + SIGNATURE.substring(7).toUpperCase(java.util.Locale.ROOT)),
                        BODY))
                .isFalse();
        assertThat(payloads.signed(SECRET, Map.of(), BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void aReadThatIsRefusedNamesNoAgent(int status) {
        assertThat(spec.errors().of(status, "whatever", false))
                .returns(null, ErrorRule::field)
                .returns(Kind.INVALID, ErrorRule::kind);
    }
}
