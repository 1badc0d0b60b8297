package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.RecipientVerdict;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/campaigns.md says holds. */
class CampaignsPageTest {
    private static final Page PAGE = Page.of("docs/campaigns.md");
    private static final String TEXT = String.join("\n", PAGE.lines());
    private static final String CAMPAIGN = "CamelVoiceCallCampaignId";

    private static CodeBlock yaml(String containing) {
        return PAGE.blocks().stream()
                .filter(block -> block.language().equals("yaml") && block.text().contains(containing))
                .findFirst()
                .orElseThrow();
    }

    private static CodeBlock people() {
        return PAGE.block("People", "json");
    }

    private static Campaign draft(App app) {
        return app.sent("direct:new-campaign", null, Map.of()).getMessage().getBody(Campaign.class);
    }

    @Test
    void a_campaign_is_made_filled_once_and_started() throws Exception {
        try (App app = new App().routes(yaml("direct:new-campaign")).start()) {
            Campaign campaign = draft(app);
            Map<String, Object> header = Map.of(CAMPAIGN, campaign.id());

            RecipientsAdded added = app.sent("direct:add-people", people().text(), header)
                    .getMessage()
                    .getBody(RecipientsAdded.class);
            RecipientsAdded again = app.sent("direct:add-people", people().text(), header)
                    .getMessage()
                    .getBody(RecipientsAdded.class);
            CampaignChange start =
                    app.sent("direct:start-campaign", null, header).getMessage().getBody(CampaignChange.class);

            assertThat(campaign.status()).isEqualTo(CampaignStatus.DRAFT);
            assertThat(added.accepted()).isEqualTo(2);
            assertThat(again.skipped()).isEqualTo(2);
            assertThat(start.result()).isEqualTo(CampaignChange.Result.DONE);
            await().until(() -> app.sandbox("samora").rings().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum()
                    == 2);
        }
    }

    @Test
    void people_from_a_file_go_into_the_campaign() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "people");
        try (App app = new App().routes(yaml("direct:new-campaign")).start()) {
            Campaign campaign = draft(app);
            app.property("samora.campaign", campaign.id());
            app.routes(yaml("file:people").with("file:people", "file:" + folder));

            Files.writeString(folder.resolve("spring.jsonl"), people().text());

            await().until(() -> app.sandbox("samora").tally(campaign.id()).calls() == 2);
        }
    }

    @Test
    void every_verdict_goes_to_report_to() throws Exception {
        try (App app = new App().routes(yaml("direct:new-campaign")).start()) {
            app.property("samora.campaign", draft(app).id());
            app.routes(yaml("direct:add-and-report").with("reportTo=direct:verdicts", "reportTo=mock:verdicts"));
            app.mock("verdicts").expectedMessageCount(1);

            app.sent("direct:add-and-report", people().text() + "{\"to\": \"call me\"}", Map.of());

            app.mock("verdicts").assertIsSatisfied();
            List<?> verdicts =
                    app.mock("verdicts").getExchanges().get(0).getMessage().getBody(List.class);
            assertThat(verdicts)
                    .extracting(verdict -> ((RecipientVerdict) verdict).status())
                    .containsExactlyInAnyOrder(
                            RecipientVerdict.Status.ACCEPTED,
                            RecipientVerdict.Status.ACCEPTED,
                            RecipientVerdict.Status.REJECTED);
        }
    }

    @Test
    void the_limits_are_those_of_the_declarations() throws Exception {
        List<Capabilities.Known> bulk = Capabilities.providers().stream()
                .filter(known -> known.spec().binding(Operation.ADD_RECIPIENTS).isPresent())
                .toList();

        assertThat(bulk).isNotEmpty().allSatisfy(known -> {
            Bulk rows = known.spec()
                    .binding(Operation.ADD_RECIPIENTS)
                    .flatMap(Binding::bulk)
                    .orElseThrow();
            assertThat(TEXT)
                    .contains("| " + known.title() + " | " + rows.maxRows() + " | " + rows.maxBytes() / 1024 / 1024
                            + " MiB |");
        });
    }

    @Test
    void every_word_of_a_result_is_explained() {
        assertThat(Stream.of(
                                Arrays.stream(RecipientVerdict.Status.values()),
                                Arrays.stream(CampaignStatus.values()),
                                Arrays.stream(CampaignChange.Result.values()))
                        .flatMap(words -> words)
                        .map(word -> "`" + word + "`"))
                .allMatch(TEXT::contains);
    }

    @Test
    void every_operation_with_campaigns_is_explained() {
        assertThat(Arrays.stream(Operation.values())
                        .filter(operation ->
                                operation.id().contains("Campaign") || operation == Operation.ADD_RECIPIENTS)
                        .map(operation -> "`" + operation + "`"))
                .allMatch(TEXT::contains);
    }
}
