package io.github.camelvoicecall;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.camelvoicecall.model.AnsweredBy;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.EndReason;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.Removed;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceWebhook;
import io.github.camelvoicecall.model.WebhookEventType;
import io.github.camelvoicecall.sandbox.Quirk;
import io.github.camelvoicecall.sandbox.SandboxRequest;
import io.github.camelvoicecall.sandbox.Timing;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samora's whole documented surface, over its sandbox. */
class SamoraTest {
    private static final String NUMBER = "+15555550100";

    private VoiceSandbox sandbox = VoiceSandbox.samora().start();
    private VoiceApp app = new VoiceApp("samora", sandbox);

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    private void start(String... operations) throws Exception {
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String operation : operations) {
                    from("direct:" + operation).to(app.uri(operation, "agentId=" + sandbox.agentId()));
                }
            }
        });
    }

    private void restart(Quirk... quirks) {
        stop();
        sandbox = VoiceSandbox.samora().with(quirks).start();
        app = new VoiceApp("samora", sandbox);
    }

    private <T> T send(String operation, Object body, Class<T> type) throws Exception {
        Exchange exchange = app.send("direct:" + operation, body, Map.of());
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(type);
    }

    private List<?> list(String operation, Object body) throws Exception {
        return send(operation, body, List.class);
    }

    private List<SandboxRequest> changes() {
        return sandbox.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    @Test
    void aCallIsPlacedWithItsVariablesAndOurReferenceAndItsEndIsHandedOut() throws Exception {
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(app.uri("triggerCall", "agentId=" + sandbox.agentId()));
                from("direct:read").to(app.uri("getCall"));
                from(app.uri("callCompleted", "delay=100", "initialDelay=0")).to("mock:done");
            }
        });
        app.mock("done").expectedMessageCount(1);

        VoiceCall placed = app.send(
                        "direct:call",
                        Map.of(
                                "to",
                                NUMBER,
                                "contactName",
                                "Alex",
                                "variables",
                                Map.of("debt", 12),
                                "contactId",
                                "c-1"),
                        Map.of())
                .getMessage()
                .getBody(VoiceCall.class);
        app.mock("done").assertIsSatisfied();

        VoiceCall done = app.mock("done").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
        assertThat(placed.status()).isEqualTo(CallStatus.QUEUED);
        assertThat(changes().get(0).body()).contains("\"metadata\":{\"debt\":12,\"voicecall_ref\":");
        assertThat(done)
                .returns(placed.id(), VoiceCall::id)
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns("CALL_FINISHED", VoiceCall::rawStatus)
                .returns(NUMBER, VoiceCall::to)
                .returns("Alex", VoiceCall::contactName)
                .returns("c-1", VoiceCall::contactId)
                .returns(Map.of("debt", 12), VoiceCall::variables)
                .returns(true, VoiceCall::verified)
                .returns(true, VoiceCall::analysisReady);
        assertThat(done.recordingUrl()).startsWith("http");
        assertThat(done.transcriptUrl()).startsWith("http");
        assertThat(done.durationSeconds()).isNotNull();
        assertThat(done.urlsExpireAt())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(60)));

        VoiceCall again =
                app.send("direct:read", placed.id(), Map.of()).getMessage().getBody(VoiceCall.class);
        assertThat(again)
                .returns(placed.id(), VoiceCall::id)
                .returns(NUMBER, VoiceCall::to)
                .returns("Alex", VoiceCall::contactName);
        assertThat(again.urlsExpireAt()).isAfterOrEqualTo(done.urlsExpireAt());
    }

    @Test
    void aCallThatWasPlacedElsewhereIsReadWithTheIdThatWasAskedFor() throws Exception {
        start("getCall");
        String id = sandbox.placeElsewhere(NUMBER);

        VoiceCall call = send("getCall", Map.of("callId", id), VoiceCall.class);

        assertThat(call.id()).isEqualTo(id);
        assertThat(call.to()).isNull();
        assertThat(call.agentId()).isEqualTo(sandbox.agentId());
    }

    @ParameterizedTest
    @CsvSource({
        "+15555550190, UNANSWERED, NO_ANSWER, UNKNOWN, NO_ANSWER",
        "+15555550192, REJECTED, REJECTED, UNKNOWN, DECLINED",
        "+15555550193, FAILED, FAILED, UNKNOWN, UNKNOWN",
        "+15555550194, VOICEMAIL, COMPLETED, VOICEMAIL, VOICEMAIL"
    })
    void everyEndIsRead(String number, String word, CallStatus status, AnsweredBy by, EndReason reason)
            throws Exception {
        start("getCall");
        String id = sandbox.placeElsewhere(number);

        await().untilAsserted(() -> assertThat(send("getCall", id, VoiceCall.class))
                .returns(word, VoiceCall::rawStatus)
                .returns(status, VoiceCall::status)
                .returns(by, VoiceCall::answeredBy)
                .returns(reason, VoiceCall::endReason));
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"BARE_ANSWERS", "NO_CAMPAIGN_STATUS", "SCHEDULED_IDS_APART"})
    void aCampaignIsMadeFilledStartedPausedGoneOnWithAndCancelledWhateverTheAnswersLookLike(Quirk quirk)
            throws Exception {
        restart(quirk);
        wholeCampaign(quirk != Quirk.NO_CAMPAIGN_STATUS);
    }

    @Test
    void aCampaignIsMadeFilledStartedPausedGoneOnWithAndCancelled() throws Exception {
        wholeCampaign(true);
    }

    private void wholeCampaign(boolean statusShown) throws Exception {
        start(
                "createCampaign",
                "getCampaign",
                "updateCampaign",
                "addRecipients",
                "startCampaign",
                "stopCampaign",
                "cancelCampaign",
                "listCampaigns",
                "listCampaignCalls");
        Map<String, Object> retry = Map.of("maxRetries", 2, "delayMinutes", 30, "on", List.of("unanswered"));

        Campaign campaign = send("createCampaign", Map.of("name", "March recall", "retry", retry), Campaign.class);
        assertThat(campaign.name()).isEqualTo("March recall");
        send(
                "updateCampaign",
                Map.of(
                        "campaignId",
                        campaign.id(),
                        "retry",
                        Map.of("maxRetries", 1, "delayMinutes", 5, "on", List.of("FAILED"))),
                Campaign.class);
        RecipientsAdded added = app.send(
                        "direct:addRecipients",
                        List.of(Map.of("to", NUMBER, "variables", Map.of("name", "A")), Map.of("to", "+15555550120")),
                        Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign.id()))
                .getMessage()
                .getBody(RecipientsAdded.class);
        assertThat(added.accepted()).isEqualTo(2);
        assertThat(send("startCampaign", campaign, CampaignChange.class))
                .returns(CampaignChange.Result.DONE, CampaignChange::result);

        await().untilAsserted(() -> assertThat(list("listCampaignCalls", campaign))
                .extracting(call -> ((VoiceCall) call).status())
                .containsOnly(CallStatus.COMPLETED));
        VoiceCall first = (VoiceCall) list("listCampaignCalls", campaign).get(0);
        assertThat(first).returns(campaign.id(), VoiceCall::campaignId).returns(sandbox.agentId(), VoiceCall::agentId);
        assertThat(first.to()).isIn(NUMBER, "+15555550120");
        Campaign finished = send("getCampaign", campaign.id(), Campaign.class);
        assertThat(finished.counts()).returns(2, counts -> counts.total()).returns(2, counts -> counts.finished());
        assertThat(finished.retry().on()).containsExactly("FAILED");
        assertThat(list("listCampaigns", null))
                .extracting(each -> ((Campaign) each).id())
                .containsExactly(campaign.id());
        if (statusShown) {
            assertThat(finished.status()).isEqualTo(CampaignStatus.COMPLETED);
            assertThatThrownBy(() -> send("cancelCampaign", campaign, CampaignChange.class))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("is COMPLETED")
                    .hasMessageContaining("DRAFT, SCHEDULED, RUNNING, PAUSED");
        }
    }

    @Test
    void aCampaignThatDialsAgainUnderTheSameIdHandsOutWhatCameOfItInTheEnd() throws Exception {
        stop();
        sandbox = VoiceSandbox.samora()
                .with(Quirk.FAILED_BETWEEN_ATTEMPTS)
                .timing(new Timing(
                        Duration.ofMillis(30), Duration.ofMillis(100), Duration.ofMillis(70), Duration.ofSeconds(2), 0))
                .start();
        app = new VoiceApp("samora", sandbox);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String operation : List.of("createCampaign", "addRecipients", "startCampaign")) {
                    from("direct:" + operation).to(app.uri(operation, "agentId=" + sandbox.agentId()));
                }
                from(app.uri("callCompleted", "delivery=polling", "agentId=" + sandbox.agentId(), "delay=200"))
                        .to("mock:done");
            }
        });
        app.mock("done").expectedMessageCount(2);
        Map<String, Object> retry = Map.of("maxRetries", 1, "delayMinutes", 1, "on", List.of("UNANSWERED"));
        Campaign campaign = send("createCampaign", Map.of("name", "x", "retry", retry), Campaign.class);
        app.send(
                "direct:addRecipients",
                List.of(Map.of("to", "+15555550198")),
                Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign.id()));
        send("startCampaign", campaign, CampaignChange.class);

        app.mock("done").assertIsSatisfied();
        assertThat(app.mock("done").getExchanges())
                .extracting(done -> done.getMessage().getBody(VoiceCall.class).status())
                .containsExactly(CallStatus.NO_ANSWER, CallStatus.COMPLETED);
        assertThat(app.mock("done").getExchanges())
                .extracting(done -> done.getMessage().getHeader(VoiceCallConstants.SUPERSEDES))
                .containsExactly(false, true);
    }

    @Test
    void aCampaignIsStoppedAndGoneOnWithAndStartingWhatRunsIsNothingToDo() throws Exception {
        stop();
        sandbox = VoiceSandbox.samora()
                .timing(Timing.FAST.withTalk(Duration.ofMinutes(10)))
                .start();
        app = new VoiceApp("samora", sandbox);
        start("createCampaign", "addRecipients", "startCampaign", "stopCampaign", "cancelCampaign", "updateCampaign");
        Campaign campaign = send("createCampaign", Map.of("name", "x"), Campaign.class);
        assertThatThrownBy(() -> send("stopCampaign", campaign, CampaignChange.class))
                .hasMessageContaining("is DRAFT; stopCampaign is possible in RUNNING");
        app.send(
                "direct:addRecipients",
                IntStream.range(0, 200)
                        .mapToObj(i -> Map.of("to", "+155555%05d".formatted(60000 + i * 100)))
                        .toList(),
                Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign.id()));

        assertThat(send("startCampaign", campaign, CampaignChange.class).status())
                .isEqualTo(CampaignStatus.RUNNING);
        assertThat(send("startCampaign", campaign, CampaignChange.class).result())
                .isEqualTo(CampaignChange.Result.NOTHING_TO_DO);
        assertThatThrownBy(() -> send(
                        "updateCampaign",
                        Map.of(
                                "campaignId", campaign.id(),
                                "retry", Map.of("maxRetries", 1, "delayMinutes", 1, "on", List.of("FAILED"))),
                        Campaign.class))
                .hasMessageContaining("updateCampaign is possible in DRAFT");
        assertThat(app.send(
                                "direct:addRecipients",
                                List.of(Map.of("to", NUMBER)),
                                Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign.id()))
                        .getException())
                .hasMessageContaining("addRecipients is possible in DRAFT, PAUSED");
        assertThat(send("stopCampaign", campaign, CampaignChange.class).status())
                .isEqualTo(CampaignStatus.PAUSED);
        assertThat(send("startCampaign", campaign, CampaignChange.class).status())
                .isEqualTo(CampaignStatus.RUNNING);
        assertThat(send("cancelCampaign", campaign, CampaignChange.class).status())
                .isEqualTo(CampaignStatus.CANCELED);
        assertThat(send("cancelCampaign", campaign, CampaignChange.class).result())
                .isEqualTo(CampaignChange.Result.NOTHING_TO_DO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'name': 'NAME121'}; name; 1 to 120",
                "{}; name; missing",
                "{'name':'x','retry':{'maxRetries':6,'delayMinutes':1,'on':['FAILED']}}; retry.maxRetries; 1 to 5",
                "{'name':'x','retry':{'maxRetries':0,'delayMinutes':1,'on':['FAILED']}}; retry.maxRetries; 1 to 5",
                "{'name':'x','retry':{'maxRetries':1,'delayMinutes':1441,'on':['FAILED']}}; retry.delayMinutes; 1 to 1440",
                "{'name':'x','retry':{'maxRetries':1,'delayMinutes':1,'on':[]}}; retry.on; 1 to 4",
                "{'name':'x','retry':{'maxRetries':1,'delayMinutes':1,'on':['BUSY']}}; retry.on[0]; UNANSWERED",
                "{'name':'x','retry':{'delayMinutes':1,'on':['FAILED']}}; retry.maxRetries; missing"
            })
    void aCampaignThatSamoraWouldRefuseIsNamedBeforeARequestIsSent(String body, String field, String rule)
            throws Exception {
        start("createCampaign");

        assertThatThrownBy(() -> send(
                        "createCampaign", body.replace('\'', '"').replace("NAME121", "n".repeat(121)), Campaign.class))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo(field))
                .hasMessageContaining(rule);
        assertThat(sandbox.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+4912345, to", "+4912345678, ''"})
    @Tag("D6")
    void aNumberHas10To15Digits(String number, String field) throws Exception {
        start("triggerCall");

        Exception failure =
                app.send("direct:triggerCall", Map.of("to", number), Map.of()).getException();

        if (field.isEmpty()) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure).isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                    .isEqualTo(field));
            assertThat(sandbox.requests()).isEmpty();
        }
    }

    @Test
    void aRecipientsVariablesAreAtMost4KiB() throws Exception {
        start("createCampaign", "addRecipients");
        Campaign campaign = send("createCampaign", Map.of("name", "x"), Campaign.class);
        Map<String, Object> big = new HashMap<>(Map.of("to", NUMBER, "variables", Map.of("text", "y".repeat(4097))));

        RecipientsAdded added = app.send(
                        "direct:addRecipients",
                        List.of(big, Map.of("to", "+15555550121")),
                        Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign.id()))
                .getMessage()
                .getBody(RecipientsAdded.class);

        assertThat(added.accepted()).isEqualTo(1);
        assertThat(added.problems()).hasSize(1);
        assertThat(added.problems().get(0).toString()).contains("variables");
    }

    @Test
    void webhooksAreCreatedListedReadChangedAndDeleted() throws Exception {
        start("createWebhook", "listWebhooks", "getWebhook", "updateWebhook", "deleteWebhook", "listWebhookEvents");
        Map<String, Object> wanted = Map.of(
                "name",
                "CRM",
                "url",
                "https://hooks.example.org/samora",
                "events",
                List.of("call_finished"),
                "customHeaders",
                Map.of("X-Own", "own-value-of-ours"),
                "options",
                Map.of("include_transcript", true));

        VoiceWebhook created = send("createWebhook", wanted, VoiceWebhook.class);
        assertThat(created.secret()).startsWith("whsec_");
        assertThat(created)
                .returns("CRM", VoiceWebhook::name)
                .returns(sandbox.agentId(), VoiceWebhook::agentId)
                .returns(List.of("CALL_FINISHED"), VoiceWebhook::events)
                .returns(Map.of("include_transcript", true, "include_recording_url", false), VoiceWebhook::options)
                .returns(true, VoiceWebhook::active);
        assertThat(created.toString() + created.raw())
                .doesNotContain(created.secret())
                .doesNotContain("own-value");

        List<?> hooks = list("listWebhooks", null);
        assertThat(hooks).hasSize(1);
        assertThat((VoiceWebhook) hooks.get(0))
                .returns(created.id(), VoiceWebhook::id)
                .returns(null, VoiceWebhook::secret);
        VoiceWebhook updated =
                send("updateWebhook", Map.of("webhookId", created.id(), "active", false), VoiceWebhook.class);
        assertThat(updated).returns(false, VoiceWebhook::active).returns("CRM", VoiceWebhook::name);
        assertThat(send("getWebhook", created, VoiceWebhook.class).active()).isFalse();
        assertThat(send("deleteWebhook", created, Removed.class).id()).isEqualTo(created.id());
        assertThat(list("listWebhooks", null)).isEmpty();
        assertThat(list("listWebhookEvents", null))
                .extracting(each -> ((WebhookEventType) each).name())
                .containsExactly("CALL_STARTED", "CALL_FINISHED", "CALL_FAILED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'name':'x','url':'http://plain.example','events':['CALL_FAILED']}; url; https",
                "{'name':'x','url':'https://a.example','events':[]}; events; 1 to 3",
                "{'name':'x','url':'https://a.example','events':['call.ended']}; events[0]; CALL_STARTED",
                "{'name':'x','url':'https://a.example','events':['CALL_FAILED'],'customHeaders':{'X':1}}; customHeaders; texts",
                "{'url':'https://a.example','events':['CALL_FAILED']}; name; missing"
            })
    void aWebhookThatSamoraWouldRefuseIsNamedBeforeARequestIsSent(String body, String field, String rule)
            throws Exception {
        start("createWebhook");

        assertThatThrownBy(() -> send("createWebhook", body.replace('\'', '"'), VoiceWebhook.class))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo(field))
                .hasMessageContaining(rule);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void peopleWhomACampaignThatBeganToRunRefusesAreNotUncertainAndGoInLater() throws Exception {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            String campaign = "/v1/external/campaigns/a-1/c-1";
            String people = campaign + "/scheduled-calls";
            List<String> statuses = List.of("DRAFT", "IN_PROGRESS", "PAUSED");
            for (int i = 0; i < statuses.size(); i++) {
                server.stubFor(get(campaign)
                        .inScenario("runs")
                        .whenScenarioStateIs(i == 0 ? Scenario.STARTED : statuses.get(i))
                        .willReturn(okJson("{\"data\":{\"id\":\"c-1\",\"status\":\"" + statuses.get(i) + "\"}}"))
                        .willSetStateTo(statuses.get(Math.min(i + 1, 2))));
            }
            server.stubFor(post(people)
                    .inScenario("people")
                    .whenScenarioStateIs(Scenario.STARTED)
                    .willReturn(aResponse().withStatus(409))
                    .willSetStateTo("refused"));
            server.stubFor(post(people)
                    .inScenario("people")
                    .whenScenarioStateIs("refused")
                    .willReturn(okJson("{\"data\":{\"scheduled_call_ids\":[\"s-1\"]}}")));
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:addRecipients")
                            .to(
                                    "voicecall:samora:addRecipients?apiKey=k&agentId=a-1&campaignId=c-1&idempotencyKey=job-1&baseUrl="
                                            + server.baseUrl());
                }
            });
            List<Map<String, String>> rows = List.of(Map.of("to", NUMBER));

            assertThatThrownBy(() -> send("addRecipients", rows, RecipientsAdded.class))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("is RUNNING; addRecipients is possible in DRAFT, PAUSED");
            assertThat(send("addRecipients", rows, RecipientsAdded.class).accepted())
                    .isOne();
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409})
    void aChangeThatIsRefusedBecauseTheCampaignEndedMeanwhileSaysSo(int status) throws Exception {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        try {
            String campaign = "/v1/external/campaigns/a-1/c-1";
            server.stubFor(get(campaign)
                    .inScenario("ends")
                    .whenScenarioStateIs(Scenario.STARTED)
                    .willReturn(okJson("{\"data\":{\"id\":\"c-1\",\"status\":\"IN_PROGRESS\"}}"))
                    .willSetStateTo("ended"));
            server.stubFor(get(campaign)
                    .inScenario("ends")
                    .whenScenarioStateIs("ended")
                    .willReturn(okJson("{\"data\":{\"id\":\"c-1\",\"status\":\"FINISHED\"}}")));
            server.stubFor(post(campaign + "/stop").willReturn(aResponse().withStatus(status)));
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:stopCampaign")
                            .to("voicecall:samora:stopCampaign?apiKey=k&agentId=a-1&baseUrl=" + server.baseUrl());
                }
            });

            assertThatThrownBy(() -> send("stopCampaign", "c-1", CampaignChange.class))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("is COMPLETED");
        } finally {
            server.stop();
        }
    }

    @Test
    void whatSamoraLacksSaysTheWayRound() {
        assertThatThrownBy(() -> start("listCalls")).rootCause().hasMessageContaining("listCampaignCalls");
    }
}
