package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookSigner;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every accepted call reaches the route with one end, whatever becomes of the events and the results. */
class CompletionFaultsTest {
    private static final String NUMBER = "+15555550101";
    private static final String ENDLESS = "+15555550195";
    private static final String NEVER_ANALYZED = "+15555550199";
    private static final String ANSWERED_LATER = "+15555550198";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void everyWebhookIsLostAndEachResultComesOnceAllTheSame(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider)
                        .rateLimit(RateLimit.NONE)
                        .webhooks(Webhooks.DROPPED)
                        .start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            app.start(routes(app, app.signed(), "delivery=both", "delay=300"));
            app.mock("completed").expectedMessageCount(5);
            app.mock("completed").setResultWaitTime(30_000);
            app.mock("completed").setAssertPeriod(1000);

            IntStream.range(10, 15).forEach(i -> app.send("direct:trigger", app.request("+155555501" + i)));

            app.mock("completed").assertIsSatisfied();
            assertThat(calls(app).stream().map(VoiceCall::id)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void anEventThatIsFasterThanTheAnswerToItsCallIsMatchedWithIt(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            app.start(routes(app, app.signed(), "delivery=webhook"));
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(1000);
            app.mock("completed").setResultWaitTime(30_000);
            sandbox.failNext(Fault.delayed(Duration.ofSeconds(4)));

            Exchange triggered = app.send("direct:trigger", app.request(NUMBER));

            assertThat(triggered.getException()).isNull();
            app.mock("completed").assertIsSatisfied();
            assertThat(calls(app).get(0).idempotencyKey()).isNotNull();
            assertThat(calls(app).get(0).id()).isEqualTo(sandbox.callIds(NUMBER).get(0));
        }
    }

    @Test
    void anEventThatComes71HoursLateBringsItsResult() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(routes(app, app.signed(), "delivery=webhook"));
            app.mock("completed").expectedMessageCount(1);
            String id = placed(app, NUMBER);

            post(app, analyzed(id, Instant.now().minus(Duration.ofHours(71))));

