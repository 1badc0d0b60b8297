package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How finished calls are handed out: subscriptions, batches, schedules, failures and health. */
class ConsumerTest {
    private static final String NUMBER = "+15555550101";

    @Test
    void anotherSubscriptionGetsEveryCallAsWell() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed())).to("mock:crm");
                    from(app.uri("callCompleted", app.signed(), "subscription=audit", "completion=ended"))
                            .to("mock:audit");
                    from(app.uri("callEvents", app.signed())).to("mock:events");
                }
            });
            app.mock("crm").expectedMessageCount(1);
            app.mock("audit").expectedMessageCount(1);
            app.mock("events").expectedMessageCount(3);
            app.send("direct:trigger", app.request(NUMBER));

            MockEndpoint.assertIsSatisfied(app.context());
            assertThat(app.mock("events").getExchanges().stream()
                            .map(e -> e.getMessage().getBody(CallEvent.class).rawType()))
                    .containsExactlyInAnyOrder("call_started", "call_completed", "all_processing_completed");
            assertThat(app.mock("audit")
                            .getExchanges()
                            .get(0)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .status())
                    .isEqualTo(CallStatus.COMPLETED);
        }
    }

    @Test
    void twoConsumersOfOneSubscriptionFailAtStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(app.uri("callCompleted", "delay=100")).to("mock:one");
                            from(app.uri("callCompleted", "delay=200")).to("mock:two");
                        }
                    }))
                    .hasStackTraceContaining("the subscription 'default'");
        }
    }

    @Test
    void aProviderThatSignsNeedsItsSecretForWebhooks() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(app.uri("callCompleted", "delivery=both")).to("mock:one");
                        }
                    }))
                    .hasStackTraceContaining("set webhookSecret")
                    .hasStackTraceContaining("verifySignature=false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void callsPlacedElsewhereComeTooUnlessOnlyOwnOnesAreWanted(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "delay=200")).to("mock:all");
                    from(app.uri("callCompleted", app.signed(), "delay=200", "subscription=own", "calls=own"))
                            .to("mock:own");
                }
            });
            app.mock("all").expectedMessageCount(2);
            app.mock("own").expectedMessageCount(1);
            app.mock("own").setAssertPeriod(300);
            sandbox.placeElsewhere("+15555550120");
            app.send("direct:trigger", app.request(NUMBER));

            MockEndpoint.assertIsSatisfied(app.context());
            assertThat(app.mock("own")
                            .getExchanges()
                            .get(0)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .to())
                    .isEqualTo(NUMBER);
        }
    }

    @Test
    void callsPlacedElsewhereAreFoundInTheListWithoutHistoryFromBeforeTheFirstStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            String before = sandbox.placeElsewhere("+15555550119");
            await().until(() -> sandbox.rings("+15555550119") == 1);
            VoiceApp reader = app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:get").to(app.uri("getCall"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=100"))
                            .autoStartup(false)
                            .routeId("completed")
                            .to("mock:all");
                }
            });
            await().until(() -> {
                VoiceCall call = reader.send("direct:get", before).getMessage().getBody(VoiceCall.class);
                return call.isTerminal()
                        && call.endedAt().isBefore(Instant.now().minusSeconds(3));
            });
            app.context().getRouteController().startRoute("completed");
            String after = sandbox.placeElsewhere("+15555550120");

            app.mock("all").expectedMessageCount(1);
            app.mock("all").setAssertPeriod(500);
            app.mock("all").assertIsSatisfied();
            assertThat(app.mock("all").getExchanges().get(0).getMessage().getHeader(VoiceCallConstants.ID))
                    .isEqualTo(after);
        }
    }

    @Test
    void aRouteThatFailsThreeTimesGetsTheCallUntilItWorks() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "webhookAck=received"))
                            .process(exchange -> {
                                if (tries.incrementAndGet() <= 3) {
                                    throw new IllegalStateException("the CRM is away");
                                }
                            })
                            .to("mock:done");
                }
            });
            app.mock("done").expectedMessageCount(1);
            app.mock("done").setResultWaitTime(30_000);
            app.send("direct:trigger", app.request(NUMBER));

            app.mock("done").assertIsSatisfied();
            assertThat(app.mock("done").getExchanges().get(0).getMessage().getHeader(VoiceCallConstants.REDELIVERED))
                    .isEqualTo(true);
        }
    }

    @Test
    @Tag("P26")
    void aCallThatAlwaysFailsIsParkedWhichHealthShows() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "maxDeliveries=2", "initialDelay=1"))
                            .routeId("poison")
                            .process(exchange -> {
                                tries.incrementAndGet();
                                throw new IllegalStateException("never");
                            });
                }
            });
            app.send("direct:trigger", app.request(NUMBER));

            await().untilAsserted(() ->
                    assertThat(health(app, "consumer:poison").getDetails()).containsEntry("results.parked", 1L));
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    @Tag("P25")
    void aFailingPollTurnsHealthDownAndItsKeyIsNotShown() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("voicecall:voxbridge:callCompleted?delay=50&initialDelay=1&apiKey=sk_live_revoked1&baseUrl="
                                    + sandbox.baseUrl())
                            .routeId("polling")
                            .to("mock:x");
                }
            });
            await().untilAsserted(() ->
                    assertThat(health(app, "consumer:polling").getState()).isEqualTo(HealthCheck.State.DOWN));
            assertThat(health(app, "consumer:polling").getDetails()).containsEntry("http.response.code", 401);
            assertThat(health(app, "consumer:polling").toString()).doesNotContain("sk_live_revoked1");
        }
    }

    @Test
    void anyScheduleOfCamelWorksQuartzIncluded() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delay=100", "scheduler=quartz", "scheduler.cron=0/1+*+*+*+*+?"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.send("direct:trigger", app.request(NUMBER));
            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void aBatchCarriesItsIndexAndSizeAndIsBounded() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=100", "maxMessagesPerPoll=3"))
                            .routeId("batch")
                            .autoStartup(false)
                            .to("mock:completed");
                }
            });
            for (int i = 10; i < 16; i++) {
                app.send("direct:trigger", app.request("+155555501" + i));
            }
            app.mock("completed").expectedMessageCount(6);
            app.context().getRouteController().startRoute("batch");

            app.mock("completed").assertIsSatisfied();
            assertThat(app.mock("completed").getExchanges()).allSatisfy(exchange -> {
                int index = exchange.getProperty("CamelBatchIndex", Integer.class);
                int size = exchange.getProperty("CamelBatchSize", Integer.class);
                assertThat(size).isBetween(1, 3);
                assertThat(exchange.getProperty("CamelBatchComplete", Boolean.class))
                        .isEqualTo(index == size - 1);
            });
        }
    }

    @Test
    void concurrentConsumersRouteAtTheSameTime() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox).withWebhooks()) {
            java.util.concurrent.CyclicBarrier together = new java.util.concurrent.CyclicBarrier(3);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri(
                                    "callCompleted",
                                    app.signed(),
                                    "delay=300",
                                    "concurrentConsumers=3",
                                    "webhookAck=received"))
                            .autoStartup(false)
                            .routeId("three")
                            .process(exchange -> {
                                together.await(10, java.util.concurrent.TimeUnit.SECONDS);
                                threads.add(Thread.currentThread().getName());
                            })
                            .to("mock:completed");
                }
            });
            for (int i = 10; i < 13; i++) {
                app.send("direct:trigger", app.request("+155555501" + i));
            }
            await().until(() -> sandbox.calls() == 3 && sandbox.totalRings() == 3);
            app.mock("completed").expectedMessageCount(3);
            app.context().getRouteController().startRoute("three");
            app.mock("completed").assertIsSatisfied();
            assertThat(threads).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    @Tag("P22")
    void aCallWithoutEndIsHandedOutAsUnresolvedAndItsRealEndLaterSupersedes(String provider) throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.of(provider).webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=100", "callDeadline=1000"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.send("direct:trigger", app.request("+15555550195"));

            app.mock("completed").assertIsSatisfied();
            VoiceCall call =
                    app.mock("completed").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
            assertThat(call.unresolved()).contains("no end");
            assertThat(call.isTerminal()).isFalse();
        }
    }

    @Test
    void anUnknownStatusWordNeverEndsACallUnlessTheUserSaysWhatItMeans() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri(
                                    "callCompleted",
                                    "delivery=polling",
                                    "delay=100",
                                    "callDeadline=2000",
                                    "statusWords=no_answer=NO_ANSWER"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(2);
            app.send("direct:trigger", app.request("+15555550190"));
            app.send("direct:trigger", app.request("+15555550196"));

            app.mock("completed").assertIsSatisfied();
            Map<String, VoiceCall> calls = app.mock("completed").getExchanges().stream()
                    .map(e -> e.getMessage().getBody(VoiceCall.class))
                    .collect(Collectors.toMap(VoiceCall::to, c -> c));
            assertThat(calls.get("+15555550190").status()).isEqualTo(CallStatus.NO_ANSWER);
            assertThat(calls.get("+15555550196").status()).isEqualTo(CallStatus.UNKNOWN);
            assertThat(calls.get("+15555550196").rawStatus()).isEqualTo("wrapped_up");
            assertThat(calls.get("+15555550196").unresolved()).isNotBlank();
        }
    }

    @Test
    void aProducersHealthCheckedAllTheTimeAsksTheProviderNowAndThen() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            HealthCheckHelper.getHealthCheckRepository(app.context(), "producers")
                    .setEnabled(true);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:get").to(app.uri("getCall"));
                }
            });
            for (int i = 0; i < 100; i++) {
                assertThat(health(app, "producer:voicecall-vyora/default-triggerCall")
                                .getState())
                        .isEqualTo(HealthCheck.State.UP);
            }

            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @Test
    void theProducersHealthShowsWhetherTheKeyIsTaken() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            HealthCheckHelper.getHealthCheckRepository(app.context(), "producers")
                    .setEnabled(true);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:good").to(app.uri("triggerCall"));
                    from("direct:bad")
                            .to("voicecall:vyora:listAgents?apiKey=wrong-key-5678&baseUrl=" + sandbox.baseUrl());
                }
            });
            assertThat(health(app, "producer:voicecall-vyora/default-triggerCall")
                            .getState())
                    .isEqualTo(HealthCheck.State.UP);
            List<HealthCheck.Result> all =
                    HealthCheckHelper.invoke(app.context(), "full").stream().toList();
            assertThat(all).anySatisfy(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN));
            assertThat(all.toString()).doesNotContain("wrong-key-5678");
        }
    }

    private static HealthCheck.Result health(VoiceApp app, String id) {
        return HealthCheckHelper.invoke(app.context(), "full").stream()
                .filter(result -> result.getCheck().getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(HealthCheckHelper.invoke(app.context(), "full").stream()
                        .map(r -> r.getCheck().getId())
                        .toList()
                        .toString()));
    }
}
