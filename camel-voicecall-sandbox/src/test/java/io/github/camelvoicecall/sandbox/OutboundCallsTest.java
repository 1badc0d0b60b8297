package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as on https://outboundcalls.ai/api/v1/docs. */
class OutboundCallsTest {
    private static final String NUMBER = "+15555550123";

    @RegisterExtension
    static final VoiceSandboxExtension OUTBOUNDCALLS = new VoiceSandboxExtension(VoiceSandbox.outboundcalls());

    @TempDir
    private Path folder;

    private final VoiceSandbox sandbox = OUTBOUNDCALLS.sandbox();
    private final Client client = Client.outboundcalls(sandbox);

    @Test
    void dispatchesACallThatEndsWithResults() throws IOException {
        Client.Reply placed = call(sandbox, NUMBER);

        assertThat(sandbox.baseUrl()).endsWith("/api/v1");
        assertThat(placed.status()).isEqualTo(201);
        String id = placed.text("id");
        assertThat(id).matches("clx[0-9a-f]{22}");
        JsonNode call = analyzed(client, "/calls/" + id);
        assertThat(call.path("status").asText()).isEqualTo("completed");
        assertThat(call.path("toNumber").asText()).isEqualTo(NUMBER);
        assertThat(call.path("transcript").asText()).contains("Agent: ");
        assertThat(call.path("recordingUrl").asText()).startsWith("https://");
        assertThat(call.at("/extractedData/interest").asText()).isEqualTo("Interested");
        assertThat(call.path("sentiment").asText()).isEqualTo("positive");
        assertThat(call.path("creditsCharged").asInt()).isEqualTo(10);
        assertThat(sandbox.rings(NUMBER)).isEqualTo(1);
        assertThat(sandbox.posts(NUMBER)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "+15555550190, no_answer",
        "+15555550191, busy",
        "+15555550193, failed",
        "+15555550194, voicemail",
        "+15555550195, in_progress",
        "+15555550196, wrapped_up"
    })
    void endsAsTheNumberSays(String number, String status) throws IOException {
        String path = "/calls/" + call(sandbox, number).text("id");

        await().until(() -> client.get(path).text("status").equals(status));
    }

    @ParameterizedTest
    @CsvSource({
        "true, id, false, '', '', /id",
        "false, callId, false, /calls, '', /callId",
        "false, id, true, /calls, /call, /id",
        "true, callId, true, '', /call, /callId"
    })
    void answersInTheFormThatIsAskedFor(boolean bare, String callId, boolean nested, String list, String one, String id)
            throws IOException {
        try (VoiceSandbox other = VoiceSandbox.outboundcalls()
                .shape(new Shape(bare, callId, nested))
                .start()) {
            Client own = Client.outboundcalls(other);
            Client.Reply placed = call(other, NUMBER);

            String given = placed.at(one + id).asText();
            assertThat(given).startsWith("clx");
            assertThat(own.get("/calls").at(list)).hasSize(1);
            assertThat(own.get("/calls").at(list + "/0" + id).asText()).isEqualTo(given);
            assertThat(own.get("/calls/" + given).at(one + id).asText()).isEqualTo(given);
        }
    }

    @Test
    void buildsFormsFromThePlainOne() {
        assertThat(Shape.PLAIN.withBareLists().withCallId("callId").withNesting())
                .isEqualTo(new Shape(true, "callId", true));
    }

    @Test
    void listsCallsFilteredAndLimited() throws IOException {
        for (int i = 0; i < 60; i++) {
            call(sandbox, "+155555501" + (10 + i));
        }
        String other = sandbox.agents().get(1).id();

        assertThat(client.get("/calls").at("/calls")).hasSize(50);
        assertThat(client.get("/calls?limit=200").at("/calls")).hasSize(60);
        assertThat(client.get("/calls?limit=1").at("/calls/0/toNumber").asText())
                .as("newest first")
                .isEqualTo("+15555550169");
        assertThat(client.get("/calls?agentId=" + other).at("/calls")).isEmpty();
        assertThat(client.get("/calls?campaignId=x").at("/calls")).isEmpty();
        await().until(() ->
                client.get("/calls?limit=200&status=completed").at("/calls").size() == 60);
        assertThat(client.get("/calls?limit=201").status()).isEqualTo(400);
        assertThat(client.get("/calls?offset=1").status()).isEqualTo(400);
        assertThat(client.get("/calls?limit=0").status()).isEqualTo(400);
    }

