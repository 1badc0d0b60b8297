package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.LedgerUnavailableException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger's store fails in the middle of placing a call: the caller still hears what it means for the phone. */
class LedgerFaultTest {
    private static final String NUMBER = "+15555550101";

    private final FailingLedger store = new FailingLedger(new MemoryCallLedger());
    private VoiceSandbox sandbox;
    private VoiceApp app;

    @BeforeEach
    void start() throws Exception {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox).ledger(store.ledger());
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall"));
            }
        });
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    @Test
    void beforeTheRequestNothingWasPlaced() {
        store.fail("open");

        assertThat(failure().outcome()).isEqualTo(Outcome.NOT_PLACED);
        assertThat(sandbox.posts(NUMBER)).isZero();
    }

    @Test
    void whileTheLimitIsUsedUpNothingWasPlacedEither() throws Exception {
        app.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:limited").to(app.uri("triggerCall", "requestsPerMinute=1"));
            }
        });
        assertThat(app.send("direct:limited", app.request("+15555550102")).getException())
                .isNull();
        store.fail("ask");

        assertThat(failure().outcome()).isEqualTo(Outcome.NOT_PLACED);
        assertThat(sandbox.posts(NUMBER)).isZero();
    }

    @Test
    void whoWaitsForTheEndWaitsOnThoughTheLedgerFailsRightAfterTheCallWasPlaced() throws Exception {
        app.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:wait").to(app.uri("triggerCall", "waitForCompletion=true"));
            }
        });
        store.fail("find");

        Exchange ended = app.send("direct:wait", app.request(NUMBER));

        assertThat(ended.getException()).isNull();
        assertThat(ended.getMessage().getBody(VoiceCall.class).isTerminal()).isTrue();
        assertThat(sandbox.rings(NUMBER)).isOne();
    }

    @Test
    void underAKeyThatMayHaveBeenUsedBeforeNobodyKnowsAndItIsSafeToSendItAgain() {
        Map<String, Object> key = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7");
        assertThat(app.send("direct:trigger", app.request(NUMBER), key).getException())
                .isNull();
        store.fail("open", "ask");

        Exchange failed = app.send("direct:trigger", app.request(NUMBER), key);
        store.fail();
        Exchange again = app.send("direct:trigger", app.request(NUMBER), key);

        assertThat(failed.getException()).isInstanceOfSatisfying(LedgerUnavailableException.class, e -> {
            assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(e).hasMessageContaining("under the same key").hasMessageContaining("lead-7");
        });
        assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED)).isEqualTo(true);
        assertThat(sandbox.rings(NUMBER)).isOne();
    }

    @Test
    void aKeyThatWasMadeForAnEarlierTryOfTheMessageMayHaveBeenUsedToo() throws Exception {
        app.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:redelivered")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(1))
                        .to(app.uri("triggerCall"));
            }
        });
        store.fail("open");

        Exchange failed = app.send("direct:redelivered", app.request(NUMBER));

        assertThat(failed.getException(LedgerUnavailableException.class).outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void anUnknownCallThatCannotBeLookedUpStaysUnknown() throws Exception {
        try (VoiceSandbox voxbridge = VoiceSandbox.voxbridge().start();
                VoiceApp other = new VoiceApp("voxbridge", voxbridge).ledger(store.ledger())) {
            other.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(other.uri("triggerCall", "idempotencyKey=lead-7"));
                }
            });
            voxbridge.failNext(Fault.status(503));
            other.send("direct:trigger", other.request(NUMBER));
            store.fail("findByReference");

            Exchange failed = other.send("direct:trigger", other.request(NUMBER));

            assertThat(failed.getException(VoiceCallException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(voxbridge.posts(NUMBER)).isOne();
        }
    }

    @Test
    void aLostAnswerStaysUnknown() {
        store.fail("unknown");
        sandbox.failNext(Fault.answerLost());

        assertThat(failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(sandbox.rings(NUMBER)).isOne();
    }

    @Test
    void aRefusalStaysWhatItIs() {
        store.fail("notPlaced");
        sandbox.failNext(Fault.status(401));

        assertThat(failure()).isInstanceOf(CredentialsRejectedException.class);
    }

    @Test
    void anAcceptedCallThatCannotBeNotedIsPlaced() {
        store.fail("accepted");

        assertThat(failure().outcome()).isEqualTo(Outcome.PLACED);
    }

    private VoiceCallException failure() {
        Exchange failed = app.send("direct:trigger", app.request(NUMBER));
        assertThat(failed.getException()).isInstanceOf(VoiceCallException.class);
        return (VoiceCallException) failed.getException();
    }
}
