package io.github.camelvoicecall;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.CampaignResults;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that are declared and don't dial, over a provider that has an idempotency key, scopes, a life cycle and cursors. */
class CampaignOperationsTest {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final String ALL_SCOPES =
            "[\"me:read\",\"agents:read\",\"agents:write\",\"campaigns:read\",\"campaigns:write\",\"campaigns:start\",\"results:read\",\"calls:read\"]";
    private static final Map<String, Object> CAMPAIGN = Map.of(
            "name",
            "Spring offers",
            "purpose",
            "qualification",
            "agentId",
            21,
            "extractionSchema",
            Map.of("type", "object"),
            "displayColumns",
            List.of("phone"));

    private DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void account() {
        account(ALL_SCOPES);
    }

    private static void account(String scopes) {
        SERVER.stubFor(get("/me")
                .willReturn(okJson(
                        "{\"tenant_id\":4711,\"workspace_name\":\"Example Co\",\"plan\":\"pro\",\"rate_limits\":{\"rpm\":120,\"rpd\":20000},\"api_key_scopes\":"
                                + scopes + "}")));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static String uri(String operation, String... options) {
        return "voicecall:agoralia:" + operation + "?baseUrl=" + SERVER.baseUrl() + "&apiKey=ago_secret&maxRetryWait=1"
                + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    private void route(String... steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(steps);
            }
        });
        context.start();
    }

    private Exchange send(Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    private <T> T send(Object body, Class<T> type) throws Exception {
        Exchange exchange = send(body, Map.of());
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(type);
    }

    private static List<LoggedRequest> posts(String path) {
        return SERVER.findAll(postRequestedFor(urlEqualTo(path)));
    }

    @Test
    void theAccountIsRead() throws Exception {
        route(uri("getAccount"));

        AccountInfo account = send(null, AccountInfo.class);

        assertThat(account)
                .returns("4711", AccountInfo::id)
                .returns("pro", AccountInfo::plan)
                .returns(120, AccountInfo::requestsPerMinute)
                .returns(20000, AccountInfo::requestsPerDay);
        assertThat(account.scopes()).contains("campaigns:start");
    }

    @Test
    void aMissingScopeIsNamedBeforeTheFirstRequest() {
        account("[\"me:read\",\"campaigns:read\"]");

        assertThatThrownBy(() -> route(uri("startCampaign")))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasRootCauseInstanceOf(CredentialsRejectedException.class)
                .rootCause()
                .hasMessageContaining("lacks the scope campaigns:start")
                .hasMessageContaining("[me:read, campaigns:read]")
                .hasMessageNotContaining("ago_secret");
        assertThat(posts("/campaigns/8/start")).isEmpty();
    }

    @Test
    void aKeyThatMayNotAskForItsScopesWorks() throws Exception {
        SERVER.stubFor(get("/me")
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody("{\"detail\":\"Insufficient permissions. Required scope: me:read\"}")));
        SERVER.stubFor(
                get(urlPathEqualTo("/agents"))
                        .willReturn(
                                okJson(
                                        "{\"items\":[{\"id\":21,\"name\":\"Renewals\",\"lang\":\"en-US\",\"voice_engine\":\"vapi\"}],\"next_cursor\":null}")));
        route(uri("listAgents"));

        List<?> agents = send(null, List.class);

        assertThat(agents).hasSize(1);
        assertThat((Agent) agents.get(0))
                .returns("21", Agent::id)
                .returns("en-US", Agent::language)
                .returns("vapi", Agent::type);
    }

    @Test
    void aListGoesOnByCursorToItsEnd() throws Exception {
        SERVER.stubFor(
                get(urlEqualTo("/campaigns?limit=20"))
                        .willReturn(
                                okJson(
                                        "{\"items\":[{\"id\":9,\"name\":\"b\",\"status\":\"draft\"},{\"id\":8,\"name\":\"a\",\"status\":\"active\"}],\"next_cursor\":8}")));
        SERVER.stubFor(get(urlEqualTo("/campaigns?cursor=8&limit=20"))
                .willReturn(okJson(
                        "{\"items\":[{\"id\":7,\"name\":\"c\",\"status\":\"archived\"}],\"next_cursor\":null}")));
        route(uri("listCampaigns"));

        List<?> campaigns = send(null, List.class);

        assertThat(campaigns)
                .extracting(each -> ((Campaign) each).status())
                .containsExactly(CampaignStatus.DRAFT, CampaignStatus.RUNNING, CampaignStatus.UNKNOWN);
        assertThat(campaigns).extracting(each -> ((Campaign) each).rawStatus()).endsWith("archived");
    }

    @Test
    void aCampaignIsMadeAsDocumented() throws Exception {
        SERVER.stubFor(post("/campaigns")
                .willReturn(aResponse()
                        .withStatus(201)
                        .withBody("{\"id\":9,\"name\":\"Spring offers\",\"status\":\"draft\"}")));
        route(uri("createCampaign"));
        Map<String, Object> body = new HashMap<>(CAMPAIGN);
        body.put("schedule", Map.of("timezone", "Europe/Rome", "startDate", "2026-03-01T09:00:00+01:00"));
        body.put("extra", Map.of("from_new_field", true));

        Campaign campaign = send(body, Campaign.class);

        assertThat(campaign)
                .returns("9", Campaign::id)
                .returns(CampaignStatus.DRAFT, Campaign::status)
                .returns("21", Campaign::agentId);
        LoggedRequest sent = posts("/campaigns").get(0);
        assertThat(sent.getBodyAsString())
                .isEqualTo(
                        "{\"name\":\"Spring offers\",\"purpose\":\"qualification\",\"agent_ref_id\":21,\"extraction_schema\":{\"type\":\"object\"},"
                                + "\"display_columns\":[\"phone\"],\"schedule\":{\"timezone\":\"Europe/Rome\",\"start_date\":\"2026-03-01T08:00:00Z\"},\"from_new_field\":true}");
        assertThat(sent.getHeader("Idempotency-Key")).matches("[0-9a-f-]{36}");
        assertThat(sent.getHeader("X-API-Key")).isEqualTo("ago_secret");
        assertThat(sent.getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsSent() throws Exception {
        route(uri("createCampaign"));
        Map<String, Object> purposeless = new HashMap<>(CAMPAIGN);
        purposeless.remove("purpose");
        Map<String, Object> wrong = new HashMap<>(CAMPAIGN);
        wrong.put("purpose", "selling");

        assertThatThrownBy(() -> send(purposeless, Campaign.class))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo("purpose"))
                .hasMessageContaining("quote_request");
        assertThatThrownBy(() -> send(wrong, Campaign.class)).hasMessageContaining("must be one of");
        assertThat(posts("/campaigns")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    @Tag("P4")
    void aRepeatedRequestHasTheSameKeyAndBytes(int status) throws Exception {
        SERVER.stubFor(post("/campaigns")
                .inScenario("again")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(status))
                .willSetStateTo("second"));
        SERVER.stubFor(post("/campaigns")
                .inScenario("again")
                .whenScenarioStateIs("second")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("third"));
        SERVER.stubFor(post("/campaigns")
                .inScenario("again")
                .whenScenarioStateIs("third")
                .willReturn(okJson("{\"id\":9,\"name\":\"Spring offers\",\"status\":\"draft\"}")));
        route(uri("createCampaign").replace("maxRetryWait=1", "maxRetryWait=2000"));

        assertThat(send(CAMPAIGN, Campaign.class).id()).isEqualTo("9");

        List<LoggedRequest> sent = posts("/campaigns");
        assertThat(sent).hasSize(3);
        assertThat(sent)
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly(sent.get(0).getBodyAsString());
        assertThat(sent)
                .extracting(request -> request.getHeader("Idempotency-Key"))
                .containsOnly(sent.get(0).getHeader("Idempotency-Key"));
    }

    @Test
    @Tag("P4")
    void aUsersKeyGivesTheSameProvidersKeyAfterARestart() throws Exception {
        SERVER.stubFor(post("/campaigns").willReturn(okJson("{\"id\":9,\"status\":\"draft\"}")));
        String uri = uri("createCampaign", "idempotencyKey=RAW(spring-${header.year})");
        route(uri);
        send(CAMPAIGN, Map.of("year", 2026));
        send(CAMPAIGN, Map.of("year", 2027));
        context.stop();
        context = new DefaultCamelContext();
        route(uri);
        send(new HashMap<>(CAMPAIGN), Map.of("year", 2026));

        List<LoggedRequest> sent = posts("/campaigns");
        List<String> keys = sent.stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(2)).isEqualTo(keys.get(0)).isNotEqualTo(keys.get(1));
        assertThat(sent.get(2).getBodyAsString()).isEqualTo(sent.get(0).getBodyAsString());
    }

    @Test
    @Tag("P4")
    void whoSendsTheSameAgainWhileItIsOnItsWayDoesNotSettleIt() throws Exception {
        SERVER.stubFor(post("/campaigns")
                .inScenario("beside")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500).withFixedDelay(2000))
                .willSetStateTo("second"));
        SERVER.stubFor(post("/campaigns")
                .inScenario("beside")
                .whenScenarioStateIs("second")
                .willReturn(aResponse().withStatus(409)));
        route(uri("createCampaign", "idempotencyKey=spring", "maxRetries=0"));
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> send(CAMPAIGN, Map.of()));
        await().until(() -> posts("/campaigns").size() == 1);

        send(CAMPAIGN, Map.of());
        assertThat(first.get().getException()).isInstanceOf(OutcomeUnknownException.class);
        Map<String, Object> another = new HashMap<>(CAMPAIGN);
        another.put("name", "Summer offers");
        Exchange changed = send(another, Map.of());

        assertThat(changed.getException())
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo("idempotencyKey"));
        assertThat(posts("/campaigns")).hasSize(2);
    }

    @Test
    void aMadeKeyStaysWhileTheExchangeIsRedelivered() throws Exception {
        SERVER.stubFor(post("/campaigns")
                .inScenario("redelivered")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("second"));
        SERVER.stubFor(post("/campaigns")
                .inScenario("redelivered")
                .whenScenarioStateIs("second")
                .willReturn(okJson("{\"id\":9,\"status\":\"draft\"}")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(OutcomeUnknownException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(1);
                from("direct:in").to(uri("createCampaign", "maxRetries=0"));
            }
        });
        context.start();

        assertThat(send(CAMPAIGN, Campaign.class).id()).isEqualTo("9");
        send(CAMPAIGN, Map.of());

        List<String> keys = posts("/campaigns").stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isEqualTo(keys.get(0)).isNotEqualTo(keys.get(2));
    }

    @Test
    void anUnknownOutcomeSaysWhatToDo() throws Exception {
        SERVER.stubFor(post("/campaigns").willReturn(aResponse().withStatus(500)));
        route(uri("createCampaign", "maxRetries=1"));

        assertThatThrownBy(() -> send(CAMPAIGN, Campaign.class))
                .isInstanceOfSatisfying(OutcomeUnknownException.class, e -> assertThat(e.outcome())
                        .isEqualTo(Outcome.UNKNOWN))
                .hasMessageContaining("same idempotencyKey");
        assertThat(posts("/campaigns")).hasSize(2);
    }

    @Test
    void aFieldThatTheProviderRefusesHasOurName() throws Exception {
        SERVER.stubFor(
                post("/campaigns")
                        .willReturn(
                                aResponse()
                                        .withStatus(422)
                                        .withBody(
                                                "{\"detail\":[{\"loc\":[\"body\",\"agent_ref_id\"],\"msg\":\"no such agent\",\"type\":\"value_error\"}]}")));
        route(uri("createCampaign"));

        assertThatThrownBy(() -> send(CAMPAIGN, Campaign.class))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo("agentId"))
                .hasMessageContaining("no such agent");
    }

    @Test
    void aKeyThatStandsForSomethingElseIsRefused() throws Exception {
        SERVER.stubFor(
                post("/campaigns").willReturn(aResponse().withStatus(409).withBody("{\"detail\":\"key reused\"}")));
        route(uri("createCampaign"));

        assertThatThrownBy(() -> send(CAMPAIGN, Campaign.class))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo("idempotencyKey"));
        assertThat(posts("/campaigns")).hasSize(1);
    }

    private static void campaigns(String status) {
        SERVER.stubFor(get(urlPathEqualTo("/campaigns"))
                .willReturn(okJson(
                        "{\"items\":[{\"id\":8,\"name\":\"a\",\"status\":\"" + status + "\"}],\"next_cursor\":null}")));
    }

    @Test
    @Tag("P29")
    void aStartThatNeedsConfirmationIsNotAStart() throws Exception {
        campaigns("draft");
        SERVER.stubFor(post("/campaigns/8/start")
                .willReturn(okJson("{\"proposal_id\":\"pc_00000000\",\"requires_confirmation\":true}")));
        route(uri("startCampaign"));

        CampaignChange change = send("8", CampaignChange.class);

        assertThat(change)
                .returns(CampaignChange.Result.NEEDS_CONFIRMATION, CampaignChange::result)
                .returns("pc_00000000", CampaignChange::proposalId)
                .returns("8", CampaignChange::campaignId);
        assertThat(posts("/campaigns/8/start").get(0).getBody()).isEmpty();
        assertThat(posts("/campaigns/8/start").get(0).containsHeader("Idempotency-Key"))
                .isFalse();
    }

    @Test
    @Tag("P29")
    void startingWhatRunsIsNothingToDo() throws Exception {
        campaigns("active");
        route(uri("startCampaign"));

        assertThat(send(Map.of("campaignId", 8), CampaignChange.class))
                .returns(CampaignChange.Result.NOTHING_TO_DO, CampaignChange::result)
                .returns(CampaignStatus.RUNNING, CampaignChange::status);
        assertThat(posts("/campaigns/8/start")).isEmpty();
    }

    @Test
    void aStartWhoseAnswerWasLostIsNotSentAgain() throws Exception {
        campaigns("draft");
        SERVER.stubFor(post("/campaigns/8/start").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        route(uri("startCampaign"));

        assertThatThrownBy(() -> send("8", CampaignChange.class))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("look before you repeat it");
        assertThat(posts("/campaigns/8/start")).hasSize(1);
    }

    @Test
    void aLostStartIsSettledByLooking() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/campaigns"))
                .inScenario("lost")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson("{\"items\":[{\"id\":8,\"status\":\"draft\"}],\"next_cursor\":null}"))
                .willSetStateTo("started"));
        SERVER.stubFor(get(urlPathEqualTo("/campaigns"))
                .inScenario("lost")
                .whenScenarioStateIs("started")
                .willReturn(okJson("{\"items\":[{\"id\":8,\"status\":\"active\"}],\"next_cursor\":null}")));
        SERVER.stubFor(post("/campaigns/8/start").willReturn(aResponse().withStatus(502)));
        route(uri("startCampaign"));

        assertThat(send("8", CampaignChange.class)).returns(CampaignChange.Result.DONE, CampaignChange::result);
        assertThat(posts("/campaigns/8/start")).hasSize(1);
    }

    private void redelivered(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1));
                from("direct:in").to(uri);
            }
        });
        context.start();
    }

    @Test
    @Tag("P8")
    void camelsRedeliveryOfAChangeWhoseAnswerWasLostSendsNothing() throws Exception {
        String path = "/v1/external/campaigns/a-1";
        SERVER.stubFor(post(path).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        redelivered("voicecall:samora:createCampaign?apiKey=k&agentId=a-1&baseUrl=" + SERVER.baseUrl());

        assertThat(send(Map.of("name", "x"), Map.of()).getException()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(posts(path)).hasSize(1);
        send(Map.of("name", "x"), Map.of());
        assertThat(posts(path)).as("another message").hasSize(2);
    }

    @Test
    @Tag("P8")
    void camelsRedeliveryOfARefusedChangeSendsItAgain() throws Exception {
        String path = "/v1/external/campaigns/a-1";
        SERVER.stubFor(post(path).willReturn(aResponse().withStatus(404)));
        redelivered("voicecall:samora:createCampaign?apiKey=k&agentId=a-1&baseUrl=" + SERVER.baseUrl());

        send(Map.of("name", "x"), Map.of());
        assertThat(posts(path)).hasSize(3);
    }

    @Test
    @Tag("P8")
    void camelsRedeliveryOfALostStartOnlyLooks() throws Exception {
        campaigns("draft");
        SERVER.stubFor(post("/campaigns/8/start").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        redelivered(uri("startCampaign"));

        assertThat(send("8", Map.of()).getException()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(posts("/campaigns/8/start")).hasSize(1);
    }

    @Test
    void aConflictOfARequestWithoutKeyIsNotBlamedOnTheKey() throws Exception {
        campaigns("draft");
        SERVER.stubFor(post("/campaigns/8/start")
                .willReturn(aResponse().withStatus(409).withBody("{\"detail\":\"A proposal is open\"}")));
        route(uri("startCampaign"));

        assertThatThrownBy(() -> send("8", CampaignChange.class))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("A proposal is open")
                .hasMessageNotContaining("idempotencyKey");
    }

    @Test
    void resultsAreATable() throws Exception {
        SERVER.stubFor(
                get("/campaigns/8/results")
                        .willReturn(
                                okJson(
                                        "{\"display_columns\":[{\"name\":\"phone\",\"label\":\"Phone\"},{\"name\":\"amount\",\"label\":\"Amount\"}],\"rows\":[{\"phone\":\"+15555550123\",\"amount\":900}]}")));
        route(uri("getCampaignResults", "campaignId=8"));

        CampaignResults results = send(null, CampaignResults.class);

        assertThat(results.columns())
                .containsExactly(
                        new CampaignResults.Column("phone", "Phone"), new CampaignResults.Column("amount", "Amount"));
        assertThat(results.rows()).containsExactly(Map.of("phone", "+15555550123", "amount", 900));
        assertThat(results.toString()).doesNotContain("5555550123");
    }

    @Test
    void theCallsOfACampaignAreListed() throws Exception {
        SERVER.stubFor(
                get(urlEqualTo("/calls?campaign_id=8&limit=20"))
                        .willReturn(
                                okJson(
                                        "{\"items\":[{\"id\":512,\"status\":\"completed\",\"to_number\":\"+15555550123\",\"detected_language\":\"en-US\"}],\"next_cursor\":null}")));
        route(uri("listCampaignCalls"));

        Exchange exchange = send(null, Map.of(VoiceCallConstants.CAMPAIGN_ID, 8));

        assertThat((VoiceCall) exchange.getMessage().getBody(List.class).get(0))
                .returns("512", VoiceCall::id)
                .returns("8", VoiceCall::campaignId)
                .returns("+15555550123", VoiceCall::to);
        assertThat(exchange.getMessage().getHeader(VoiceCallConstants.TRUNCATED))
                .isEqualTo(false);
    }

    @Test
    void aSpentLimitHoldsTheNextRequest() throws Exception {
        long reset = java.time.Instant.now().plusSeconds(30).getEpochSecond();
        SERVER.stubFor(get(urlPathEqualTo("/agents"))
                .willReturn(okJson("{\"items\":[],\"next_cursor\":null}")
                        .withHeader("X-RateLimit-Remaining", "0")
                        .withHeader("X-RateLimit-Reset", Long.toString(reset))));
        route(uri("listAgents"));

        send(null, List.class);

        assertThatThrownBy(() -> send(null, List.class))
                .as("the pause is longer than maxRetryWait")
                .hasMessageContaining("allows nothing for another");
        assertThat(SERVER.findAll(anyRequestedFor(urlPathEqualTo("/agents")))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"triggerCall,addRecipients", "stopCampaign,web interface", "getCall,listCampaignCalls"})
    void whatItCantDoHasAWayRound(String operation, String way) {
        assertThatThrownBy(() -> route(uri(operation)))
                .rootCause()
                .hasMessageContaining("Instead: ")
                .hasMessageContaining(way);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void aKeyThatCantBeHonouredIsAnErrorAtStart() {
        assertThatThrownBy(() -> route(uri("startCampaign", "idempotencyKey=x")))
                .rootCause()
                .hasMessageContaining("honours none for startCampaign");
    }
}
