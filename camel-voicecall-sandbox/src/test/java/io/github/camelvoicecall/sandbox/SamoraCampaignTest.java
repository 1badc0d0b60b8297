package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Campaigns as on https://docs.samora.ai/api-reference/endpoint/create-campaign and the pages beside it. */
class SamoraCampaignTest {
    private static final String RETRIES =
            "{\"max_retries\":2,\"retry_delay_minutes\":30,\"retry_on\":[\"UNANSWERED\",\"VOICEMAIL\"]}";

    @RegisterExtension
    static final VoiceSandboxExtension SAMORA = new VoiceSandboxExtension(VoiceSandbox.samora());

    @TempDir
    private Path folder;

    private final VoiceSandbox sandbox = SAMORA.sandbox();
    private final Client client = Client.samora(sandbox);
    private final String campaigns = "/v1/external/campaigns/" + sandbox.agentId();

    @Test
    void dialsItsListWhenStartedAndFinishes() throws IOException {
        String campaign = create("{\"name\":\"March recall\"}");
        Client.Reply added = add(campaign, "+15555550101", "+15555550190", "+15555550192");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.at("/data/scheduled_call_ids")).hasSize(3);
        assertThat(show(campaign).path("status").asText()).isEqualTo("DRAFT");
        assertThat(show(campaign).at("/call_stats/pending").asInt()).isEqualTo(3);
        assertThat(sandbox.totalRings()).isZero();

        Client.Reply started = client.post(campaign + "/start", "");
        assertThat(started.status()).isEqualTo(200);
        await().until(() -> show(campaign).path("status").asText().equals("FINISHED"));

