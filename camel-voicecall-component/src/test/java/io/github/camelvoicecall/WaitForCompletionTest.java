package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.CallStillRunningException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** triggerCall answers with the finished call, without a thread that waits for it. */
class WaitForCompletionTest {
    private static final String ANSWERED = "+15555550101";
    private static final String ENDLESS = "+15555550195";
    private static final String WAIT = "waitForCompletion=true";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "samora"})
    void theFinishedCallIsTheAnswerAlsoWithoutAnyConsumer(String provider) throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.of(provider).rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(trigger(app, WAIT, "delay=100"));

            Exchange exchange = app.send("direct:trigger", app.request(ANSWERED));

            assertFinished(exchange, sandbox);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void aWebhookTellsAtOnceAndBothTheWaitAndTheConsumerGetTheCall(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", WAIT, "delay=1h"));
                    from(app.uri("callCompleted", "delivery=webhook", app.signed()))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(300);

            Exchange exchange = app.send("direct:trigger", app.request(ANSWERED));

            assertFinished(exchange, sandbox);
            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void whoWaitsForResultsGetsThemThoughEverySubscriptionHasHadEnough() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora()
                        .rateLimit(RateLimit.NONE)
                        .webhooks(Webhooks.DROPPED)
                        .start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", WAIT, "delay=100"));
                    from(app.uri("callCompleted", "completion=ended", "delay=100"))
                            .to("mock:completed");
                }
            });

            assertFinished(app.send("direct:trigger", app.request(ANSWERED)), sandbox);
        }
    }

    @Test
    void completionEndedAnswersBeforeTheAnalysis() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(trigger(app, WAIT, "delay=20", "completion=ended"));

            VoiceCall call = app.send("direct:trigger", app.request(ANSWERED))
                    .getMessage()
                    .getBody(VoiceCall.class);

            assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
        }
    }

    @Test
    void aTimeOutSaysThatTheCallGoesOnAndARedeliveryWaitsOnWithoutADial() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(CallStillRunningException.class)
                            .maximumRedeliveries(2)
                            .redeliveryDelay(10);
                    from("direct:trigger").to(app.uri("triggerCall", WAIT, "completionTimeout=700", "delay=100"));
                }
            });

            Exchange exchange = app.send("direct:trigger", app.request(ENDLESS));

            String id = sandbox.callIds(ENDLESS).get(0);
            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(CallStillRunningException.class, running -> {
                        assertThat(running.outcome()).isEqualTo(Outcome.PLACED);
                        assertThat(running.getCall().id()).isEqualTo(id);
                        assertThat(running.getCall().status().terminal()).isFalse();
                    })
                    .hasMessageContaining(id)
                    .hasMessageContaining("completionTimeout")
                    .hasMessageContaining("callCompleted");
            assertThat(exchange.getMessage().getHeader(VoiceCallConstants.ID)).isEqualTo(id);
            assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER))
                    .isEqualTo(2);
            assertThat(List.of(sandbox.posts(ENDLESS), sandbox.rings(ENDLESS))).isEqualTo(List.of(1, 1));
        }
    }

    @Test
    void aStopOfTheApplicationEndsTheWaitsAndIsNotHeldUpByThem() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:trigger")
                            .onException(Exception.class)
                            .handled(true)
                            .to("mock:failed")
                            .end()
                            .to(app.uri("triggerCall", WAIT));
                }
            });
            app.context().createProducerTemplate().sendBody("seda:trigger", app.request(ENDLESS));
            await().until(() -> sandbox.rings(ENDLESS) == 1);
            await().until(() -> app.context().getInflightRepository().size() == 1);
            MockEndpoint failed = app.mock("failed");

            long began = System.nanoTime();
            app.context().stop();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(failed.getExchanges()).hasSize(1);
            Exception cause = failed.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            assertThat(cause)
                    .isInstanceOf(CallStillRunningException.class)
                    .hasMessageContaining("the application that waits for it stops");
        }
    }

    @Test
    @Tag("P27")
    @Tag("D11")
    void afterARestartTheResultGoesToCallCompletedAndTheSameKeyWaitsOnWithoutADial() throws Exception {
        Map<String, Object> key = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7");
        try (VoiceSandbox sandbox = VoiceSandbox.vyora()
                .rateLimit(RateLimit.NONE)
                .webhooks(Webhooks.DROPPED)
                .start()) {
            try (VoiceApp before = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
                before.start(trigger(before, WAIT, "completionTimeout=1"));
                Exchange left = before.send("direct:trigger", before.request(ANSWERED), key);
                assertThat(left.getException()).isInstanceOf(CallStillRunningException.class);
            }
            try (VoiceApp after = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
                after.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:trigger").to(after.uri("triggerCall", WAIT, "delay=100"));
                        from(after.uri("callCompleted", "delay=100")).to("mock:completed");
                    }
                });
                after.mock("completed").expectedMessageCount(1);

                Exchange again = after.send("direct:trigger", after.request(ANSWERED), key);

                assertFinished(again, sandbox);
                assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                        .isEqualTo(true);
                after.mock("completed").assertIsSatisfied();
            }
        }
    }

    @Test
    void aCallThatWasRefusedIsTheAnswerAtOnce() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(trigger(app, WAIT));

            Exchange exchange = app.send("direct:trigger", Map.of("to", "not a number", "agentId", "a"));

            assertThat(exchange.getException()).hasMessageContaining("to");
            assertThat(sandbox.calls()).isZero();
        }
    }

    @Test
    void onlyTriggerCallWaits() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:get").to(app.uri("getCall", WAIT));
                        }
                    }))
                    .hasStackTraceContaining("only triggerCall waits");
        }
    }

    @Test
    @Tag("P27")
    void aThousandWaitsHoldNoThreadEach() throws Exception {
        int waits = 1000;
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:trigger?concurrentConsumers=4&size=2000")
                            .to(app.uri("triggerCall", WAIT, "requestsPerMinute=0", "completion=ended"))
                            .to("mock:done");
                }
            });
            var template = app.context().createProducerTemplate();
            app.send("seda:trigger", app.request("+15555550195"));
            await().until(() -> sandbox.calls() == 1);
            long before = ours();
            for (int i = 1; i < waits; i++) {
                template.sendBody("seda:trigger", app.request("+15555550195"));
            }
            await().atMost(Duration.ofMinutes(4)).until(() -> sandbox.calls() == waits);
            await().until(() -> app.context().getInflightRepository().size() == waits);

            long during = ours();

            System.out.printf("threads with 1 wait: %d; with %d waits: %d%n", before, waits, during);
            assertThat(during - before).isLessThan(10);
        }
    }

    /** The threads of the application; the sandbox's server has its own. */
    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel"))
                .count();
    }

    private static RouteBuilder trigger(VoiceApp app, String... options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", options));
            }
        };
    }

    private static void assertFinished(Exchange exchange, VoiceSandbox sandbox) {
        assertThat(exchange.getException()).isNull();
        VoiceCall call = exchange.getMessage().getBody(VoiceCall.class);
        assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(call.id()).isEqualTo(sandbox.callIds(ANSWERED).get(0));
        assertThat(call.to()).isEqualTo(ANSWERED);
        assertThat(call.analysisReady()).isTrue();
        assertThat(exchange.getMessage().getHeader(VoiceCallConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(List.of(sandbox.posts(ANSWERED), sandbox.rings(ANSWERED))).isEqualTo(List.of(1, 1));
    }
}
