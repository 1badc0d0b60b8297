package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.Contact;
import io.github.camelvoicecall.model.Cost;
import io.github.camelvoicecall.model.InsufficientCreditException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OperationUnsupportedException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.SandboxBuilder;
import io.github.camelvoicecall.sandbox.SandboxRequest;
import io.github.camelvoicecall.sandbox.Shape;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that OutboundCalls can do, in whatever form its undocumented answers come. */
class OutboundCallsFlowTest {
    private static final String ANSWERED = "+15555550101";
    private static final String WORDS = "statusWords=completed=COMPLETED,no_answer=NO_ANSWER";

    private final List<VoiceCall> results = new CopyOnWriteArrayList<>();

    private VoiceApp start(VoiceSandbox sandbox, String... options) throws Exception {
        VoiceApp app = new VoiceApp("outboundcalls", sandbox);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String operation : List.of(
                        "getAccount",
                        "listAgents",
                        "getAgent",
                        "listContacts",
                        "createContact",
                        "listCalls",
                        "listCampaignCalls",
                        "getCall",
                        "triggerCall",
                        "listCampaigns",
                        "getCampaign")) {
                    from("direct:" + operation).to(app.uri(operation, options));
                }
                String[] consumer = Stream.concat(Stream.of(options), Stream.of(WORDS, "delay=50", "initialDelay=1"))
                        .toArray(String[]::new);
                from(app.uri("callCompleted", consumer))
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

    static Stream<Shape> shapes() {
        return Stream.of(
                Shape.PLAIN,
                Shape.PLAIN.withBareLists(),
                Shape.PLAIN.withCallId("callId"),
                Shape.PLAIN.withNesting(),
                Shape.PLAIN.withBareLists().withCallId("callId").withNesting());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aCallComesBackWithItsResultInAnyForm(Shape shape) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().shape(shape).start();
                VoiceApp app = start(sandbox)) {
            VoiceCall placed = ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class);
            await().until(() -> !results.isEmpty());

