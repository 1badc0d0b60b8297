package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single calls as on https://docs.samora.ai/api-reference/introduction. */
class SamoraApiTest {
    private static final String NUMBER = "+15555550123";

    @RegisterExtension
    static final VoiceSandboxExtension SAMORA = new VoiceSandboxExtension(VoiceSandbox.samora());

    private final VoiceSandbox sandbox = SAMORA.sandbox();
    private final Client client = Client.samora(sandbox);

    @Test
    void triggersACallThatFinishesWithLinks() throws IOException {
        Client.Reply placed = client.post(
                "/v1/call/trigger",
                "{\"agent_id\":\"" + sandbox.agentId() + "\",\"to_number\":\"" + NUMBER
                        + "\",\"metadata\":{\"customer_id\":\"C-1\"}}");

        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.json().properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("message", "status", "call_id");
        assertThat(placed.text("status")).isEqualTo("accepted");
        JsonNode call = linked(client, placed.text("call_id"));
        assertThat(call.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "agent_id",
                        "created_at",
                        "updated_at",
                        "started_at",
                        "ended_at",
                        "transcript_url",
                        "recording_url",
                        "status",
                        "call_variables");
        assertThat(call.path("status").asText()).isEqualTo("CALL_FINISHED");
        assertThat(call.at("/call_variables/customer_id").asText()).isEqualTo("C-1");
        assertThat(call.path("ended_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(sandbox.posts(NUMBER)).isEqualTo(1);
        assertThat(sandbox.rings(NUMBER)).isEqualTo(1);
    }

    @Test
    void showsACallBeforeItsEndWithoutTimesAndLinks() throws IOException {
        try (VoiceSandbox slow = VoiceSandbox.samora().timing(Timing.LIVELY).start()) {
            Client own = Client.samora(slow);
            JsonNode call = own.get("/v1/call/" + own.samoraCall(slow, NUMBER).text("call_id"))
                    .at("/data");

            assertThat(call.path("status").asText()).isEqualTo("TRIGGERED");
            assertThat(call.path("started_at").isNull()).isTrue();
            assertThat(call.path("ended_at").isNull()).isTrue();
            assertThat(call.path("transcript_url").isNull()).isTrue();
            assertThat(call.path("call_variables").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+15555550190, UNANSWERED, false",
        "+15555550191, UNANSWERED, false",
        "+15555550192, REJECTED, false",
        "+15555550193, FAILED, false",
        "+15555550194, VOICEMAIL, true",
        "+15555550195, ONGOING, false",
        "+15555550196, WRAPPED_UP, true",
        "+15555550198, UNANSWERED, false",
        "+15555550199, CALL_FINISHED, false"
    })
    void endsAsTheNumberSays(String number, String status, boolean linked) throws IOException {
        String path = "/v1/call/" + client.samoraCall(sandbox, number).text("call_id");

        await().until(() -> client.get(path).at("/data/status").asText().equals(status));
        await().until(() -> client.get(path).at("/data/recording_url").isTextual() == linked);
    }

    @Test
    void showsTheWordThatIsAskedFor() throws IOException {
        try (VoiceSandbox other =
                VoiceSandbox.samora().word(Outcome.BUSY, "LINE_BUSY").start()) {
            Client own = Client.samora(other);
            String path = "/v1/call/" + own.samoraCall(other, "+15555550191").text("call_id");

            await().until(() -> own.get(path).at("/data/status").asText().equals("LINE_BUSY"));
        }
    }

    @Test
    void linksToTranscriptAndRecordingForSixtyMinutes() throws IOException {
        MovingClock clock = new MovingClock();
        try (VoiceSandbox moved = VoiceSandbox.samora().clock(clock).start()) {
            Client own = Client.samora(moved);
            String id = own.samoraCall(moved, NUMBER).text("call_id");
            Client bare = Client.at("", Map.of());
            String transcript = linked(own, id).path("transcript_url").asText();
            String recording = linked(own, id).path("recording_url").asText();

            assertThat(bare.get(transcript).body()).startsWith("%PDF-").contains("Agent: Hello");
            assertThat(bare.get(transcript).headers()).containsEntry("content-type", "application/pdf");
            assertThat(bare.get(recording).headers()).containsEntry("content-type", "audio/mpeg");
            assertThat(bare.get(recording.replace("expires=", "expires=1")).status())
                    .isEqualTo(403);
            clock.forward(Duration.ofMinutes(61));
            assertThat(bare.get(recording).status()).isEqualTo(403);
            String fresh = linked(own, id).path("recording_url").asText();
            assertThat(bare.get(fresh).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nonsense",
                "{\"to_number\":\"+15555550123\"}",
                "{\"agent_id\":\"AGENT\"}",
                "{\"agent_id\":\"no uuid\",\"to_number\":\"+15555550123\"}",
                "{\"agent_id\":\"AGENT\",\"to_number\":\"15555550123\"}",
                "{\"agent_id\":\"AGENT\",\"to_number\":\"+123456789\"}",
                "{\"agent_id\":\"AGENT\",\"to_number\":\"+1234567890123456\"}",
                "{\"agent_id\":\"AGENT\",\"to_number\":\"+15555550123\",\"metadata\":\"x\"}",
                "{\"agent_id\":\"AGENT\",\"to_number\":\"+15555550123\",\"call_variables\":{}}"
            })
    void refusesWhatIsNoGoodRequest(String body) throws IOException {
        Client.Reply reply = client.post("/v1/call/trigger", body.replace("AGENT", sandbox.agentId()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().properties()).extracting(Map.Entry::getKey).containsExactly("message");
        assertThat(sandbox.calls()).isZero();
    }

    @Test
    void refusesUnknownAgentsAndCallsAndKeysAndEmptyAccounts() throws IOException {
        String nobody = Uuids.of("nobody");

        assertThat(client.post("/v1/call/trigger", "{\"agent_id\":\"" + nobody + "\",\"to_number\":\"" + NUMBER + "\"}")
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/v1/call/" + nobody).status()).isEqualTo(404);
        assertThat(client.get("/v1/call/17").status()).isEqualTo(400);
        assertThat(client.samoraCall(sandbox, "+15555550197").status()).isEqualTo(402);
        assertThat(client.with(Map.of("X-API-Key", "other", "Content-Type", "application/json"))
                        .samoraCall(sandbox, NUMBER)
                        .status())
                .isEqualTo(401);
        assertThat(sandbox.totalRings()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"status:500, 500, 0", "statusAfterPlacing:500, 500, 1", "noId, 202, 1", "none, 202, 1"})
    void meetsFaults(String fault, int status, int rings) throws IOException {
        sandbox.failNext(Fault.parse(fault));

        Client.Reply reply = client.samoraCall(sandbox, NUMBER);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().has("call_id")).isEqualTo(fault.equals("none"));
        assertThat(sandbox.rings(NUMBER)).isEqualTo(rings);
    }

    private static JsonNode linked(Client client, String id) {
        return await().until(() -> client.get("/v1/call/" + id).at("/data"), call -> call.path("recording_url")
                .isTextual());
    }
}
