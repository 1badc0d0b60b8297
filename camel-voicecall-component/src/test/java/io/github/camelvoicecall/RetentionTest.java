package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People's data leaves the ledger by itself; what a key stands for stays. */
class RetentionTest {
    private static final String NUMBER = "+15555550101";
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");

    @TempDir
    Path folder;

    private String handedOut(VoiceSandbox sandbox, long retention) throws Exception {
        try (VoiceApp app = app(sandbox, retention)) {
            app.mock("completed").expectedMessageCount(1);
            Exchange placed = app.send("direct:trigger", app.request(NUMBER));
            app.mock("completed").assertIsSatisfied();
            return placed.getMessage().getHeader(VoiceCallConstants.ID, String.class);
        }
    }

    private VoiceApp app(VoiceSandbox sandbox, long retention) throws Exception {
        VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(H2File.ledger(folder));
        app.context().getComponent("voicecall", VoiceCallComponent.class).setRetention(retention);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", "idempotencyKey=lead-1"));
                from(app.uri("callCompleted", app.signed())).to("mock:completed");
            }
        });
    }

    private CallRow row(String callId) {
        return H2File.ledger(folder).find(ACCOUNT, callId).orElseThrow();
    }

    @Test
    @Tag("P4")
    void dataOfACallThatWasHandedOutIsTakenOutAndItsKeyStillRingsOnce() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
            String id = handedOut(sandbox, Duration.ofDays(30).toMillis());
            assertThat(row(id).call().summary()).isNotNull();

            try (VoiceApp app = app(sandbox, 1)) {
                await().untilAsserted(() -> {
                    assertThat(row(id).request()).isNull();
                    assertThat(row(id).call().summary()).isNull();
                    assertThat(row(id).call().raw()).isEmpty();
                });
                Exchange again = app.send("direct:trigger", app.request(NUMBER));
                assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                        .isEqualTo(true);
                assertThat(sandbox.rings(NUMBER)).isEqualTo(1);
            }
        }
    }

    @Test
    void zeroKeepsEverything() throws Exception {
        Queue<Object[]> asked = new ConcurrentLinkedQueue<>();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).ledger(recording(asked, 0))) {
            app.context().getComponent("voicecall", VoiceCallComponent.class).setRetention(0);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                }
            });
            app.send("direct:trigger", app.request(NUMBER));

            assertThat(asked).isEmpty();
        }
    }

    @Test
    void theLedgerIsAskedAgainAndAgain() {
        Queue<Object[]> asked = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService ticker = Executors.newScheduledThreadPool(1);
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            Duration age = Duration.ofDays(7);
            new Retention(recording(asked, 3), age, Duration.ofMillis(20), ticker, workers).start();

            await().until(() -> asked.size() >= 3);
            assertThat(asked).allSatisfy(arguments -> {
                assertThat(arguments[0]).isEqualTo(age);
                assertThat((int) arguments[1]).as("bounded").isLessThan(100_000);
            });
        } finally {
            ticker.shutdownNow();
            workers.shutdownNow();
        }
    }

    /** A ledger in memory that notes what it is asked to blank. */
    private static CallLedger recording(Queue<Object[]> asked, int blanked) {
        CallLedger sound = new io.github.camelvoicecall.ledger.MemoryCallLedger();
        return (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("blank")) {
                        asked.add(arguments);
                        return blanked;
                    }
                    return method.invoke(sound, arguments);
                });
    }
}
