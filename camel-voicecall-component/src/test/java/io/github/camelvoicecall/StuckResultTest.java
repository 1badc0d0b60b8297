package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/** One result that can't be had, or one operation that fails once, never holds the others back for good. */
class StuckResultTest {
    private static final String NUMBER = "+15555550101";

    @Test
    void aResultThatTheLedgerDidNotGiveOnceComesWithoutAnyPoll() throws Exception {
        FailingLedger store = new FailingLedger(new MemoryCallLedger());
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(store.ledger())) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "initialDelay=1h"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setResultWaitTime(30_000);
            store.fail("claim", "nextDelivery");
            app.send("direct:trigger", app.request(NUMBER));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sandbox.webhookAnswers().size() >= 3);
            store.fail();

            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void anEventThatCannotBeLearntDoesNotHoldBackThoseBehindIt() throws Exception {
        String poisoned = "+15555550109";
        FailingLedger store = new FailingLedger(new MemoryCallLedger());
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(store.ledger())) {
            store.fail("claimEvents");
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(2);
            app.mock("completed").setResultWaitTime(20_000);

            app.send("direct:trigger", app.request(poisoned));
            app.send("direct:trigger", app.request("+15555550102"));
            app.send("direct:trigger", app.request("+15555550103"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sandbox.webhookAnswers().size() >= 9);
            store.failFor(poisoned, "learn");

            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void aCallThatCannotBeReadDoesNotKeepTheOthersFromBeingRead() throws Exception {
        FailingLedger store = new FailingLedger(new MemoryCallLedger());
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox).ledger(store.ledger())) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delay=300")).to("mock:completed");
                }
            });
            app.mock("completed").expectedMinimumMessageCount(5);
            app.mock("completed").setResultWaitTime(30_000);
            for (int i = 1; i <= 6; i++) {
                app.send("direct:trigger", app.request("+1555555011" + i));
            }
            store.failFor("+15555550111", "learn");

            app.mock("completed").assertIsSatisfied();
            Set<String> numbers = app.mock("completed").getExchanges().stream()
                    .map(e -> e.getMessage().getBody(VoiceCall.class).to())
                    .collect(Collectors.toSet());
            assertThat(numbers).hasSize(5).doesNotContain("+15555550111");
        }
    }

    @Test
    void aCronWhoseFirstPollIsFarAwayIsReadyFromTheStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(app.uri("callCompleted", app.signed(), "scheduler=quartz", "scheduler.cron=0+0+0+1+1+?+2099"))
                            .routeId("nightly")
                            .to("mock:completed");
                }
            });

            assertThat(app.context().getRouteController().getRouteStatus("nightly"))
                    .isEqualTo(ServiceStatus.Started);
            assertThat(HealthCheckHelper.invokeReadiness(app.context()))
                    .allSatisfy(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.UP));
        }
    }
}
