package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as on https://voxbridge.cc/docs/calls. */
class VoxBridgeApiTest {
    private static final String NUMBER = "+15555550123";

    @RegisterExtension
    static final VoiceSandboxExtension VOXBRIDGE = new VoiceSandboxExtension(VoiceSandbox.voxbridge());

    private final VoiceSandbox sandbox = VOXBRIDGE.sandbox();
    private final Client client = Client.voxbridge(sandbox);

    @Test
    void placesACallAndAnswersWithAllOfIt() throws IOException {
        Client.Reply placed = client.post(
                "/v1/calls/outbound",
                "{\"to\":\"+15555550123\",\"from\":\"+15555550100\",\"agent_id\":\"" + sandbox.agentId()
                        + "\",\"client_name\":\"Alex\",\"context\":{\"order\":7},\"metadata\":{\"crm\":\"1\"},\"max_attempts\":2}");

        assertThat(placed.status()).isEqualTo(201);
        JsonNode call = placed.json();
        assertThat(call.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "id",
                        "agent_id",
                        "direction",
                        "status",
                        "to_number",
                        "from_number",
                        "client_name",
                        "context",
                        "metadata",
                        "disposition",
                        "transcript",
                        "recording_url",
                        "structured_answers",
                        "attempt_count",
                        "max_attempts",
                        "duration_seconds",
                        "scheduled_at",
                        "started_at",
                        "completed_at",
                        "created_at",
                        "error_message");
        assertThat(call.path("status").asText()).isEqualTo("queued");
        assertThat(call.path("to_number").asText()).isEqualTo(NUMBER);
        assertThat(call.path("from_number").isNull()).isTrue();
        assertThat(call.at("/context/order").asInt()).isEqualTo(7);
        assertThat(call.at("/metadata/crm").asText()).isEqualTo("1");
        assertThat(call.path("attempt_count").asInt()).isZero();
        assertThat(call.path("max_attempts").asInt()).isEqualTo(2);
        assertThat(call.path("created_at").asText()).endsWith("Z");
    }

    @Test
    void completesAndAnalyzesACall() throws IOException {
        String id = client.voxbridgeCall(NUMBER).text("id");

        assertThat(read(id).path("status").asText()).isEqualTo("calling");
        await().until(() -> read(id).hasNonNull("transcript"));
        JsonNode call = read(id);
        assertThat(call.path("status").asText()).isEqualTo("completed");
        assertThat(call.path("duration_seconds").asInt()).isPositive();
        assertThat(call.path("structured_answers").isObject()).isTrue();
        assertThat(call.path("completed_at").asText()).endsWith("Z");
        assertThat(call.path("attempt_count").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "+15555550190, failed, no_answer",
        "+15555550191, failed, busy",
        "+15555550192, failed, rejected",
        "+15555550193, failed, failed",
        "+15555550194, completed, voicemail",
        "+15555550196, wrapped_up, null",
        "+15555550198, failed, no_answer",
        "+15555550199, completed, answered",
        "+15555550100, completed, answered"
    })
    void endsAsTheNumberSays(String number, String status, String disposition) throws IOException {
        String id = client.voxbridgeCall(number).text("id");

        await().until(() -> read(id).path("status").asText().equals(status));
        assertThat(read(id).path("disposition").asText()).isEqualTo(disposition);
        assertThat(read(id).hasNonNull("error_message")).isEqualTo(status.equals("failed"));
    }

    @Test
    void ringsThreeTimesWhenTheClientDoesNotSayHowOften() throws IOException {
        String id =
                client.post("/v1/calls/outbound", "{\"to\":\"+15555550190\"}").text("id");

        await().until(() -> read(id).path("status").asText().equals("failed"));
        assertThat(sandbox.rings("+15555550190")).isEqualTo(3);
        assertThat(sandbox.maxRingsPerNumber()).isEqualTo(3);
        assertThat(sandbox.posts("+15555550190")).isEqualTo(1);
    }

