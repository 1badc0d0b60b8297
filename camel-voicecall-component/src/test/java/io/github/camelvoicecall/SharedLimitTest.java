package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limit is the credential's: routes and operations use it up together. */
class SharedLimitTest {
    @Test
    @Tag("P11")
    void routesAndOperationsOfOneKeyUseUpOneLimit() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one").to(app.uri("triggerCall", "requestsPerMinute=3"));
                    from("direct:two").to(app.uri("triggerCall", "requestsPerMinute=3", "maxRetries=1"));
                    from("direct:read").to(app.uri("listAgents", "requestsPerMinute=3"));
                }
            });
            app.send("direct:one", app.request("+15555550101"));
            app.send("direct:two", app.request("+15555550102"));
            app.send("direct:read", null);
            assertThat(sandbox.requests()).hasSize(3);

            Thread fourth = new Thread(() -> app.send("direct:two", app.request("+15555550103")));
            fourth.start();
            try {
                await().during(Duration.ofMillis(700))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> fourth.isAlive() && sandbox.requests().size() == 3);
            } finally {
                fourth.interrupt();
                fourth.join(10_000);
            }
            assertThat(fourth.isAlive()).isFalse();
            assertThat(sandbox.posts("+15555550103")).isZero();
        }
    }
}
