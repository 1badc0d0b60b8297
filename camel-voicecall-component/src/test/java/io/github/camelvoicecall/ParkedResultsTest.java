package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Whoever has mended a route lets its parked results out by JMX, without a word of SQL. */
class ParkedResultsTest {
    @Test
    void parkedResultsComeOutByJmx() throws Exception {
        AtomicBoolean mended = new AtomicBoolean();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "maxDeliveries=1", "initialDelay=1"))
                            .routeId("mending")
                            .process(exchange -> {
                                if (!mended.get()) {
                                    throw new IllegalStateException("the CRM is away");
                                }
                            })
                            .to("mock:done");
                }
            });
            app.mock("done").expectedMessageCount(1);
            app.send("direct:trigger", app.request("+15555550101"));
            VoiceCallConsumer consumer =
                    (VoiceCallConsumer) app.context().getRoute("mending").getConsumer();
            await().until(() -> parked(consumer) == 1);

            mended.set(true);

            assertThat(released()).isEqualTo(1);
            app.mock("done").assertIsSatisfied();
            assertThat(parked(consumer)).isZero();
            assertThat(released()).isEqualTo(0);
        }
    }

    private static long parked(VoiceCallConsumer consumer) {
        Account account = ((VoiceCallEndpoint) consumer.getEndpoint()).account();
        return account.ledger().counts(account.id()).parked();
    }

    private static Object released() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName consumer = server.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null).stream()
                .filter(name -> name.getKeyProperty("name").contains("VoiceCallConsumer"))
                .findFirst()
                .orElseThrow();
        return server.invoke(consumer, "releaseParked", null, null);
    }
}
