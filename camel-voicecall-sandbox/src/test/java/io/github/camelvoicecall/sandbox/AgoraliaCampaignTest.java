package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaigns, leads, calls and results as on https://docs.agoralia.app/docs/api/endpoints. */
class AgoraliaCampaignTest {
    @RegisterExtension
    static final VoiceSandboxExtension AGORALIA = new VoiceSandboxExtension(
            VoiceSandbox.agoralia().rateLimit(RateLimit.NONE).addressLimit(RateLimit.NONE));

    @TempDir
    private Path folder;

    private final VoiceSandbox sandbox = AGORALIA.sandbox();
    private final Client client = Client.agoralia(sandbox);

    @Test
    void dialsItsLeadsOnceItsStartWasConfirmed() throws IOException {
        long campaign = create();
        Client.Reply upserted = upsert(campaign, lead("a", "+15555550101"), lead("b", "+15555550190"));
        assertThat(upserted.body()).isEqualTo("{\"created\":2,\"updated\":0,\"failed\":0}");

        Client.Reply started = client.post("/campaigns/" + campaign + "/start", "");
        assertThat(started.text("proposal_id")).matches("pc_[0-9a-f]{8}");
        assertThat(started.json().path("requires_confirmation").asBoolean()).isTrue();
        await().during(Duration.ofMillis(200)).until(() -> sandbox.totalRings() == 0);
        assertThat(status(campaign)).isEqualTo("draft");
        assertThat(sandbox.dashboard().proposals()).containsExactly(started.text("proposal_id"));
        assertThat(client.get("/calls").at("/items")).isEmpty();

        sandbox.dashboard().confirm(started.text("proposal_id"));
        assertThat(status(campaign)).isEqualTo("active");
        await().until(() -> status(campaign).equals("completed"));
        JsonNode calls = client.get("/calls?campaign_id=" + campaign).json();
        assertThat(calls.path("next_cursor").isNull()).isTrue();
        assertThat(calls.path("items"))
                .extracting(call -> call.path("to_number").asText(), call -> call.path("status")
                        .asText())
                .containsExactly(tuple("+15555550190", "no_answer"), tuple("+15555550101", "completed"));
        assertThat(calls.at("/items/1").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "status", "to_number", "detected_language");
        assertThat(sandbox.maxRingsPerNumber()).isEqualTo(1);
        assertThat(sandbox.batches()).singleElement().extracting(Batch::rows).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.dashboard().confirm(started.text("proposal_id")));
    }

    @Test
    void isConfirmedByAnotherProcessOrByItself() throws IOException {
        long campaign = create();
        upsert(campaign, lead("a", "+15555550101"));
        String proposal = client.post("/campaigns/" + campaign + "/start", "").text("proposal_id");
        assertThat(client.get("/__sandbox/counts").at("/proposals/0").asText()).isEqualTo(proposal);
        client.post("/__sandbox/confirm", "{\"proposal\":\"" + proposal + "\"}");
        await().until(() -> sandbox.totalRings() == 1);
        assertThat(client.post("/campaigns/" + campaign + "/start", "").status())
                .isEqualTo(400);

        try (VoiceSandbox other =
                VoiceSandbox.agoralia().with(Quirk.CONFIRMS_ITSELF).start()) {
            Client own = Client.agoralia(other);
            long id =
                    own.post("/campaigns", campaignOf(other)).json().path("id").asLong();
            own.post("/leads:upsert", leads(id, lead("a", "+15555550101")));
            own.post("/campaigns/" + id + "/start", "");
            await().until(() -> other.totalRings() == 1);
        }
    }

    @Test
    void createsAndUpdatesLeadsAndOnlyCountsTheBad() throws IOException {
        long campaign = create();
        upsert(campaign, lead("a", "+15555550101"), lead("b", "+15555550102"));
        Client.Reply second = upsert(
                campaign,
                lead("a", "+15555550103"),
                lead("c", "+15555550104"),
                lead("c", "+15555550105"),
                lead("d", "nonsense"),
                "{\"phone\":\"+15555550106\"}",
                "7");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo("{\"created\":1,\"updated\":2,\"failed\":3}");
        start(campaign);
        await().until(() -> status(campaign).equals("completed"));
        assertThat(sandbox.rings()).containsOnlyKeys("+15555550102", "+15555550103", "+15555550105");
        assertThat(upsert(campaign, lead("a", "+15555550109")).text("updated")).isEqualTo("1");
        upsert(campaign, lead("e", "+15555550107"));
        await().until(() -> sandbox.rings("+15555550107") == 1);
        assertThat(sandbox.totalRings()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; 422",
                "{\"campaign_id\":1,\"items\":[]}; 404",
                "{\"campaign_id\":\"1\",\"items\":[]}; 422",
                "{\"campaign_id\":1}; 422",
                "{\"campaign_id\":1,\"items\":[],\"leads\":[]}; 422",
                "{\"campaign_id\":1,\"items\":[{\"external_id\":\"a\",\"number\":\"+15555550101\"}]}; 422"
            })
    void refusesBadUpserts(String body, int status) throws IOException {
        assertThat(client.post("/leads:upsert", body).status()).isEqualTo(status);
    }

    @Test
    void showsResultsAsATable() throws IOException {
        long campaign = create();
        upsert(
                campaign,
                "{\"external_id\":\"a\",\"phone\":\"+15555550101\",\"name\":\"Alex\",\"data\":{\"city\":\"Rome\"}}",
                lead("b", "+15555550190"));
        start(campaign);
        await().until(() ->
                client.get("/campaigns/" + campaign + "/results").at("/rows").size() == 1);

        JsonNode results = client.get("/campaigns/" + campaign + "/results").json();
        assertThat(results.path("display_columns").toString()).startsWith("[{\"name\":\"phone\",\"label\":\"Phone\"},");
        assertThat(results.at("/rows/0").toString())
                .isEqualTo("{\"phone\":\"+15555550101\",\"city\":\"Rome\",\"amount\":900,\"wants_offer\":true,"
                        + "\"external_id\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"name\":\"Spring\"; \"title\":\"Spring\"",
                "\"cold_calling\"; \"lunch\"",
                "\"agent_ref_id\":; \"agent_ref_id\":\"x\",\"from_number_id\":",
                "\"display_columns\":; \"columns\":",
                "\"extraction_schema\":{; \"extraction_schema\":7,\"schedule\":{",
                "\"schedule\":{}; \"schedule\":{\"timezone\":\"Mars/Base\"}",
                "\"schedule\":{}; \"schedule\":{\"start_date\":\"tomorrow\"}"
            })
    void refusesABadCampaign(String good, String bad) throws IOException {
        String body = campaignOf(sandbox).replace(good, bad);

        assertThat(body).isNotEqualTo(campaignOf(sandbox));
        assertThat(client.post("/campaigns", body).status()).isEqualTo(422);
        assertThat(client.get("/campaigns").at("/items")).isEmpty();
    }

    @Test
    void refusesUnknownCampaignsAndAgents() throws IOException {
        String strange = campaignOf(sandbox).replace("\"agent_ref_id\":" + sandbox.agentId(), "\"agent_ref_id\":1");

        assertThat(client.post("/campaigns", strange).status()).isEqualTo(404);
        assertThat(client.post("/campaigns/1/start", "").status()).isEqualTo(404);
        assertThat(client.post("/campaigns/x/start", "").status()).isEqualTo(422);
        assertThat(client.get("/campaigns/1/results").status()).isEqualTo(404);
    }

    @Test
    void makesOneCampaignForOneKey() throws IOException {
        Client keyed = client.and("Idempotency-Key", "k");
        sandbox.failNext(Fault.statusAfterPlacing(500));
        keyed.post("/campaigns", campaignOf(sandbox));
        Client.Reply again = keyed.post("/campaigns", campaignOf(sandbox));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("status")).isEqualTo("draft");
        assertThat(client.get("/campaigns").at("/items")).hasSize(1);
        String leads = leads(again.json().path("id").asLong(), lead("a", "+15555550101"));
        assertThat(keyed.post("/leads:upsert", leads).text("created")).isEqualTo("1");
        assertThat(keyed.post("/leads:upsert", leads).text("created"))
                .as("the first answer again")
                .isEqualTo("1");
    }

    @Test
    void pagesCallsWhileNewOnesAreMade() throws IOException {
        long campaign = create();
        upsert(
                campaign,
                IntStream.range(0, 250).mapToObj(i -> lead("l" + i, number(i))).toArray(String[]::new));
        start(campaign);
        await().until(() -> status(campaign).equals("completed"));
        sandbox.dashboard().call("+15555550101");

        List<String> numbers = new ArrayList<>();
        String cursor = "";
        for (JsonNode page = null; page == null || !page.path("next_cursor").isNull(); ) {
            page = client.get("/calls?limit=100&campaign_id=" + campaign + cursor)
                    .json();
            page.path("items")
                    .forEach(call -> numbers.add(call.path("to_number").asText()));
            cursor = "&cursor=" + page.path("next_cursor").asText();
        }
        assertThat(numbers).hasSize(250).doesNotHaveDuplicates().startsWith(number(249));
        assertThat(client.get("/calls?limit=1").at("/items/0/to_number").asText())
                .isEqualTo("+15555550101");
    }

    @Test
    void showsTheWordsThatAreAskedFor() throws IOException {
        try (VoiceSandbox other = VoiceSandbox.agoralia()
                .word(Outcome.NO_ANSWER, "customer-did-not-answer")
                .start()) {
            other.dashboard().call("+15555550190");

            await().until(() -> Client.agoralia(other)
                    .get("/calls")
                    .at("/items/0/status")
                    .asText()
                    .equals("customer-did-not-answer"));
        }
    }

    @Test
    void dialsTwentyThousandLeadsQuickly() throws IOException {
        long campaign = create();
        for (int batch = 0; batch < 10; batch++) {
            upsert(
                    campaign,
                    IntStream.range(batch * 2000, (batch + 1) * 2000)
                            .mapToObj(i -> lead("l" + i, number(i)))
                            .toArray(String[]::new));
        }
        start(campaign);

        await().atMost(Duration.ofSeconds(60)).until(() -> status(campaign).equals("completed"));
        assertThat(sandbox.totalRings()).isEqualTo(20_000);
        assertThat(sandbox.maxRingsPerNumber()).isEqualTo(1);
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        SandboxBuilder builder = VoiceSandbox.agoralia().state(folder.resolve("state.jsonl"));
        long campaign;
        String proposal;
        JsonNode agent;
        try (VoiceSandbox first = builder.start()) {
            Client own = Client.agoralia(first);
            agent = own.post("/agents", "{\"name\":\"Kept\"}").json();
            campaign =
                    own.post("/campaigns", campaignOf(first)).json().path("id").asLong();
            own.post("/leads:upsert", leads(campaign, lead("a", "+15555550101")));
            proposal = own.post("/campaigns/" + campaign + "/start", "").text("proposal_id");
        }
        try (VoiceSandbox second = builder.start()) {
            Client own = Client.agoralia(second);
            assertThat(own.post("/leads:upsert", leads(campaign, lead("a", "+15555550102")))
                            .text("updated"))
                    .isEqualTo("1");
            second.dashboard().confirm(proposal);

            await().until(() -> second.rings("+15555550102") == 1);
            assertThat(own.get("/agents?limit=1").at("/items/0")).isEqualTo(agent);
            assertThat(own.post("/agents", "{\"name\":\"New\"}")
                            .json()
                            .path("id")
                            .asLong())
                    .isGreaterThan(campaign);
        }
    }

    private long create() throws IOException {
        Client.Reply created = client.post("/campaigns", campaignOf(sandbox));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("status")).isEqualTo("draft");
        return created.json().path("id").asLong();
    }

    private void start(long campaign) throws IOException {
        sandbox.dashboard()
                .confirm(client.post("/campaigns/" + campaign + "/start", "").text("proposal_id"));
    }

    private Client.Reply upsert(long campaign, String... items) throws IOException {
        return client.post("/leads:upsert", leads(campaign, items));
    }

    private String status(long campaign) throws IOException {
        for (JsonNode item : client.get("/campaigns?limit=100").at("/items")) {
            if (item.path("id").asLong() == campaign) {
                return item.path("status").asText();
            }
        }
        return "";
    }

    private static String campaignOf(VoiceSandbox sandbox) {
        return "{\"name\":\"Spring\",\"purpose\":\"cold_calling\",\"agent_ref_id\":" + sandbox.agentId()
                + ",\"extraction_schema\":{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"number\",\"required\":true},"
                + "\"wants_offer\":{\"type\":\"boolean\"}}},"
                + "\"display_columns\":[\"phone\",\"city\",\"amount\",\"wants_offer\",\"external_id\",\"other\"],\"schedule\":{}}";
    }

    private static String leads(long campaign, String... items) {
        return List.of(items).stream()
                .collect(Collectors.joining(",", "{\"campaign_id\":" + campaign + ",\"items\":[", "]}"));
    }

    private static String lead(String id, String phone) {
        return "{\"external_id\":\"" + id + "\",\"phone\":\"" + phone + "\",\"name\":\"Lead " + id + "\"}";
    }

    private static String number(int i) {
        return "+1555" + (5000000 + i / 90 * 100 + i % 90);
    }
}
