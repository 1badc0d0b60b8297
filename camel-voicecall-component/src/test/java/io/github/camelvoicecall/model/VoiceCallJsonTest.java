package io.github.camelvoicecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.model.TranscriptTurn.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With an object mapper that knows nothing of ours, as in camel-jackson. */
class VoiceCallJsonTest {
    private final ObjectMapper plain = new ObjectMapper();

    @Test
    void aCallHasTheDocumentedFieldsInTheDocumentedOrder() throws JsonProcessingException {
        VoiceCall call = VoiceCall.of("vyora")
                .id("abc123")
                .status(CallStatus.COMPLETED)
                .rawStatus("completed")
                .direction(Direction.OUTBOUND)
                .to("+15555550123")
                .agentId("a-1")
                .agentName("Fee reminder")
                .contactName("Alex")
                .idempotencyKey("lead-7")
                .startedAt(Instant.parse("2026-01-15T09:00:00Z"))
                .durationSeconds(new BigDecimal("47"))
                .analysisReady(true)
                .summary("…")
                .classification("Interested")
                .transcript(List.of(new TranscriptTurn(Role.AGENT, "…"), new TranscriptTurn(Role.CUSTOMER, "…")))
                .recordingUrl("https://recordings.example/1")
                .attempt(1)
                .verified(true)
                .build();

        assertThat(plain.writeValueAsString(call)).isEqualTo("""
                        {"provider":"vyora","id":"abc123","status":"COMPLETED","rawStatus":"completed","direction":"OUTBOUND","to":"+15555550123","from":null,\
                        "agentId":"a-1","agentName":"Fee reminder","contactId":null,"contactName":"Alex","campaignId":null,"idempotencyKey":"lead-7",\
                        "createdAt":null,"startedAt":"2026-01-15T09:00:00Z","endedAt":null,"durationSeconds":47,"answeredBy":"UNKNOWN","endReason":"UNKNOWN","rawEndReason":null,\
                        "analysisReady":true,"summary":"…","classification":"Interested","sentiment":null,"extracted":{},"transcript":[{"role":"AGENT","text":"…"},{"role":"CUSTOMER","text":"…"}],\
                        "transcriptUrl":null,"recordingUrl":"https://recordings.example/1","urlsExpireAt":null,"variables":{},"metadata":{},"attempt":1,"maxAttempts":null,"cost":null,"error":null,\
                        "unresolved":null,"verified":true,"raw":{}}""");
    }

    @Test
    void timesMapsAndMoneyAreWrittenPlainly() throws JsonProcessingException {
        VoiceCall call = VoiceCall.of("acme")
                .createdAt(Instant.parse("2026-01-15T09:00:00.5Z"))
                .endedAt(Instant.parse("2026-01-15T09:01:00Z"))
                .urlsExpireAt(Instant.parse("2026-01-15T10:00:00Z"))
                .cost(new Cost(new BigDecimal("0.10"), "USD"))
                .raw(Map.of("n", new BigDecimal("12345678901234567890.5")))
                .build();

        JsonNode json = plain.readTree(plain.writeValueAsString(call));

        assertThat(json.at("/createdAt").asText()).isEqualTo("2026-01-15T09:00:00.500Z");
        assertThat(json.at("/endedAt").asText()).isEqualTo("2026-01-15T09:01:00Z");
        assertThat(json.at("/urlsExpireAt").asText()).isEqualTo("2026-01-15T10:00:00Z");
        assertThat(plain.writeValueAsString(call))
                .contains("\"cost\":{\"amount\":0.10,\"unit\":\"USD\"}")
                .contains("\"n\":12345678901234567890.5");
    }

    @Test
    void requestsEventsAndAgentsAreWrittenToo() throws JsonProcessingException {
        Instant at = Instant.parse("2026-01-15T09:00:00Z");
        CallEvent event = new CallEvent(
                "acme",
                CallEventType.CALL_ENDED,
                "done",
                "c1",
                at,
                VoiceCall.of("acme").build(),
                true,
                null);

        assertThat(plain.readTree(plain.writeValueAsString(
                                CallRequest.to("+15555550123").scheduleAt(at).build()))
                        .at("/scheduleAt")
                        .asText())
                .isEqualTo("2026-01-15T09:00:00Z");
        assertThat(plain.writeValueAsString(event))
                .startsWith(
                        "{\"provider\":\"acme\",\"type\":\"CALL_ENDED\",\"rawType\":\"done\",\"callId\":\"c1\",\"time\":\"2026-01-15T09:00:00Z\",\"call\":{");
        assertThat(plain.writeValueAsString(new Agent("acme", "1", "n", null, null, Map.of())))
                .isEqualTo(
                        "{\"provider\":\"acme\",\"id\":\"1\",\"name\":\"n\",\"language\":null,\"type\":null,\"raw\":{}}");
    }
}
