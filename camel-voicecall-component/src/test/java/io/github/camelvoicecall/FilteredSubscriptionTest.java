package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes that consume one subscription and leave out different calls of it. */
class FilteredSubscriptionTest {
    private final CallLedger ledger = new MemoryCallLedger();

    @Test
    @Timeout(30)
    void aProcessDoesNotSwallowWhatTheOthersOfItsSubscriptionWant() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp wants = new VoiceApp("vyora", sandbox).ledger(ledger);
                VoiceApp leavesOut = new VoiceApp("vyora", sandbox).ledger(ledger)) {
            consume(wants, sandbox.agentId());
            consume(leavesOut, "another-agent");
            wants.context().getRouteController().suspendRoute("results");

            wants.send("direct:trigger", wants.request("+15555550101"));
            await().during(Duration.ofMillis(500)).until(() -> undelivered() == 1);
            wants.context().getRouteController().resumeRoute("results");

            MockEndpoint results = wants.mock("results");
            results.expectedMessageCount(1);
            results.assertIsSatisfied();
            await().until(() -> undelivered() == 0);
            assertThat(leavesOut.mock("results").getReceivedCounter()).isZero();
        }
    }

    @Test
    @Timeout(60)
    void aProcessWithAnotherFilterTakesOverWhenTheOthersHaveStopped() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp former = new VoiceApp("vyora", sandbox).ledger(ledger);
                VoiceApp later = new VoiceApp("vyora", sandbox).ledger(ledger)) {
            consume(former, "another-agent");
            consume(later, sandbox.agentId());

            former.context().stop();
            later.send("direct:trigger", later.request("+15555550101"));

            MockEndpoint results = later.mock("results");
            results.expectedMessageCount(1);
            results.setResultWaitTime(Duration.ofSeconds(40).toMillis());
            results.assertIsSatisfied();
        }
    }

    private long undelivered() {
        return ledger.counts(new AccountId("vyora", "default")).undelivered();
    }

    private static void consume(VoiceApp app, String agentId) throws Exception {
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall"));
                from(app.uri("callCompleted", "agentId=" + agentId, "delay=100", "initialDelay=0"))
                        .routeId("results")
                        .to("mock:results");
            }
        });
    }
}
