package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A stop lets what is being written be finished: an interrupted write makes H2 close its database. */
class CleanStopTest {
    private final CountDownLatch marking = new CountDownLatch(1);
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    @Test
    void theMarkOfAResultThatWasHandedOutIsNotCutShort() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(slowToMark())) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "webhookAck=received"))
                            .to("mock:completed");
                }
            });
            app.send("direct:trigger", app.request("+15555550101"));
            assertThat(marking.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isFalse();
    }

    /** A ledger whose marks take a second, as on a slow disk. */
    private CallLedger slowToMark() {
        CallLedger sound = new MemoryCallLedger();
        CountDownLatch never = new CountDownLatch(1);
        return (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("done")) {
                        marking.countDown();
                        try {
                            interrupted.complete(never.await(1, TimeUnit.SECONDS));
                        } catch (InterruptedException e) {
                            interrupted.complete(true);
                        }
                    }
                    return method.invoke(sound, arguments);
                });
    }
}