            assertThat(placed.id()).isEqualTo(sandbox.callIds(ANSWERED).get(0));
            assertThat(results).singleElement().satisfies(call -> {
                assertThat(call)
                        .returns(placed.id(), VoiceCall::id)
                        .returns(CallStatus.COMPLETED, VoiceCall::status)
                        .returns(ANSWERED, VoiceCall::to)
                        .returns("positive", VoiceCall::sentiment)
                        .returns(new Cost(BigDecimal.TEN, "CREDIT"), VoiceCall::cost)
                        .returns(true, VoiceCall::verified);
                assertThat(call.transcript()).isNotEmpty();
                assertThat(call.summary()).isNotBlank();
                assertThat(call.recordingUrl()).isNotBlank();
                assertThat(call.extracted()).containsKey("interest");
                assertThat(call.raw()).isNotEmpty();
            });
            assertThat(list(app, "listCalls", null)).hasSize(1);
            assertThat(ask(app, "getCall", placed, VoiceCall.class).summary()).isNotBlank();
            assertThat(sandbox.rings(ANSWERED)).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theDirectoryIsReadInAnyForm(Shape shape) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().shape(shape).start();
                VoiceApp app = start(sandbox)) {
            Contact made = ask(
                    app,
                    "createContact",
                    Map.of(
                            "contactListId",
                            sandbox.dashboard().contactListId(),
                            "phone",
                            ANSWERED,
                            "name",
                            "Alex",
                            "tags",
                            List.of("renewal"),
                            "customFields",
                            Map.of("plan", "gold")),
                    Contact.class);
            VoiceCall placed = ask(
                    app,
                    "triggerCall",
                    Map.of("to", ANSWERED, "agentId", sandbox.agentId(), "contactId", made.id()),
                    VoiceCall.class);
            String ran = sandbox.dashboard().runCampaign("Autumn", "+15555550102", "+15555550190");
            await().until(() -> results.size() == 3);

            AccountInfo account = ask(app, "getAccount", null, AccountInfo.class);
            assertThat(account.credit()).isEqualByComparingTo("999980");
            assertThat(account.plan()).isEqualTo("pro");
            assertThat(account.id()).isNotBlank();
            assertThat(list(app, "listAgents", Map.of("status", "active")))
                    .extracting(each -> ((Agent) each).id())
                    .contains(sandbox.agentId());
            assertThat(ask(app, "getAgent", sandbox.agentId(), Agent.class).name())
                    .isEqualTo("Sales");
            assertThat(list(app, "listContacts", made))
                    .singleElement()
                    .isInstanceOfSatisfying(Contact.class, contact -> assertThat(contact)
                            .returns(made.id(), Contact::id)
                            .returns(Map.of("plan", "gold"), Contact::fields));
            assertThat(placed.contactId()).isEqualTo(made.id());
            assertThat(list(app, "listCampaigns", null))
                    .extracting(each -> ((Campaign) each).id())
                    .containsExactly(ran);
            assertThat(ask(app, "getCampaign", ran, Campaign.class).counts())
                    .satisfies(counts -> assertThat(List.of(counts.finished(), counts.successful(), counts.failed()))
                            .isEqualTo(List.of(2, 1, 1)));
            assertThat(list(app, "listCampaignCalls", Map.of("campaignId", ran)))
                    .extracting(each -> ((VoiceCall) each).campaignId())
                    .containsExactly(ran, ran);
        }
    }

    @Test
    void anIdThatStandsElsewhereIsNamedByTheUser() throws Exception {
        try (VoiceSandbox sandbox = sandbox()
                        .shape(Shape.PLAIN.withCallId("callRef").withNesting())
                        .start();
                VoiceApp app = start(sandbox, "fieldNames=id=callRef,durationSeconds=duration")) {
            VoiceCall placed = ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class);
            await().until(() -> !results.isEmpty());

            assertThat(placed.id()).isEqualTo(sandbox.callIds(ANSWERED).get(0));
            assertThat(results.get(0).durationSeconds()).isNotNull();
        }
    }

    @Test
    void anAnswerWithoutAnIdIsUnknownAndSaysWhatToSet() throws Exception {
        try (VoiceSandbox sandbox =
                        sandbox().shape(Shape.PLAIN.withCallId("callRef")).start();
                VoiceApp app = start(sandbox)) {
            assertThatThrownBy(() -> ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("fieldNames=id=");
            assertThat(List.of(sandbox.posts(ANSWERED), sandbox.rings(ANSWERED)))
                    .isEqualTo(List.of(1, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fieldNames=ident=x", "fieldNames=id", "fieldNames=id="})
    void aFieldThatNobodyLooksForIsRefusedAtStart(String option) throws Exception {
        try (VoiceSandbox sandbox = sandbox().start()) {
            assertThatThrownBy(() -> start(sandbox, option).close())
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Option fieldNames");
        }
    }

    @Test
    void noStatusWordIsTakenForAnEndUnlessTheUserSaysSo() throws Exception {
        try (VoiceSandbox sandbox = sandbox().start();
                VoiceApp app = new VoiceApp("outboundcalls", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:triggerCall").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delay=50", "initialDelay=1", "callDeadline=2000"))
                            .process(exchange ->
                                    results.add(exchange.getMessage().getBody(VoiceCall.class)));
                }
            });

            ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class);
            await().until(() -> !results.isEmpty());

            assertThat(results).singleElement().satisfies(call -> {
                assertThat(call.status()).isEqualTo(CallStatus.UNKNOWN);
                assertThat(call.rawStatus()).isEqualTo("completed");
                assertThat(call.unresolved()).contains("no end was reported");
            });
        }
    }

    @Test
    void tooFewCreditsAreSaidToBe() throws Exception {
        try (VoiceSandbox sandbox = sandbox().credits(24).start();
                VoiceApp app = start(sandbox)) {
            assertThatThrownBy(() -> ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class))
                    .isInstanceOfSatisfying(InsufficientCreditException.class, e -> assertThat(e.outcome())
                            .isEqualTo(Outcome.NOT_PLACED))
                    .hasMessageContaining("25 credits");
        }
    }

    @Test
    void whatItCannotHonourIsAnErrorThatNamesTheWayOut() throws Exception {
        try (VoiceSandbox sandbox = sandbox().start();
                VoiceApp app = start(sandbox)) {
            Map<String, Object> from = Map.of("to", ANSWERED, "agentId", sandbox.agentId(), "from", "+15555550999");
            Map<String, Object> byId = Map.of(
                    "to", ANSWERED, "agentId", sandbox.agentId(), "extra", Map.of("phoneNumberId", "clx-number"));

            assertThatThrownBy(() -> ask(app, "triggerCall", from, VoiceCall.class))
                    .isInstanceOf(OperationUnsupportedException.class)
                    .hasMessageContaining("extra.phoneNumberId");
            assertThatThrownBy(() -> ask(app, "triggerCall", Map.of("to", ANSWERED), VoiceCall.class))
                    .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                            .isEqualTo("agentId"));
            assertThat(sandbox.posts(ANSWERED)).isZero();
            ask(app, "triggerCall", byId, VoiceCall.class);
            assertThat(sandbox.requests())
                    .filteredOn(request -> request.method().equals("POST"))
                    .singleElement()
                    .extracting(SandboxRequest::body)
                    .asString()
                    .contains("\"phoneNumberId\":\"clx-number\"");
        }
    }

    @Test
    void aListAtItsLimitSaysThatItMayBeCut() throws Exception {
        try (VoiceSandbox sandbox = sandbox().agents(3).start();
                VoiceApp app = start(sandbox, "pageSize=3")) {
            Exchange full = app.send("direct:listAgents", null);
            Exchange rest = app.send("direct:listContacts", null);

            assertThat((List<?>) full.getMessage().getBody(List.class)).hasSize(3);
            assertThat(full.getMessage().getHeader(VoiceCallConstants.TRUNCATED))
                    .isEqualTo(true);
            assertThat(rest.getMessage().getHeader(VoiceCallConstants.TRUNCATED))
                    .isEqualTo(false);
        }
    }

    @Test
    void whatWasOverBeforeTheFirstStartIsOldNews() throws Exception {
        try (VoiceSandbox sandbox = sandbox().start()) {
            String early = sandbox.dashboard().call("+15555550103");
            try (VoiceApp looking = new VoiceApp("outboundcalls", sandbox)) {
                looking.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:getCall").to(looking.uri("getCall"));
                    }
                });
                await().until(() -> "completed"
                        .equals(ask(looking, "getCall", early, VoiceCall.class).rawStatus()));
            }
            try (VoiceApp app = start(sandbox)) {
                ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class);
                await().until(() -> !results.isEmpty());

                assertThat(results).extracting(VoiceCall::to).containsExactly(ANSWERED);
            }
        }
    }

    static Stream<WebhookNames> names() {
        return Stream.of(
                new WebhookNames("", "id", ""),
                new WebhookNames("event", "callId", ""),
                new WebhookNames("type", "callId", "data"),
                new WebhookNames("event", "call_id", ""),
                new WebhookNames("event", "call_id", "data"),
                new WebhookNames("event", "id", "payload"),
                new WebhookNames("", "id", "call"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWebhookInAnyFormIsOnlyAReasonToReadTheCall(WebhookNames names) throws Exception {
        String token = "token-of-ours-0123456789";
        try (VoiceSandbox sandbox = sandbox().webhookNames(names).start();
                VoiceApp app = new VoiceApp("outboundcalls", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:triggerCall").to(app.uri("triggerCall"));
                    from(app.uri(
                                    "callCompleted",
                                    WORDS,
                                    "webhookToken=" + token,
                                    "delay=3600000",
                                    "initialDelay=3600000"))
                            .process(exchange ->
                                    results.add(exchange.getMessage().getBody(VoiceCall.class)));
                }
            });
            sandbox.webhookTo(app.webhookUrl() + "/" + token);

            VoiceCall placed = ask(app, "triggerCall", app.request(ANSWERED), VoiceCall.class);
            await().until(() -> !results.isEmpty());

            assertThat(results).singleElement().satisfies(call -> {
                assertThat(call)
                        .returns(placed.id(), VoiceCall::id)
                        .returns(CallStatus.COMPLETED, VoiceCall::status)
                        .returns(true, VoiceCall::verified);
                assertThat(call.transcript()).isNotEmpty();
            });
            assertThat(sandbox.webhookRequest("post_call", placed.id())
                            .to(app.webhookUrl() + "/another-token-0123456789")
                            .send())
                    .isEqualTo(401);
            assertThat(sandbox.reads()).isPositive();
        }
    }

    private static SandboxBuilder sandbox() {
        return VoiceSandbox.outboundcalls();
    }
}
