package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.CampaignResults;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.SandboxRequest;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** From an agent to the results of a campaign, at a provider that calls only through campaigns. */
class AgoraliaFlowTest {
    private final List<VoiceCall> results = new CopyOnWriteArrayList<>();

    private VoiceApp start(VoiceSandbox sandbox) throws Exception {
        VoiceApp app = new VoiceApp("agoralia", sandbox);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String operation : List.of(
                        "getAccount",
                        "listAgents",
                        "createAgent",
                        "listCampaigns",
                        "createCampaign",
                        "addRecipients",
                        "startCampaign",
                        "getCampaignResults",
                        "listCalls",
                        "listCampaignCalls")) {
                    from("direct:" + operation).to(app.uri(operation));
                }
                from(app.uri("callCompleted", "delay=50", "initialDelay=1"))
                        .process(exchange -> results.add(exchange.getMessage().getBody(VoiceCall.class)));
            }
        });
    }

    private static <T> T ask(VoiceApp app, String operation, Object body, Class<T> type) throws Exception {
        Exchange exchange = app.send("direct:" + operation, body);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(type);
    }

    private static List<?> list(VoiceApp app, String operation, Object body) throws Exception {
        return ask(app, operation, body, List.class);
    }

    private static Map<String, Object> campaign(String agentId) {
        return Map.of(
                "name",
                "Spring",
                "purpose",
                "cold_calling",
                "agentId",
                agentId,
                "extractionSchema",
                Map.of("type", "object", "properties", Map.of("amount", Map.of("type", "number"))),
                "displayColumns",
                List.of("phone", "amount"));
    }

    @Test
    void aCampaignThatRunsHandsOutItsResults() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.agoralia().start();
                VoiceApp app = start(sandbox)) {
            AccountInfo account = ask(app, "getAccount", null, AccountInfo.class);
            Agent agent = ask(
                    app,
                    "createAgent",
                    Map.of("name", "Quotes", "language", "en-US", "voiceEngine", "retell"),
                    Agent.class);
            String ran = sandbox.dashboard().runCampaign("Autumn", "+15555550101", "+15555550102");
            await().until(() -> results.size() == 2);

            assertThat(account.scopes()).contains("campaigns:start");
            assertThat(agent.type()).isEqualTo("retell");
            assertThat(list(app, "listAgents", null))
                    .extracting(each -> ((Agent) each).id())
                    .contains(agent.id(), sandbox.agentId());
            assertThat(results).extracting(VoiceCall::to).containsExactlyInAnyOrder("+15555550101", "+15555550102");
            assertThat(results).allSatisfy(call -> assertThat(call)
                    .returns(ran, VoiceCall::campaignId)
                    .returns(CallStatus.COMPLETED, VoiceCall::status));
            assertThat(list(app, "listCampaignCalls", Map.of("campaignId", ran)))
                    .hasSize(2);
            assertThat(list(app, "listCalls", null)).hasSize(2);
        }
    }

    @Test
    void eachResultIsJoinedToItsLead() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.agoralia().start();
                VoiceApp app = start(sandbox)) {
            Campaign campaign = ask(app, "createCampaign", campaign(sandbox.agentId()), Campaign.class);
            Exchange added = app.send(
                    "direct:addRecipients",
                    List.of(
                            Recipient.of("+15555550101").contactId("crm-1").contactName("Alex"),
                            Map.of("to", "+15555550102", "contactId", "crm-2", "variables", Map.of("city", "Rome"))),
                    Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign.id()));
            assertThat(added.getException()).isNull();
            CampaignChange start = ask(app, "startCampaign", campaign, CampaignChange.class);
            assertThat(sandbox.totalRings()).isZero();
            sandbox.dashboard().confirm(start.proposalId());
            await().until(() -> results.size() == 2);

            assertThat(results)
                    .extracting(VoiceCall::contactId, VoiceCall::to, VoiceCall::campaignId)
                    .containsExactlyInAnyOrder(
                            tuple("crm-1", "+15555550101", campaign.id()),
                            tuple("crm-2", "+15555550102", campaign.id()));
        }
    }

    @Test
    void aStartIsAProposalUntilSomebodyConfirmsIt() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.agoralia().start();
                VoiceApp app = start(sandbox)) {
            Campaign made = ask(app, "createCampaign", campaign(sandbox.agentId()), Campaign.class);
            CampaignChange start = ask(app, "startCampaign", made, CampaignChange.class);

            assertThat(made.status()).isEqualTo(CampaignStatus.DRAFT);
            assertThat(start)
                    .returns(CampaignChange.Result.NEEDS_CONFIRMATION, CampaignChange::result)
                    .returns(made.id(), CampaignChange::campaignId);
            assertThat(sandbox.dashboard().proposals()).containsExactly(start.proposalId());
            CampaignResults table = ask(app, "getCampaignResults", start, CampaignResults.class);
            assertThat(table.columns()).extracting(CampaignResults.Column::name).containsExactly("phone", "amount");
        }
    }

    @Test
    void aCampaignWhoseAnswerWasLostIsMadeOnce() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.agoralia().start();
                VoiceApp app = start(sandbox)) {
            sandbox.failNext(Fault.answerLost(), Fault.status(503));

            Campaign made = ask(app, "createCampaign", campaign(sandbox.agentId()), Campaign.class);

            assertThat(list(app, "listCampaigns", null))
                    .extracting(each -> ((Campaign) each).id())
                    .containsExactly(made.id());
            assertThat(sandbox.requests())
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSize(3);
        }
    }

    private static List<String> posts(VoiceSandbox sandbox) {
        return sandbox.requests().stream()
                .map(request -> request.method())
                .filter("POST"::equals)
                .toList();
    }

    @Test
    void aKeyReusedForSomethingElseIsAnErrorBeforeAnythingIsSent() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.agoralia().start();
                VoiceApp app = start(sandbox)) {
            Map<String, Object> first = new HashMap<>(campaign(sandbox.agentId()));
            first.put("idempotencyKey", "spring");
            Map<String, Object> second = new HashMap<>(first);
            second.put("name", "Summer");
            Campaign made = ask(app, "createCampaign", first, Campaign.class);

            assertThat(ask(app, "createCampaign", first, Campaign.class).id()).isEqualTo(made.id());
            assertThat(posts(sandbox)).hasSize(2);
            assertThatThrownBy(() -> ask(app, "createCampaign", second, Campaign.class))
                    .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                            .isEqualTo("idempotencyKey"));
            assertThat(posts(sandbox)).hasSize(2);
        }
    }

    @Test
    void aConsumerSaysWhichScopeItsKeyLacks() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.agoralia()
                        .scopes("me:read", "campaigns:read")
                        .start();
                VoiceApp app = new VoiceApp("agoralia", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(app.uri("callCompleted")).to("mock:crm");
                        }
                    }))
                    .rootCause()
                    .isInstanceOf(CredentialsRejectedException.class)
                    .hasMessageContaining("lacks the scope calls:read");
            assertThat(sandbox.requests()).extracting(SandboxRequest::path).containsOnly("/api/v1/me");
        }
    }
}