            app.mock("completed").assertIsSatisfied();
            assertThat(calls(app).get(0).status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(calls(app).get(0).idempotencyKey()).isNotNull();
        }
    }

    @Test
    void anEventOfAnUnknownCallIsOneOfACallPlacedElsewhere() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook"))
                            .to("mock:completed");
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook", "subscription=own", "calls=own"))
                            .to("mock:own");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("own").expectedMessageCount(0);
            app.mock("own").setAssertPeriod(500);

            post(app, analyzed("nobody-knows-it", Instant.now()));
            post(app, analyzed("nobody-knows-it", Instant.now().plusMillis(20)));

            MockEndpoint.assertIsSatisfied(app.context());
            assertThat(calls(app).get(0).idempotencyKey()).isNull();
        }
    }

    @Test
    void aCallWhoseAnalysisNeverComesIsHandedOutOnceWithWhatThereIs() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:wait")
                            .to(app.uri("triggerCall", "waitForCompletion=true", "analysisTimeout=500", "delay=100"));
                    from(app.uri("callCompleted", "analysisTimeout=500", "delay=100"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(1000);

            app.send("direct:trigger", app.request(NEVER_ANALYZED));

            app.mock("completed").assertIsSatisfied();
            assertThat(calls(app).get(0).status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(calls(app).get(0).analysisReady()).isFalse();
            VoiceCall waited = app.send("direct:wait", app.request(NEVER_ANALYZED))
                    .getMessage()
                    .getBody(VoiceCall.class);
            assertThat(waited.status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(waited.analysisReady()).isFalse();
        }
    }

    @Test
    void anAnalysisThatComesAfterItsTimeOutSupersedesTheResultWithoutIt() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(routes(app, app.signed(), "delivery=webhook", "analysisTimeout=300"));
            String id = placed(app, NUMBER);
            post(app, ended(id));
            await().until(() -> calls(app).size() == 1);

            post(app, analyzed(id, Instant.now()));

            await().until(() -> calls(app).size() == 2);
            assertThat(calls(app).stream().map(VoiceCall::analysisReady)).containsExactly(false, true);
            assertThat(headers(app, VoiceCallConstants.SUPERSEDES)).containsExactly(false, true);
        }
    }

    @Test
    void whoWaitsForResultsIsNotToldOfTheEndAlone() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:wait")
                            .to(app.uri("triggerCall", "waitForCompletion=true"))
                            .to("mock:completed");
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook", "completion=ended"))
                            .to("mock:ended");
                }
            });
            app.mock("ended").expectedMessageCount(1);
            app.context().createProducerTemplate().sendBody("seda:wait", app.request(ENDLESS));
            await().until(() -> sandbox.calls() == 1);
            String id = sandbox.callIds(ENDLESS).get(0);
            post(app, ended(id));
            app.mock("ended").assertIsSatisfied();
            assertThat(calls(app)).isEmpty();

            post(app, analyzed(id, Instant.now()));

            await().until(() -> calls(app).size() == 1);
            assertThat(calls(app).get(0).analysisReady()).isTrue();
        }
    }

    @Test
    void anEndAfterTheDeadlineSupersedesTheUnresolvedCall() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(routes(app, app.signed(), "delivery=both", "delay=200", "callDeadline=500"));
            String id = placed(app, ENDLESS);
            await().until(() -> calls(app).size() == 1);
            assertThat(calls(app).get(0).unresolved()).contains("no end");

            post(app, analyzed(id, Instant.now()));

            await().until(() -> calls(app).size() == 2);
            assertThat(headers(app, VoiceCallConstants.SUPERSEDES)).containsExactly(false, true);
            assertThat(calls(app).get(1).unresolved()).isNull();
            assertThat(calls(app).get(1).status()).isEqualTo(CallStatus.COMPLETED);
        }
    }

    @Test
    void aCallThatTheProviderDialsAgainComesOnceWithItsLastAttempt() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", "waitForCompletion=true", "delay=200"));
                    from(app.uri("callCompleted", app.signed(), "delay=200")).to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(500);
            Map<String, Object> twice = new HashMap<>(app.request(ANSWERED_LATER));
            twice.put("maxAttempts", 2);

            Exchange waited = app.send("direct:trigger", twice);

            app.mock("completed").assertIsSatisfied();
            assertThat(calls(app).get(0).status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(waited.getMessage().getBody(VoiceCall.class).status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(sandbox.rings(ANSWERED_LATER)).isEqualTo(2);
            assertThat(sandbox.posts(ANSWERED_LATER)).isOne();
        }
    }

    @Test
    void aRestartInTheMiddleOfABatchHandsOutTheRestAndFlagsWhatWasUnderWay() throws Exception {
        List<String> before = new ArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        try (VoiceSandbox sandbox =
                VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start()) {
            try (VoiceApp app = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
                app.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:trigger").to(app.uri("triggerCall"));
                        from(app.uri("callCompleted", app.signed(), "delivery=webhook", "webhookAck=received"))
                                .process(exchange -> {
                                    if (!before.isEmpty()) {
                                        second.countDown();
                                        throw new IllegalStateException("the process goes down");
                                    }
                                    before.add(exchange.getMessage().getHeader(VoiceCallConstants.ID, String.class));
                                });
                    }
                });
                for (int i = 10; i < 14; i++) {
                    placed(app, "+155555501" + i);
                }
                for (int i = 10; i < 14; i++) {
                    post(app, analyzed(sandbox.callIds("+155555501" + i).get(0), Instant.now()));
                }
                assertThat(second.await(20, java.util.concurrent.TimeUnit.SECONDS))
                        .isTrue();
            }
            try (VoiceApp app = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
                app.start(routes(app, app.signed(), "delivery=webhook"));
                app.mock("completed").expectedMessageCount(3);
                app.mock("completed").setResultWaitTime(60_000);
                app.mock("completed").setAssertPeriod(500);

                app.mock("completed").assertIsSatisfied();
                assertThat(calls(app).stream().map(VoiceCall::id))
                        .doesNotHaveDuplicates()
                        .doesNotContainAnyElementsOf(before);
                assertThat(headers(app, VoiceCallConstants.REDELIVERED)).contains(true);
            }
        }
    }

    private static RouteBuilder routes(VoiceApp app, String... options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall"));
                from(app.uri("callCompleted", options)).to("mock:completed");
            }
        };
    }

    private static String placed(VoiceApp app, String number) {
        return app.send("direct:trigger", app.request(number))
                .getMessage()
                .getBody(VoiceCall.class)
                .id();
    }

    private static List<VoiceCall> calls(VoiceApp app) {
        return app.mock("completed").getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(VoiceCall.class))
                .toList();
    }

    private static List<Object> headers(VoiceApp app, String name) {
        return app.mock("completed").getExchanges().stream()
                .map(exchange -> exchange.getMessage().getHeader(name))
                .toList();
    }

    private static String ended(String id) {
        return event("call_completed", id, Instant.now(), "");
    }

    private static String analyzed(String id, Instant time) {
        return event("all_processing_completed", id, time, ",\"analysis\":{\"summary\":\"s\"}");
    }

    private static String event(String name, String id, Instant time, String more) {
        return "{\"event\":\"" + name + "\",\"call_id\":\"" + id + "\",\"status\":\"completed\",\"timestamp\":\"" + time
                + "\"" + more + "}";
    }

    private static void post(VoiceApp app, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .header("X-Vyora-Signature", new WebhookSigner(app.sandbox().webhookSecret()).sign(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
