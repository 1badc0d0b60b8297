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

/** The API as on https://www.vyora.ai/docs/api. */
class VyoraApiTest {
    private static final String NUMBER = "+15555550123";

    @RegisterExtension
    static final VoiceSandboxExtension VYORA =
            new VoiceSandboxExtension(VoiceSandbox.vyora().agents(120).rateLimit(RateLimit.NONE));

    private final VoiceSandbox sandbox = VYORA.sandbox();
    private final Client client = Client.vyora(sandbox);

    @Test
    void listsAgentsPageByPage() throws IOException {
        JsonNode first = client.get("/v1/agents").json();
        JsonNode last = client.get("/v1/agents?limit=100&offset=100").json();

        assertThat(first.path("agents")).hasSize(50);
        assertThat(first.path("total").asInt()).isEqualTo(120);
        assertThat(first.path("limit").asInt()).isEqualTo(50);
        assertThat(first.path("offset").asInt()).isZero();
        assertThat(first.at("/agents/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "name", "language", "agent_type");
        assertThat(last.path("agents")).hasSize(20);
        assertThat(sandbox.lists()).isEqualTo(2);
    }

    @Test
    void placesACallThatIsCompletedAndThenAnalyzed() throws IOException {
        Client.Reply placed = client.post(
                "/v1/calls",
                "{\"phone_number\":\"" + NUMBER
                        + "\",\"agent_name\":\"Agent 7\",\"custom_args\":{\"name\":\"Alex\",\"order\":\"7\"}}");

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.text("status")).isEqualTo("registered");
        String id = placed.text("call_id");
        JsonNode call =
                await().until(() -> client.get("/v1/calls/" + id).json(), record -> record.hasNonNull("analysis"));
        assertThat(call.path("call_id").asText()).isEqualTo(id);
        assertThat(call.path("agent_name").asText()).isEqualTo("Agent 7");
        assertThat(call.path("contact_name").asText()).isEqualTo("Alex");
        assertThat(call.path("phone_number").asText()).isEqualTo(NUMBER);
        assertThat(call.path("status").asText()).isEqualTo("completed");
        assertThat(call.path("direction").asText()).isEqualTo("outbound");
        assertThat(call.path("duration_seconds").asInt()).isPositive();
        assertThat(call.path("recording_url").asText()).startsWith("https://");
        assertThat(call.at("/transcript/0").has("bot")).isTrue();
        assertThat(call.at("/transcript/1").has("user")).isTrue();
        assertThat(call.at("/analysis/summary").asText()).isNotEmpty();
        assertThat(call.at("/analysis/classification").asText()).isEqualTo("Interested");
        assertThat(call.path("called_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(sandbox.posts(NUMBER)).isEqualTo(1);
        assertThat(sandbox.rings(NUMBER)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "+15555550190, no_answer, false",
        "+15555550191, busy, false",
        "+15555550192, rejected, false",
        "+15555550193, failed, false",
        "+15555550194, voicemail, true",
        "+15555550196, wrapped_up, true",
        "+15555550198, no_answer, false",
        "+15555550100, completed, true"
    })
    void endsAsTheNumberSays(String number, String status, boolean talked) throws IOException {
        String id = client.vyoraCall(sandbox, number).text("call_id");

        await().until(() -> client.get("/v1/calls/" + id).text("status").equals(status));
        await().until(() -> client.get("/v1/calls/" + id).json().hasNonNull("analysis") == talked);
        assertThat(client.get("/v1/calls/" + id).json().hasNonNull("recording_url"))
                .isEqualTo(talked);
        assertThat(sandbox.rings(number)).isEqualTo(1);
    }

    @Test
    void canLeaveACallOpenOrWithoutAnalysis() throws IOException {
        String open = client.vyoraCall(sandbox, "+15555550195").text("call_id");
        String bare = client.vyoraCall(sandbox, "+15555550199").text("call_id");

        await().until(() -> client.get("/v1/calls/" + bare).text("status").equals("completed"));
        await().during(Duration.ofMillis(300))
                .until(() -> !client.get("/v1/calls/" + bare).json().hasNonNull("analysis"));
        assertThat(client.get("/v1/calls/" + open).text("status")).isEqualTo("registered");
    }

    @Test
    void refusesACallWithoutCredit() throws IOException {
        Client.Reply reply = client.vyoraCall(sandbox, "+15555550197");

        assertThat(reply.status()).isEqualTo(402);
        assertThat(reply.body()).isEqualTo("{\"error\":\"Insufficient credits\"}");
        assertThat(sandbox.posts("+15555550197")).isEqualTo(1);
        assertThat(sandbox.totalRings()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nonsense",
                "{\"phone_number\":\"+15555550123\"}",
                "{\"agent_name\":\"Agent 1\"}",
                "{\"phone_number\":\"15555550123\",\"agent_name\":\"Agent 1\"}",
                "{\"phone_number\":\"(415) 555-1212\",\"agent_name\":\"Agent 1\"}",
                "{\"phone_number\":15555550123,\"agent_name\":\"Agent 1\"}",
                "{\"phone_number\":\"+15555550123\",\"agent_name\":\"Agent 1\",\"agent_id\":\"1\"}",
                "{\"phone_number\":\"+15555550123\",\"agent_name\":\"Nobody\"}",
                "{\"phone_number\":\"+15555550123\",\"agentName\":\"Agent 1\"}",
                "{\"phone_number\":\"+15555550123\",\"agent_name\":\"Agent 1\",\"custom_args\":\"x\"}",
                "{\"phone_number\":\"+15555550123\",\"agent_name\":\"Agent 1\",\"metadata\":{}}",
                "{\"phone_number\":\"+15555550123\",\"agent_name\":\"Agent 1\"} trailing"
            })
    void refusesWhatIsNoGoodRequest(String body) throws IOException {
        Client.Reply reply = client.post("/v1/calls", body);

        assertThat(reply.status()).isBetween(400, 404);
        assertThat(reply.text("error")).isNotEmpty();
        assertThat(sandbox.calls()).isZero();
    }

    @Test
    void refusesAnotherContentType() throws IOException {
        Client form =
                client.with(Map.of("X-API-KEY", sandbox.apiKey(), "Content-Type", "application/x-www-form-urlencoded"));

        assertThat(form.vyoraCall(sandbox, NUMBER).status()).isEqualTo(400);
    }

    @Test
    void refusesAnotherKey() throws IOException {
        Client stranger = client.with(Map.of("X-API-KEY", "vya_live_other", "Content-Type", "application/json"));

        assertThat(stranger.get("/v1/agents").status()).isEqualTo(401);
        assertThat(stranger.vyoraCall(sandbox, NUMBER).status()).isEqualTo(401);
        assertThat(sandbox.posts(NUMBER)).isEqualTo(1);
        assertThat(sandbox.rings(NUMBER)).isZero();
    }

    @Test
    void refusesBadPagesAndUnknownCallsAndPaths() throws IOException {
        assertThat(client.get("/v1/agents?limit=101").status()).isEqualTo(400);
        assertThat(client.get("/v1/agents?page=2").status()).isEqualTo(400);
        assertThat(client.get("/v1/calls/nobody").body()).isEqualTo("{\"error\":\"Call not found\"}");
        assertThat(client.get("/v1/calls/nobody").status()).isEqualTo(404);
        assertThat(client.get("/v1/calls").status()).isEqualTo(404);
    }

    @Test
    void hidesRetiredAgents() throws IOException {
        Agent old = Agent.outbound("a-1", "Old").retired();
        try (VoiceSandbox other =
                VoiceSandbox.vyora().agents(old, Agent.outbound("a-2", "New")).start()) {
            assertThat(Client.vyora(other)
                            .get("/v1/agents")
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(other.agentId()).isEqualTo("a-2");
        }
    }

    @Test
    void throttlesAfterSixtyRequestsAMinuteWithoutSayingHowLong() throws IOException {
        try (VoiceSandbox limited = VoiceSandbox.vyora().start()) {
            Client hasty = Client.vyora(limited);
            for (int i = 0; i < 60; i++) {
                assertThat(hasty.get("/v1/agents").status()).isEqualTo(200);
            }
            Client.Reply refused = hasty.vyoraCall(limited, NUMBER);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).doesNotContainKey("retry-after");
            assertThat(limited.rings(NUMBER)).isZero();
        }
    }

    @Test
    void letsRequestsInAgainWhenTheWindowHasMovedOn() throws IOException {
        RateLimit limit = new RateLimit(2, Duration.ofMillis(300));
        try (VoiceSandbox limited =
                VoiceSandbox.vyora().rateLimit(limit).with(Quirk.RETRY_AFTER).start()) {
            Client hasty = Client.vyora(limited);
            hasty.get("/v1/agents");
            hasty.get("/v1/agents");

            assertThat(hasty.get("/v1/agents").headers()).containsEntry("retry-after", "1");
            await().until(() -> hasty.get("/v1/agents").status() == 200);
        }
    }
}
