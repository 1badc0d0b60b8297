package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that stands still between the intent and the request, as a paused virtual machine does. */
class PausedProcessTest {
    private static final String NUMBER = "+15555550101";

    @Test
    @Timeout(30)
    void aCallThatOthersMayTakeForAbandonedIsNotSentAnyMore() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox).ledger(pausing(new MemoryCallLedger()))) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger")
                            .to(app.uri(
                                    "triggerCall",
                                    "maxRetries=0",
                                    "connectTimeout=200",
                                    "responseTimeout=200",
                                    "requestsPerMinute=1"));
                }
            });

            Exchange failed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(failed.getException())
                    .isInstanceOf(VoiceCallException.class)
                    .hasMessageContaining("held up");
            assertThat(sandbox.posts(NUMBER)).isZero();
            assertThat(app.send("direct:trigger", app.request(NUMBER)).getException())
                    .as("its turn was given back, or this one would wait for it")
                    .hasMessageContaining("held up");
        }
    }

    /** Its time jumps an hour once an intent was written. */
    private static CallLedger pausing(CallLedger ledger) {
        AtomicBoolean paused = new AtomicBoolean();
        return (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(ledger, arguments);
                    paused.compareAndSet(false, method.getName().equals("open"));
                    return paused.get() && result instanceof Instant now ? now.plus(Duration.ofHours(1)) : result;
                });
    }
}
