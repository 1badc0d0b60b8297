package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What the ledger knows already doesn't depend on what the provider's limit allows now. */
class KnownKeyTest {
    private static final String NUMBER = "+15555550101";
    private static final Map<String, Object> KEY = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "k");

    @Test
    void aPlacedCallIsNotReportedAsNotPlacedWhileTheProviderAsksToWait() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(route(app, "triggerCall"));
            app.send("direct:trigger", app.request(NUMBER), KEY);
            sandbox.failNext(Fault.throttled(Duration.ofHours(1)));
            assertThat(app.send("direct:trigger", app.request("+15555550102")).getException())
                    .isInstanceOf(RateLimitedException.class);

            Exchange again = app.send("direct:trigger", app.request(NUMBER), KEY);

            assertThat(again.getException()).isNull();
            assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertThat(again.getMessage().getBody(VoiceCall.class).id()).isNotNull();
        }
    }

    private static RouteBuilder route(VoiceApp app, String operation, String... options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri(operation, options));
            }
        };
    }
}