        JsonNode shown = show(campaign);
        assertThat(shown.path("name").asText()).isEqualTo("March recall");
        assertThat(shown.path("agent_name").asText()).isEqualTo("Asha");
        assertThat(shown.path("retry_config").isNull()).isTrue();
        assertThat(shown.path("call_stats").toString())
                .startsWith("{\"total\":3,\"finished\":1,\"pending\":0,\"unanswered\":1,\"failed\":1,");
        assertThat(shown.at("/call_stats/total_duration").asText()).matches("00:\\d\\d:\\d\\d");
        assertThat(sandbox.rings()).containsOnlyKeys("+15555550101", "+15555550190", "+15555550192");
        assertThat(sandbox.maxRingsPerNumber()).isEqualTo(1);
        assertThat(sandbox.posts()).hasSize(3).containsValue(1);
        assertThat(sandbox.tally(id(campaign)).rings()).isEqualTo(3);
        assertThat(sandbox.batches()).singleElement().satisfies(batch -> {
            assertThat(batch.campaignId()).isEqualTo(id(campaign));
            assertThat(batch.rows()).isEqualTo(3);
        });
    }

    @Test
    void listsItsCallsFilteredSortedAndPaged() throws IOException {
        String campaign = create("{\"name\":\"List\"}");
        List<String> ids = Json.texts(add(campaign, numbers(0, 25)).at("/data/scheduled_call_ids"));
        add(campaign, "+15555550190");
        client.post(campaign + "/start", "");
        await().until(() -> show(campaign).path("status").asText().equals("FINISHED"));

        JsonNode first = client.get(campaign + "/calls").at("/data");
        assertThat(first.path("calls")).hasSize(10);
        assertThat(first.path("total").asInt()).isEqualTo(26);
        assertThat(first.at("/calls/0/to_number").asText()).as("newest first").isEqualTo("+15555550190");
        assertThat(first.at("/calls/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "id", "to_number", "status", "duration", "created_at", "updated_at", "started_at", "ended_at");
        assertThat(first.at("/calls/0/started_at").isNull()).isTrue();
        JsonNode last =
                client.get(campaign + "/calls?page=3&page_size=10&sort_dir=asc").at("/data");
        assertThat(last.path("calls")).hasSize(6);
        assertThat(client.get(campaign + "/calls?page_size=100&sort_dir=asc").at("/data/calls"))
                .extracting(call -> call.path("id").asText())
                .startsWith(ids.toArray(String[]::new));
        assertThat(total(campaign, "status=UNANSWERED")).isEqualTo(1);
        assertThat(total(campaign, "to_number=%2B15555555003")).isEqualTo(1);
        assertThat(total(campaign, "duration_min=1")).isEqualTo(25);
        assertThat(total(campaign, "duration_max=0")).isEqualTo(1);
        for (String name : List.of("participant_id", "status", "updated_at", "started_at", "ended_at", "duration")) {
            assertThat(total(campaign, "sort_by=" + name)).isEqualTo(26);
        }
        String id = ids.get(3);
        assertThat(client.get("/v1/call/" + id).at("/data/call_variables/row").asInt())
                .isEqualTo(3);
    }

    @Test
    void redialsAsItsRetryRulesSay() throws IOException {
        String campaign = create("{\"name\":\"Retries\",\"retry_config\":" + RETRIES + "}");
        add(campaign, "+15555550190", "+15555550194", "+15555550192", "+15555550198");
        client.post(campaign + "/start", "");
        await().until(() -> show(campaign).path("status").asText().equals("FINISHED"));

        assertThat(sandbox.rings())
                .containsEntry("+15555550190", 3)
                .containsEntry("+15555550194", 3)
                .containsEntry("+15555550192", 1)
                .containsEntry("+15555550198", 2);
        assertThat(show(campaign).path("retry_config")).isEqualTo(Json.parse(RETRIES));
        assertThat(sandbox.tally(id(campaign)).rings()).isEqualTo(9);
    }

    @Test
    void redialsAsCallsOfTheirOwnWhenAsked() throws IOException {
        try (VoiceSandbox each =
                VoiceSandbox.samora().with(Quirk.NEW_CALL_PER_ATTEMPT).start()) {
            String id = each.dashboard().runCampaign("Warm up", "+15555550101");
            Client own = Client.samora(each);
            String root = "/v1/external/campaigns/" + each.agentId();
            String campaign = root + "/"
                    + own.post(root, "{\"name\":\"Each\",\"retry_config\":" + RETRIES + "}")
                            .at("/data/campaign_id")
                            .asText();
            own.post(campaign + "/scheduled-calls", recipients("+15555550190", "+15555550198"));
            own.post(campaign + "/start", "");
            await().until(() -> own.get(campaign).at("/data/status").asText().equals("FINISHED"));

            assertThat(own.get(campaign + "/calls?sort_dir=asc").at("/data/calls"))
                    .extracting(call -> call.path("status").asText())
                    .containsExactlyInAnyOrder("UNANSWERED", "UNANSWERED", "UNANSWERED", "UNANSWERED", "CALL_FINISHED");
            assertThat(each.callIds("+15555550190")).hasSize(3);
            assertThat(each.rings()).containsEntry("+15555550190", 3).containsEntry("+15555550198", 2);
            assertThat(each.tally(id).calls()).isEqualTo(1);
        }
    }

    @Test
    void isStartedByOneOfManyAtOnce() throws IOException {
        String campaign = create("{\"name\":\"Once\"}");
        add(campaign, numbers(0, 90));
        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> status(campaign + "/start"))
                .toList();

        assertThat(statuses).containsOnlyOnce(200).contains(409);
        await().until(() -> show(campaign).path("status").asText().equals("FINISHED"));
        assertThat(sandbox.totalRings()).isEqualTo(90);
        assertThat(sandbox.maxRingsPerNumber()).isEqualTo(1);
    }

    @Test
    void pausesAndGoesOnWithoutRingingAnybodyTwice() throws IOException {
        try (VoiceSandbox slow = VoiceSandbox.samora().dialsPerSecond(20).start()) {
            Client own = Client.samora(slow);
            String root = "/v1/external/campaigns/" + slow.agentId();
            String campaign = root + "/"
                    + own.post(root, "{\"name\":\"Pause\"}")
                            .at("/data/campaign_id")
                            .asText();
            own.post(campaign + "/scheduled-calls", recipients(numbers(0, 40)));
            own.post(campaign + "/start", "");
            await().until(() -> slow.totalRings() > 5);
            Client.Reply stopped = own.post(campaign + "/stop", "");
            int rung = slow.totalRings();

            assertThat(stopped.at("/data/status").asText()).isEqualTo("PAUSED");
            assertThat(rung).isLessThan(40);
            await().during(Duration.ofMillis(300)).until(() -> slow.totalRings() == rung);
            own.post(campaign + "/scheduled-calls", recipients("+15555550101"));
            assertThat(own.post(campaign + "/start", "").at("/data/status").asText())
                    .isEqualTo("IN_PROGRESS");
            await().until(() -> own.get(campaign).at("/data/status").asText().equals("FINISHED"));
            assertThat(slow.totalRings()).isEqualTo(41);
            assertThat(slow.maxRingsPerNumber()).isEqualTo(1);
        }
    }

    @Test
    void allowsEachActionOnlyInItsStatus() throws IOException {
        String campaign = create("{\"name\":\"Rules\"}");
        assertThat(client.post(campaign + "/stop", "").status()).isEqualTo(409);
        assertThat(client.put(campaign, "{\"retry_config\":" + RETRIES + "}").status())
                .isEqualTo(200);
        add(campaign, "+15555550195");
        client.post(campaign + "/start", "");

        assertThat(add(campaign, "+15555550101").status()).isEqualTo(409);
        assertThat(client.post(campaign + "/start", "").text("message")).contains("IN_PROGRESS");
        assertThat(client.put(campaign, "{\"retry_config\":" + RETRIES + "}").status())
                .isEqualTo(409);
        assertThat(client.post(campaign + "/cancel", "").at("/data/status").asText())
                .isEqualTo("CANCELLED");
        assertThat(client.post(campaign + "/cancel", "").status()).isEqualTo(409);
        assertThat(client.post(campaign + "/start", "").status()).isEqualTo(409);
    }

    @Test
    void dialsNobodyAfterItWasCancelled() throws IOException {
        String campaign = create("{\"name\":\"Cancelled\",\"retry_config\":" + RETRIES + "}");
        add(campaign, "+15555550190");
        client.post(campaign + "/start", "");
        await().until(() -> sandbox.totalRings() > 0);
        client.post(campaign + "/cancel", "");
        int rung = sandbox.totalRings();

        await().during(Duration.ofMillis(300)).until(() -> sandbox.totalRings() == rung);
        await().until(() -> client.get(campaign + "/calls")
                .at("/data/calls/0/status")
                .asText()
                .equals("UNANSWERED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"x\",\"agent\":\"y\"}",
                "{\"name\":\"x\",\"retry_config\":{}}",
                "{\"name\":\"x\",\"retry_config\":{\"max_retries\":0,\"retry_delay_minutes\":1,\"retry_on\":[\"FAILED\"]}}",
                "{\"name\":\"x\",\"retry_config\":{\"max_retries\":6,\"retry_delay_minutes\":1,\"retry_on\":[\"FAILED\"]}}",
                "{\"name\":\"x\",\"retry_config\":{\"max_retries\":1,\"retry_delay_minutes\":1441,\"retry_on\":[\"FAILED\"]}}",
                "{\"name\":\"x\",\"retry_config\":{\"max_retries\":1,\"retry_delay_minutes\":1,\"retry_on\":[]}}",
                "{\"name\":\"x\",\"retry_config\":{\"max_retries\":1,\"retry_delay_minutes\":1,\"retry_on\":[\"BUSY\"]}}",
                "{\"name\":\"x\",\"retry_config\":{\"max_retries\":1,\"retry_delay_minutes\":1,\"retry_on\":[7]}}"
            })
    void refusesABadCampaign(String body) throws IOException {
        assertThat(client.post(campaigns, body).status()).isEqualTo(400);
    }

    @Test
    void refusesNamesAbove120Characters() throws IOException {
        assertThat(client.post(campaigns, "{\"name\":\"" + "x".repeat(120) + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.post(campaigns, "{\"name\":\"" + "x".repeat(121) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesAWholeBatchForOneBadRecipient() throws IOException {
        String campaign = create("{\"name\":\"Batch\"}");
        String large = "{\"note\":\"" + "x".repeat(4096) + "\"}";

        assertThat(add(campaign, "+15555550101", "nonsense").text("message")).contains("phone_numbers[1]");
        assertThat(post(campaign, "{\"phone_numbers\":[]}").status()).isEqualTo(400);
        assertThat(post(campaign, "{\"phone_numbers\":[7]}").status()).isEqualTo(400);
        assertThat(post(campaign, "{\"phone_numbers\":[{\"to_number\":\"+15555550101\",\"name\":\"A\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(post(
                                campaign,
                                "{\"phone_numbers\":[{\"to_number\":\"+15555550101\",\"call_variables\":" + large
                                        + "}]}")
                        .status())
                .isEqualTo(400);
        assertThat(add(campaign, numbers(0, 5001)).status()).isEqualTo(400);
        assertThat(post(campaign, " ".repeat(2 * 1024 * 1024) + "{}").status()).isEqualTo(413);
        assertThat(show(campaign).at("/call_stats/total").asInt()).isZero();
        assertThat(sandbox.batches()).isEmpty();
    }

    @Test
    void hidesTheCampaignsOfOtherAgents() throws IOException {
        String campaign = create("{\"name\":\"Mine\"}");
        String other = sandbox.agents().get(1).id();

        assertThat(client.get(campaign.replace(sandbox.agentId(), other)).status())
                .isEqualTo(404);
        assertThat(client.get("/v1/external/campaigns/" + other)
                        .at("/data/total")
                        .asInt())
                .isZero();
        assertThat(client.get(campaigns + "?page_size=100")
                        .at("/data/campaigns/0/name")
                        .asText())
                .isEqualTo("Mine");
        assertThat(client.get(campaigns + "?page_size=101").status()).isEqualTo(400);
        assertThat(client.get(campaigns + "/17").status()).isEqualTo(400);
        assertThat(client.get(campaigns + "/" + Uuids.fresh()).status()).isEqualTo(404);
    }

    @Test
    void answersOtherwiseWhenAsked() throws IOException {
        try (VoiceSandbox odd = VoiceSandbox.samora()
                .with(
                        Quirk.NO_CAMPAIGN_STATUS,
                        Quirk.BAD_RECIPIENTS_LEFT_OUT,
                        Quirk.SCHEDULED_IDS_APART,
                        Quirk.BARE_ANSWERS,
                        Quirk.TRANSITION_REFUSED_WITH_400)
                .start()) {
            Client own = Client.samora(odd);
            String root = "/v1/external/campaigns/" + odd.agentId();
            String campaign = root + "/"
                    + own.post(root, "{\"name\":\"Odd\"}")
                            .at("/data/campaign_id")
                            .asText();
            Client.Reply added = own.post(campaign + "/scheduled-calls", recipients("nonsense", "+15555550195", "+1"));

            assertThat(added.at("/data/scheduled_call_ids")).hasSize(1);
            String id = added.at("/data/scheduled_call_ids/0").asText();
            assertThat(own.get("/v1/call/" + id).status()).isEqualTo(404);
            assertThat(own.get(campaign).at("/data").has("status")).isFalse();
            assertThat(own.post(campaign + "/stop", "").status()).isEqualTo(400);
            Client.Reply started = own.post(campaign + "/start", "");
            assertThat(started.status()).isEqualTo(204);
            assertThat(started.body()).isEmpty();
            assertThat(own.post(campaign + "/cancel", "").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"status:500, 0", "statusAfterPlacing:502, 2", "throttled, 0"})
    void meetsFaultsInTheMiddleOfAList(String fault, int more) throws IOException {
        String campaign = create("{\"name\":\"Faults\"}");
        sandbox.failNext(Fault.none(), Fault.parse(fault));

        assertThat(add(campaign, "+15555550101").status()).isEqualTo(201);
        assertThat(add(campaign, "+15555550102", "+15555550103").status()).isGreaterThanOrEqualTo(400);
        assertThat(sandbox.tally(id(campaign)).calls()).isEqualTo(1 + more);
        assertThat(sandbox.posts("+15555550103")).isEqualTo(1);
    }

    @Test
    void losesAnswersOfEveryChange() throws IOException {
        sandbox.failNext(Fault.answerLost());
        assertThatThrownBy(() -> create("{\"name\":\"Lost\"}")).isInstanceOf(IOException.class);
        assertThat(client.get(campaigns).at("/data/total").asInt()).isEqualTo(1);

        sandbox.failNext(Fault.noId());
        assertThat(client.post(campaigns, "{\"name\":\"Nameless\"}").at("/data").isEmpty())
                .isTrue();
        sandbox.failNextRead(Fault.status(503), Fault.truncatedJson());
        assertThat(client.get(campaigns).status()).isEqualTo(503);
        assertThat(client.get(campaigns).body()).doesNotEndWith("}");
    }

    @Test
    void dialsTwentyThousandRecipientsQuickly() throws IOException {
        long begin = System.nanoTime();
        String campaign = create("{\"name\":\"Large\"}");
        for (int batch = 0; batch < 4; batch++) {
            assertThat(add(campaign, numbers(batch * 5000, 5000)).status()).isEqualTo(201);
        }
        client.post(campaign + "/start", "");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> show(campaign).path("status").asText().equals("FINISHED"));
        int read = 0;
        for (int page = 1; page <= 200; page++) {
            read += client.get(campaign + "/calls?page_size=100&page=" + page)
                    .at("/data/calls")
                    .size();
        }

        assertThat(read).isEqualTo(20_000);
        assertThat(sandbox.rings()).hasSize(20_000);
        assertThat(sandbox.totalRings()).isEqualTo(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        SandboxBuilder builder =
                VoiceSandbox.samora().state(folder.resolve("state.jsonl")).dialsPerSecond(50);
        String path;
        try (VoiceSandbox first = builder.start()) {
            Client own = Client.samora(first);
            String root = "/v1/external/campaigns/" + first.agentId();
            path = root + "/"
                    + own.post(root, "{\"name\":\"Kept\"}")
                            .at("/data/campaign_id")
                            .asText();
            own.post(path + "/scheduled-calls", recipients(numbers(0, 40)));
            own.post(path + "/start", "");
            await().until(() -> first.totalRings() > 5);
        }
        try (VoiceSandbox second = builder.start()) {
            Client own = Client.samora(second);

            await().until(() -> own.get(path).at("/data/status").asText().equals("FINISHED"));
            assertThat(own.get(path).at("/data/name").asText()).isEqualTo("Kept");
            assertThat(second.totalRings()).isEqualTo(40);
            assertThat(second.maxRingsPerNumber()).isEqualTo(1);
        }
    }

    @Test
    void showsCampaignsOfTheDashboardToo() throws IOException {
        String id = sandbox.dashboard().runCampaign("By hand", "+15555550101", "+15555550190");

        await().until(() -> show(campaigns + "/" + id).path("status").asText().equals("FINISHED"));
        assertThat(sandbox.rings()).hasSize(2);
        assertThat(sandbox.posts()).isEmpty();
    }

    private int status(String path) {
        try {
            return client.post(path, "").status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String create(String body) throws IOException {
        Client.Reply created = client.post(campaigns, body);
        assertThat(created.status()).isEqualTo(201);
        return campaigns + "/" + created.at("/data/campaign_id").asText();
    }

    private Client.Reply add(String campaign, String... numbers) throws IOException {
        return post(campaign, recipients(numbers));
    }

    private Client.Reply post(String campaign, String body) throws IOException {
        return client.post(campaign + "/scheduled-calls", body);
    }

    private JsonNode show(String campaign) throws IOException {
        return client.get(campaign).at("/data");
    }

    private int total(String campaign, String query) throws IOException {
        return client.get(campaign + "/calls?" + query).at("/data/total").asInt();
    }

    private static String id(String campaign) {
        return campaign.substring(campaign.lastIndexOf('/') + 1);
    }

    private static String[] numbers(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "+1555555" + (5000 + i / 90 * 100 + i % 90))
                .toArray(String[]::new);
    }

    private static String recipients(String... numbers) {
        List<String> rows = new ArrayList<>();
        for (String number : numbers) {
            rows.add("{\"to_number\":\"" + number + "\",\"call_variables\":{\"row\":" + rows.size() + "}}");
        }
        return rows.stream().collect(Collectors.joining(",", "{\"phone_numbers\":[", "]}"));
    }
}
