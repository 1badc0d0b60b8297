package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.StatusWords;
import io.github.camelvoicecall.provider.VoiceProvider;
import io.github.camelvoicecall.provider.WebhookScheme;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.Signature;
import io.github.camelvoicecall.sandbox.Timing;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookNames;
import io.github.camelvoicecall.sandbox.WebhookRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks whose signature nobody documents: a token lets them in, and only what the provider says over our own key is believed. */
class WebhookTokenTest {
    private static final String TOKEN = "token-of-ours-0123456789";
    private static final String NUMBER = "+15555550100";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private VoiceSandbox sandbox;
    private VoiceApp app;

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    private void start(VoiceSandbox other, String operation, String... options) throws Exception {
        sandbox = other;
        app = new VoiceApp("samora", sandbox);
        List<String> all = new ArrayList<>(List.of("initialDelay=3600000", "delay=3600000"));
        all.addAll(Arrays.asList(options));
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(app.uri(operation, all.toArray(String[]::new))).to("mock:got");
                from("direct:hook").to(app.uri("createWebhook", "agentId=" + sandbox.agentId()));
                from("direct:call").to(app.uri("triggerCall", "agentId=" + sandbox.agentId()));
            }
        });
        sandbox.tunnel("https://hooks.example.org", "http://127.0.0.1:" + app.port());
    }

    /** As a user registers it by hand. */
    private void register() {
        Exception failure = app.send(
                        "direct:hook",
                        Map.of(
                                "name",
                                "by hand",
                                "url",
                                "https://hooks.example.org/voicecall/samora",
                                "events",
                                List.of("CALL_STARTED", "CALL_FINISHED", "CALL_FAILED"),
                                "customHeaders",
                                Map.of("X-Voicecall-Token", TOKEN)))
                .getException();
        assertThat(failure).isNull();
    }

    private String call(String number) {
        return app.send("direct:call", Map.of("to", number))
                .getMessage()
                .getBody(VoiceCall.class)
                .id();
    }

    private static VoiceSandbox samora() {
        return VoiceSandbox.samora().start();
    }

    private WebhookRequest event(String event, String callId) {
        return sandbox.webhookRequest(event, callId).to(app.webhookUrl());
    }

    @Test
    void aCallIsHandedOutOnceItsEventLedToARead() throws Exception {
        start(samora(), "callCompleted", "webhookToken=" + TOKEN);
        register();
        app.mock("got").expectedMessageCount(1);

        String id = call(NUMBER);

        app.mock("got").assertIsSatisfied();
        VoiceCall done = app.mock("got").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
        assertThat(done)
                .returns(id, VoiceCall::id)
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns(NUMBER, VoiceCall::to)
                .returns(true, VoiceCall::verified);
        assertThat(done.raw()).containsKey("data");
        assertThat(sandbox.webhookAnswers()).allMatch(answer -> answer.status() == 200);
    }

    @Test
    void theTokenDecidesWhoIsLetIn() throws Exception {
        start(samora(), "callEvents", "webhookToken=" + TOKEN, "webhookPreviousToken=previous-token-0123456789");
        register();
        String id = call(NUMBER);
        await().until(() -> app.mock("got").getReceivedCounter() == 2);
        app.mock("got").reset();
        WebhookRequest valid = event("CALL_FINISHED", id);

        assertThat(valid.withHeader("X-Voicecall-Token", "another-token-0123456789")
                        .send())
                .isEqualTo(401);
        assertThat(valid.withHeader("X-Voicecall-Token", "").send()).isEqualTo(401);
        assertThat(valid.withHeader("X-Voicecall-Token", TOKEN + "x").send()).isEqualTo(401);
        HttpRequest without = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(valid.body()))
                .build();
        assertThat(HTTP.send(without, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
        assertThat(app.mock("got").getReceivedCounter()).isZero();

        assertThat(valid.with("n", 1).send()).isEqualTo(200);
        assertThat(valid.with("n", 2)
                        .withHeader("X-Voicecall-Token", "previous-token-0123456789")
                        .send())
                .isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(app.mock("got").getReceivedCounter()).isEqualTo(2));
    }

    @Test
    @Tag("P15")
    void anEventIsVerifiedByTheReadAndTellsWhatTheProviderSaid() throws Exception {
        start(samora(), "callEvents", "webhookToken=" + TOKEN);
        register();
        app.mock("got").expectedMessageCount(1);

        String id = call("+15555550192");

        app.mock("got").assertIsSatisfied();
        CallEvent failed = app.mock("got").getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(CallEvent.class))
                .filter(event -> event.type() == CallEventType.CALL_FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(failed)
                .returns(id, CallEvent::callId)
                .returns("CALL_FAILED", CallEvent::rawType)
                .returns(true, CallEvent::verified);
        assertThat(failed.call().status()).isEqualTo(CallStatus.REJECTED);
        assertThat(failed.raw()).containsKey("data");
    }

    @Test
    @Tag("P15")
    void aPayloadAloneNeverEndsACall() throws Exception {
        start(
                VoiceSandbox.samora()
                        .timing(Timing.FAST.withTalk(Duration.ofMinutes(10)))
                        .start(),
                "callCompleted",
                "webhookToken=" + TOKEN);
        register();
        String id = call(NUMBER);
        await().until(() -> sandbox.webhooksSent() >= 1);
        int reads = sandbox.reads();

        assertThat(event("CALL_FINISHED", id).send()).as("with the right token").isEqualTo(200);

        await().until(() -> sandbox.reads() > reads);
        assertThat(app.mock("got").getReceivedCounter()).isZero();
    }

    @Test
    void anEventOfACallThatTheProviderDoesNotKnowReachesNobody() throws Exception {
        start(samora(), "callEvents", "webhookToken=" + TOKEN);
        register();
        String id = call(NUMBER);
        WebhookRequest event = event("CALL_FINISHED", id);
        await().until(() -> sandbox.webhooksSent() >= 2);
        await().until(() -> app.mock("got").getReceivedCounter() >= 2);
        int reads = sandbox.reads();

        assertThat(event.withBody(
                                "{\"event_type\":\"CALL_FINISHED\",\"call_id\":\"00000000-0000-4000-8000-000000000000\"}")
                        .send())
                .isEqualTo(200);

        await().until(() -> sandbox.reads() > reads);
        assertThat(app.mock("got").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void aCallThatCantBeReadNowIsReadAgain() throws Exception {
        start(samora(), "callCompleted", "webhookToken=" + TOKEN, "maxRetries=0");
        register();
        app.mock("got").expectedMessageCount(1);
        sandbox.failNextRead(Fault.status(500), Fault.status(503));

        call(NUMBER);

        app.mock("got").assertIsSatisfied();
    }

    @Test
    void aLostAnswerIsBoundByTheEventAndItsRead() throws Exception {
        start(samora(), "callCompleted", "webhookToken=" + TOKEN);
        register();
        app.mock("got").expectedMessageCount(1);
        sandbox.failNext(Fault.answerLost());

        assertThat(app.send("direct:call", Map.of("to", NUMBER, "idempotencyKey", "lead-7"))
                        .getException())
                .hasMessageContaining("may have been placed");

        app.mock("got").assertIsSatisfied();
        VoiceCall done = app.mock("got").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
        assertThat(done)
                .returns("lead-7", VoiceCall::idempotencyKey)
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns(sandbox.callIds(NUMBER).get(0), VoiceCall::id);
        assertThat(sandbox.rings(NUMBER)).isEqualTo(1);
    }

    @Test
    void anIncomingCallOfTheAgentIsAcceptedAndRead() throws Exception {
        start(samora(), "callEvents", "webhookToken=" + TOKEN);
        register();
        app.mock("got").expectedMinimumMessageCount(2);

        String id = sandbox.dashboard().receiveCall("+15555550155");

        app.mock("got").assertIsSatisfied();
        assertThat(app.mock("got").getExchanges())
                .extracting(exchange ->
                        exchange.getMessage().getBody(CallEvent.class).call().id())
                .containsOnly(id);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"event|callId|''", "type|id|call", "eventType|id|payload", "kind|reference|payload"},
            delimiter = '|')
    void namesThatNobodyDocumentsAreFoundOrGiven(String event, String callId, String envelope) throws Exception {
        boolean odd = event.equals("kind");
        start(
                VoiceSandbox.samora()
                        .webhookNames(
                                new WebhookNames(event, odd ? callId : callId.replace("callId", "call_id"), envelope))
                        .start(),
                "callEvents",
                "webhookToken=" + TOKEN,
                odd ? "webhookEventField=kind" : "webhookAck=received",
                odd ? "webhookCallIdField=/payload/reference" : "maxDeliveries=10");
        register();
        app.mock("got").expectedMinimumMessageCount(2);

        String id = call(NUMBER);

        app.mock("got").assertIsSatisfied();
        assertThat(app.mock("got").getExchanges())
                .extracting(exchange ->
                        exchange.getMessage().getBody(CallEvent.class).callId())
                .containsOnly(id);
        assertThat(app.mock("got").getExchanges())
                .extracting(exchange ->
                        exchange.getMessage().getBody(CallEvent.class).rawType())
                .contains("CALL_STARTED", "CALL_FINISHED");
    }

    @Test
    void anEventThatNamesNoCallIsHandedOutUnverified() throws Exception {
        start(samora(), "callEvents", "webhookToken=" + TOKEN);
        app.mock("got").expectedMessageCount(1);
        HttpRequest ping = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .header("X-Voicecall-Token", TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{\"event_type\":\"PING\"}"))
                .build();

        assertThat(HTTP.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);

        app.mock("got").assertIsSatisfied();
        CallEvent event = app.mock("got").getExchanges().get(0).getMessage().getBody(CallEvent.class);
        assertThat(event).returns(false, CallEvent::verified).returns(CallEventType.OTHER, CallEvent::type);
    }

    @Test
    void aSignatureIsCheckedOnceTheUserKnowsIt() throws Exception {
        start(
                VoiceSandbox.samora()
                        .signature(Signature.in("X-Signed")
                                .withPrefix("v1=")
                                .inBase64()
                                .withTimestamp("X-Time", ".")
                                .withoutKeyPrefix("whsec_"))
                        .start(),
                "callEvents",
                "webhookSecret=secret-of-mine",
                "webhookSignatureHeader=X-Signed",
                "webhookSignaturePrefix=RAW(v1=)",
                "webhookSignatureEncoding=BASE64",
                "webhookSignedContent=RAW({header:X-Time}.{body})");
        register();
        app.mock("got").expectedMessageCount(1);
        String id = sandbox.placeElsewhere(NUMBER);
        WebhookRequest event = event("CALL_FINISHED", id);

        assertThat(event.signedBy("another").send()).isEqualTo(401);
        assertThat(event.signedBy("whsec_secret-of-mine")
                        .altered(body -> body.replace("CALL", "Call"))
                        .send())
                .isEqualTo(401);
        assertThat(event.unsigned().send()).isEqualTo(401);
        await().untilAsserted(() ->
                assertThat(event.signedBy("whsec_secret-of-mine").send()).isEqualTo(200));

        app.mock("got").assertIsSatisfied();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "delivery=webhook; set webhookToken",
                "webhookToken=short; 16 or more letters",
                "webhookSecret=abc; set webhookToken, or webhookSignatureHeader",
                "webhookSignatureHeader=X-S; set webhookSecret",
                "webhookSecret=a&webhookSignatureHeader=X-S&webhookSignedContent=x; must hold {body}",
                "webhookSecret=a&webhookSignatureHeader=X-S&webhookSignatureAlgorithm=Rot13; HmacSHA256"
            })
    void whatIsMissingOrWrongIsNamedAtTheStart(String options, String mend) {
        assertThatThrownBy(() -> start(samora(), "callCompleted", options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mend)
                .hasMessageNotContaining("short");
    }

    @Test
    void aProviderThatSignsTakesNoToken() throws Exception {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox);
        assertThatThrownBy(() -> app.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(app.uri("callCompleted", "webhookToken=" + TOKEN)).to("mock:got");
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set webhookSecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wrong-token-0123456789", "/", "", "/" + TOKEN + "/more"})
    void whereTheProviderSendsNoHeadersTheTokenIsAPlaceInThePath(String wrong) throws Exception {
        sandbox = samora();
        app = new VoiceApp("headless", sandbox);
        app.bind("headless", (VoiceProvider) WebhookTokenTest::headless);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(app.uri("callEvents", "webhookToken=" + TOKEN)).to("mock:got");
            }
        });
        String id = sandbox.placeElsewhere(NUMBER);
        app.mock("got").expectedMessageCount(1);

        assertThat(post(wrong, id)).isIn(401, 404);
        assertThat(app.mock("got").getReceivedCounter()).isZero();
        assertThat(post("/" + TOKEN, id)).isEqualTo(200);

        app.mock("got").assertIsSatisfied();
        assertThat(app.mock("got").getExchanges().get(0).getMessage().getHeaders())
                .doesNotContainValue(TOKEN);
    }

    private int post(String below, String id) throws Exception {
        HttpRequest event = HttpRequest.newBuilder(URI.create(app.webhookUrl() + below))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\"}"))
                .build();
        return HTTP.send(event, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static ProviderSpec headless() {
        return ProviderSpec.named("headless")
                .baseUrl("https://headless.example")
                .auth(Auth.header("X-API-Key"))
                .on(Operation.GET_CALL, Binding.get("/v1/call/{callId}").reads(json -> VoiceCall.of("headless")
                        .rawStatus(json.text("/data/status"))))
                .statuses(StatusWords.NONE.with("CALL_FINISHED", CallStatus.COMPLETED))
                .webhook(WebhookScheme.hint(List.of("event"), List.of("id"), Duration.ofSeconds(5), Map.of()))
                .build();
    }
}
