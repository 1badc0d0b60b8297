package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A result that a route can't deal with: the route's own error handling gets it whole, and nothing of it is logged. */
@Tag("P26")
class DeadLetterTest {
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");
    private static final String NUMBER = "+15555550101";

    private final CallLedger ledger = new MemoryCallLedger();

    @Test
    void goesToTheDeadLetterQueueWithAllThatTellsWhoseItIsAndIsDone() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(ledger)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", "idempotencyKey=lead-7"));
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook"))
                            .errorHandler(deadLetterChannel("mock:dead").logHandled(false))
                            .process(exchange -> {
                                throw new IllegalStateException("the CRM refuses it");
                            });
                }
            });
            app.mock("dead").expectedMessageCount(1);
            app.mock("dead").setAssertPeriod(1500);
            app.send("direct:trigger", app.request(NUMBER));

            app.mock("dead").assertIsSatisfied();
            Exchange dead = app.mock("dead").getExchanges().get(0);
            VoiceCall call = dead.getMessage().getBody(VoiceCall.class);
            assertThat(call.idempotencyKey()).isEqualTo("lead-7");
            assertThat(call.transcript()).isNotEmpty();
            assertThat(dead.getMessage().getHeaders())
                    .containsEntry(VoiceCallConstants.ID, call.id())
                    .containsEntry(VoiceCallConstants.PROVIDER, "vyora")
                    .containsEntry(VoiceCallConstants.STATUS, "COMPLETED");
            await().until(() -> ledger.counts(ACCOUNT).undelivered() == 0
                    && ledger.counts(ACCOUNT).parked() == 0);
        }
    }

    @Test
    void comesAgainWhenTheRouteRollsBackWithoutAnException() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(ledger)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook"))
                            .to("mock:seen")
                            .filter(header(VoiceCallConstants.REDELIVERED).isEqualTo(false))
                            .markRollbackOnly();
                }
            });
            app.mock("seen").expectedMessageCount(2);
            app.mock("seen").setAssertPeriod(1500);
            app.send("direct:trigger", app.request(NUMBER));

            app.mock("seen").assertIsSatisfied();
            await().until(() -> ledger.counts(ACCOUNT).undelivered() == 0);
        }
    }

    @Test
    void isNotInTheLogWhenTheRouteHasNoErrorHandling() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        appender.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks().ledger(ledger)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed(), "delivery=webhook", "maxDeliveries=1"))
                            .to("mock:seen")
                            .process(exchange -> {
                                throw new IllegalStateException("the CRM refuses it");
                            });
                }
            });
            app.send("direct:trigger", app.request(NUMBER));

            await().until(() -> ledger.counts(ACCOUNT).parked() == 1);
            VoiceCall call = app.mock("seen").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
            assertThat(lines)
                    .anyMatch(line -> line.contains("failed 1 times and is parked"))
                    .noneMatch(line -> line.contains(call.summary())
                            || line.contains(call.transcript().get(0).text()));
        } finally {
            root.detachAppender(appender);
        }
    }
}