    @Test
    void isQueuedAgainBetweenTwoAttempts() throws IOException {
        Timing slowRedial = new Timing(Duration.ofMillis(10), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60), 0);
        try (VoiceSandbox slow = VoiceSandbox.voxbridge().timing(slowRedial).start()) {
            Client other = Client.voxbridge(slow);
            String id = other.post("/v1/calls/outbound", "{\"to\":\"+15555550190\"}")
                    .text("id");

            await().until(() -> other.get("/v1/calls/" + id).text("status").equals("queued"));
            assertThat(other.get("/v1/calls/" + id).text("attempt_count")).isEqualTo("1");
        }
    }

    @Test
    void completesACallThatIsAnsweredAtTheSecondAttempt() throws IOException {
        String id = client.post("/v1/calls/outbound", "{\"to\":\"+15555550198\",\"max_attempts\":5}")
                .text("id");

        await().until(() -> read(id).path("status").asText().equals("completed"));
        assertThat(sandbox.rings("+15555550198")).isEqualTo(2);
    }

    @Test
    void ringsNobodyBeforeTheScheduledTime() throws IOException {
        Instant due = Instant.now().plusMillis(700);
        String id = client.post("/v1/calls/outbound", "{\"to\":\"" + NUMBER + "\",\"schedule_at\":\"" + due + "\"}")
                .text("id");

        assertThat(read(id).path("status").asText()).isEqualTo("queued");
        assertThat(sandbox.rings(NUMBER)).isZero();
        await().until(() -> sandbox.rings(NUMBER) == 1);
        assertThat(Instant.now()).isAfterOrEqualTo(due);
    }

    @Test
    void listsCallsNewestFirstByPageAndStatus() throws IOException {
        client.voxbridgeCall("+15555550190");
        client.voxbridgeCall("+15555550101");
        String newest = client.voxbridgeCall("+15555550195").text("id");

        JsonNode page = client.get("/v1/calls?limit=2").json();
        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items")).hasSize(2);
        assertThat(page.at("/items/0/id").asText()).isEqualTo(newest);
        assertThat(client.get("/v1/calls?offset=2").json().path("items")).hasSize(1);
        assertThat(client.get("/v1/calls").json().path("limit").asInt()).isEqualTo(25);
        await().until(() ->
                client.get("/v1/calls?status=failed").json().path("total").asInt() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"to\":\"5555550123\"}",
                "{\"to\":\"+15555550123\",\"max_attempts\":0}",
                "{\"to\":\"+15555550123\",\"max_attempts\":11}",
                "{\"to\":\"+15555550123\",\"max_attempts\":\"1\"}",
                "{\"to\":\"+15555550123\",\"max_attempts\":1.5}",
                "{\"to\":\"+15555550123\",\"scheduled_at\":null}",
                "{\"to\":\"+15555550123\",\"schedule_at\":\"tomorrow\"}",
                "{\"to\":\"+15555550123\",\"schedule_at\":1768467600}",
                "{\"to\":\"+15555550123\",\"webhook_url\":\"somewhere\"}",
                "{\"to\":\"+15555550123\",\"agent_id\":\"agent\"}",
                "{\"to\":\"+15555550123\",\"metadata\":[]}",
                "{\"to\":\"+15555550123\",\"metadata\":null}",
                "{\"to\":\"+15555550123\",\"webhook_url\":\"//host/path\"}",
                "{\"to_number\":\"+15555550123\"}"
            })
    void refusesWhatIsNoGoodRequest(String body) throws IOException {
        Client.Reply reply = client.post("/v1/calls/outbound", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("detail")).isNotEmpty();
        assertThat(sandbox.calls()).isZero();
    }

    @Test
    void tellsMissingAgentsCreditAndKeysApart() throws IOException {
        String support = sandbox.agents().get(1).id();

        assertThat(client.post("/v1/calls/outbound", "{\"to\":\"+15555550123\",\"agent_id\":\"" + support + "\"}")
                        .status())
                .isEqualTo(404);
        assertThat(client.voxbridgeCall("+15555550197").status()).isEqualTo(402);
        assertThat(client.with(Map.of()).get("/v1/calls").status()).isEqualTo(401);
        assertThat(client.get("/v1/calls/1f0a6c1e-0000-4b4b-8c8c-000000000001").status())
                .isEqualTo(404);
        assertThat(client.get("/v1/calls/1").status()).isEqualTo(422);
        assertThat(client.get("/v1/calls?limit=101").status()).isEqualTo(422);
    }

    @Test
    void needsAnAgentWhenThereIsNoDefaultOne() throws IOException {
        try (VoiceSandbox bare = VoiceSandbox.voxbridge().agents().start()) {
            assertThat(Client.voxbridge(bare).voxbridgeCall(NUMBER).status()).isEqualTo(400);
        }
    }

    @Test
    void readsTenDigitsAsAUsNumberWhenAsked() throws IOException {
        try (VoiceSandbox lenient =
                VoiceSandbox.voxbridge().with(Quirk.TEN_DIGIT_NUMBERS).start()) {
            assertThat(Client.voxbridge(lenient).voxbridgeCall("5555550123").text("to_number"))
                    .isEqualTo(NUMBER);
        }
    }

    @Test
    void hasOnlyKeysOfTheProvidersForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VoiceSandbox.voxbridge().apiKey("secret"))
                .withMessageContaining("sk_live_");
    }

    private JsonNode read(String id) throws IOException {
        return client.get("/v1/calls/" + id).json();
    }
}