    @Test
    void listsTheOldestFirstWhenAsked() throws IOException {
        try (VoiceSandbox old = VoiceSandbox.outboundcalls()
                .with(Quirk.OLDEST_FIRST, Quirk.LIMIT_IS_CUT)
                .start()) {
            call(old, "+15555550101");
            call(old, "+15555550102");

            assertThat(Client.outboundcalls(old)
                            .get("/calls?limit=999")
                            .at("/calls/0/toNumber")
                            .asText())
                    .isEqualTo("+15555550101");
        }
    }

    @Test
    void refusesCallsBelow25CreditsAndChargesWhenTheyAreCompleted() throws IOException {
        try (VoiceSandbox poor = VoiceSandbox.outboundcalls().credits(34).start()) {
            Client own = Client.outboundcalls(poor);
            assertThat(own.get("/me").text("credits")).isEqualTo("34");
            assertThat(call(poor, "+15555550190").status()).isEqualTo(201);
            await().until(() -> own.get("/calls?status=no_answer").at("/calls").size() == 1);
            assertThat(call(poor, NUMBER).status()).isEqualTo(201);
            await().until(() -> own.get("/me").text("credits").equals("24"));

            assertThat(call(poor, NUMBER).status()).isEqualTo(402);
            assertThat(poor.rings(NUMBER)).isEqualTo(1);
        }
        assertThat(call(sandbox, "+15555550197").status()).isEqualTo(402);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "nonsense",
                "{\"agentId\":\"AGENT\"}",
                "{\"toNumber\":\"+15555550123\"}",
                "{\"agentId\":\"AGENT\",\"toNumber\":\"15555550123\"}",
                "{\"agentId\":\"DRAFT\",\"toNumber\":\"+15555550123\"}",
                "{\"agentId\":\"AGENT\",\"toNumber\":\"+15555550123\",\"phoneNumberId\":\"\"}",
                "{\"agentId\":\"AGENT\",\"toNumber\":\"+15555550123\",\"metadata\":{}}"
            })
    void refusesWhatIsNoGoodCall(String body) throws IOException {
        String filled = body.replace("AGENT", sandbox.agentId())
                .replace("DRAFT", sandbox.agents().get(2).id());

        assertThat(client.post("/calls", filled).status()).isEqualTo(400);
        assertThat(sandbox.calls()).isZero();
    }

    @Test
    void knowsNothingOfOthers() throws IOException {
        String body =
                "{\"agentId\":\"" + sandbox.agentId() + "\",\"toNumber\":\"" + NUMBER + "\",\"contactId\":\"clx0\"}";

        assertThat(client.post("/calls", body).status()).isEqualTo(404);
        assertThat(client.post("/calls", body.replace(sandbox.agentId(), "clx0"))
                        .status())
                .isEqualTo(404);
        for (String path : List.of("/calls/clx0", "/agents/clx0", "/campaigns/clx0", "/lunch")) {
            assertThat(client.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(client.with(Map.of("Authorization", "Bearer oc_live_other"))
                        .get("/me")
                        .status())
                .isEqualTo(401);
        assertThat(client.with(Map.of("Authorization", sandbox.apiKey()))
                        .get("/me")
                        .status())
                .isEqualTo(401);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VoiceSandbox.outboundcalls().apiKey("sk_live_1"));
    }

    @Test
    void showsAccountAndAgents() throws IOException {
        assertThat(client.get("/me").json().properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("user", "credits", "subscription");
        assertThat(client.get("/agents").at("/agents")).hasSize(3);
        assertThat(client.get("/agents?status=active&limit=1").at("/agents")).hasSize(1);
        assertThat(client.get("/agents?status=draft").at("/agents/0/deployed").asBoolean())
                .isFalse();
        assertThat(client.get("/agents/" + sandbox.agentId()).text("name")).isEqualTo("Sales");
        assertThat(client.get("/agents?limit=201").status()).isEqualTo(400);
    }

    @Test
    void makesContactsAndLinksCallsToThem() throws IOException {
        String list = sandbox.dashboard().contactListId();
        String body = "{\"contactListId\":\"" + list + "\",\"phone\":\"" + NUMBER
                + "\",\"name\":\"Alex\",\"tags\":[\"renewal\"],\"customFields\":{\"plan\":\"a\"}}";
        Client.Reply made = client.post("/contacts", body);
        client.post("/contacts", body.replace("Alex", "Bo"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(client.get("/contacts?contactListId=" + list).at("/contacts"))
                .hasSize(2);
        assertThat(client.get("/contacts?limit=1").at("/contacts/0/name").asText())
                .isEqualTo("Bo");
        assertThat(client.get("/contacts?contactListId=clx0").at("/contacts")).isEmpty();
        assertThat(client.get("/contacts?limit=501").status()).isEqualTo(400);
        String call = "{\"agentId\":\"" + sandbox.agentId() + "\",\"toNumber\":\"" + NUMBER + "\",\"contactId\":\""
                + made.text("id") + "\"}";
        String id = client.post("/calls", call).text("id");
        assertThat(client.get("/calls/" + id).text("contactId")).isEqualTo(made.text("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"phone\":\"+15555550123\"}; 400",
                "{\"contactListId\":\"LIST\"}; 400",
                "{\"contactListId\":\"LIST\",\"phone\":\"nonsense\"}; 400",
                "{\"contactListId\":\"LIST\",\"phone\":\"+15555550123\",\"tags\":\"a\"}; 400",
                "{\"contactListId\":\"LIST\",\"phone\":\"+15555550123\",\"customFields\":[]}; 400",
                "{\"contactListId\":\"LIST\",\"phone\":\"+15555550123\",\"city\":\"Rome\"}; 400",
                "{\"contactListId\":\"clx0\",\"phone\":\"+15555550123\"}; 404"
            })
    void refusesBadContacts(String body, int status) throws IOException {
        String filled = body.replace("LIST", sandbox.dashboard().contactListId());

        assertThat(client.post("/contacts", filled).status()).isEqualTo(status);
    }

    @Test
    void showsTheProgressOfCampaignsThatWereMadeInTheDashboard() throws IOException {
        String id = sandbox.dashboard().runCampaign("By hand", "+15555550101", "+15555550102", "+15555550190");

        await().until(() -> client.get("/campaigns/" + id).text("status").equals("completed"));
        JsonNode campaign = client.get("/campaigns/" + id).json();
        assertThat(campaign.path("callsCompleted").asInt()).isEqualTo(3);
        assertThat(campaign.path("callsSuccessful").asInt()).isEqualTo(2);
        assertThat(campaign.path("callsFailed").asInt()).isEqualTo(1);
        assertThat(campaign.path("creditsUsed").asInt()).isEqualTo(20);
        assertThat(campaign.path("successRate").asDouble()).isBetween(66.0, 67.0);
        assertThat(client.get("/campaigns").at("/campaigns/0/name").asText()).isEqualTo("By hand");
        assertThat(client.get("/calls?campaignId=" + id).at("/calls")).hasSize(3);
        assertThat(client.post("/campaigns", "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"status:502, 502, 0", "statusAfterPlacing:502, 502, 1", "status:402, 402, 0", "noId, 201, 1"})
    void meetsFaults(String fault, int status, int rings) throws IOException {
        sandbox.failNext(Fault.parse(fault));

        Client.Reply reply = call(sandbox, NUMBER);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().has("id")).isFalse();
        assertThat(sandbox.rings(NUMBER)).isEqualTo(rings);
    }

    @Test
    void losesAnswersOfContactsToo() {
        sandbox.failNext(Fault.answerLost());
        String body =
                "{\"contactListId\":\"" + sandbox.dashboard().contactListId() + "\",\"phone\":\"" + NUMBER + "\"}";

        assertThatThrownBy(() -> client.post("/contacts", body)).isInstanceOf(IOException.class);
        assertThat(sandbox.requests())
                .singleElement()
                .extracting(SandboxRequest::status)
                .isEqualTo(0);
    }

    @Test
    void postsTheWholeCallUnsignedWhenItIsOver() throws IOException {
        try (Receiver receiver = new Receiver();
                VoiceSandbox hooked =
                        VoiceSandbox.outboundcalls().webhookUrl(receiver.url()).start()) {
            String answered = call(hooked, NUMBER).text("id");
            await().until(() -> receiver.deliveries().size() == 1);
            call(hooked, "+15555550190");
            await().during(Duration.ofMillis(200))
                    .until(() -> receiver.deliveries().size() == 2);

            Receiver.Delivery first = receiver.deliveries().get(0);
            assertThat(first.json())
                    .isEqualTo(Client.outboundcalls(hooked)
                            .get("/calls/" + answered)
                            .json());
            assertThat(first.json().path("transcript").asText()).isNotEmpty();
            assertThat(first.headers().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("signature"));
            assertThat(receiver.deliveries().get(1).json().path("status").asText())
                    .isEqualTo("no_answer");
        }
    }

    @Test
    void postsWithTheNamesAndTheSignatureThatAreAskedFor() throws IOException {
        try (Receiver receiver = new Receiver();
                VoiceSandbox hooked = VoiceSandbox.outboundcalls()
                        .webhookUrl(receiver.url())
                        .webhookSecret("s")
                        .webhookNames(new WebhookNames("type", "call_id", "call"))
                        .signature(Signature.in("X-Signature"))
                        .start()) {
            String id = call(hooked, NUMBER).text("id");
            await().until(() -> receiver.deliveries().size() == 1);

            Receiver.Delivery delivery = receiver.deliveries().get(0);
            assertThat(delivery.json().path("type").asText()).isEqualTo("post_call");
            assertThat(delivery.json().at("/call/call_id").asText()).isEqualTo(id);
            assertThat(delivery.headers()).containsEntry("X-Signature", new WebhookSigner("s").sign(delivery.body()));
            assertThat(hooked.webhookRequest("post_call", id).send()).isEqualTo(200);
            assertThatIllegalArgumentException().isThrownBy(() -> hooked.webhookRequest("call.ended", id));
        }
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        SandboxBuilder builder = VoiceSandbox.outboundcalls().state(folder.resolve("state.jsonl"));
        String campaign;
        String contact;
        try (VoiceSandbox first = builder.start()) {
            campaign = first.dashboard().runCampaign("Kept", NUMBER);
            contact = Client.outboundcalls(first)
                    .post(
                            "/contacts",
                            "{\"contactListId\":\"" + first.dashboard().contactListId() + "\",\"phone\":\"" + NUMBER
                                    + "\"}")
                    .text("id");
        }
        try (VoiceSandbox second = builder.start()) {
            Client own = Client.outboundcalls(second);
            assertThat(own.get("/contacts").at("/contacts/0/id").asText()).isEqualTo(contact);
            await().until(() -> own.get("/campaigns/" + campaign).text("status").equals("completed"));
            assertThat(second.rings(NUMBER)).isEqualTo(1);
        }
    }

    private static Client.Reply call(VoiceSandbox at, String number) throws IOException {
        return Client.outboundcalls(at)
                .post("/calls", "{\"agentId\":\"" + at.agentId() + "\",\"toNumber\":\"" + number + "\"}");
    }

    private static JsonNode analyzed(Client client, String path) {
        return await().until(() -> client.get(path).json(), call -> call.hasNonNull("transcript"));
    }
}
