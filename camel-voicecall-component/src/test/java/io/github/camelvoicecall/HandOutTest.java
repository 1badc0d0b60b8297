package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.ledger.Sighting;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the rest of a batch when something goes wrong in its middle: whoever isn't routed must not be kept claimed. */
class HandOutTest {
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");
    private static final Subscription SUBSCRIPTION =
            new Subscription(ACCOUNT, Subscription.Kind.CALLS, Subscription.DEFAULT, false, Duration.ZERO);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FailingLedger store = new FailingLedger(new MemoryCallLedger());
    private final List<Object> renewed = new ArrayList<>();
    private boolean open = true;
    private Duration heldUp = Duration.ZERO;

    @BeforeEach
    void threeResultsWait() {
        context.start();
        store.ledger().subscribe(SUBSCRIPTION);
        for (String id : List.of("c-1", "c-2", "c-3")) {
            CallLedger ledger = store.ledger();
            CallRequest request = CallRequest.to("+15555550101").build();
            Intent intent = new Intent(ACCOUNT, "scope", id, "f", request, ledger.now(), Duration.ofMinutes(1));
            VoiceCall call =
                    VoiceCall.of("vyora").id(id).status(CallStatus.QUEUED).build();
            ledger.accepted(ledger.open(intent).row().ref(), call);
            ledger.learn(
                    ACCOUNT,
                    Sighting.of(call.toBuilder()
                            .status(CallStatus.COMPLETED)
                            .analysisReady(true)
                            .build()));
        }
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private HandOut handOut(Consumer<Delivery> route) {
        CallLedger ledger = (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("renew")) {
                        renewed.addAll((Collection<?>) arguments[0]);
                    }
                    try {
                        Object result = method.invoke(store.ledger(), arguments);
                        return result instanceof Instant now ? now.plus(heldUp) : result;
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new HandOut(
                context.getComponent("voicecall", VoiceCallComponent.class),
                ledger,
                SUBSCRIPTION,
                new VoiceCallConfiguration(),
                new HandOut.Route() {
                    @Override
                    public void take(Delivery delivery, int index, int size) {
                        route.accept(delivery);
                    }

                    @Override
                    public boolean open() {
                        return open;
                    }
                });
    }

    @Test
    void anErrorDoesNotKeepTheOthersClaimed() {
        HandOut handOut = handOut(delivery -> {
            throw new AssertionError("out of something");
        });

        assertThatThrownBy(handOut::once).isInstanceOf(AssertionError.class);
        handOut.renew();

        assertThat(renewed).isEmpty();
    }

    @Test
    void aRouteThatIsSuspendedWhileTheLedgerFailsDoesNotKeepThemClaimed() {
        HandOut handOut = handOut(delivery -> {
            open = false;
            store.fail("release");
        });

        assertThat(handOut.once()).isEqualTo(3);
        handOut.renew();

        assertThat(renewed).as("the one that the route has").hasSize(1);
    }

    @Test
    void aFailureThatCanNotBeScheduledAgainDoesNotKeepTheOthersFromTheRoute() {
        List<String> routed = new ArrayList<>();
        HandOut handOut = handOut(delivery -> {
            routed.add(delivery.call().callId());
            store.fail("nextDelivery");
            throw new IllegalStateException("the route can't be reached");
        });

        assertThatThrownBy(handOut::once).hasMessageContaining("the store of this test fails");

        assertThat(routed).containsExactlyInAnyOrder("c-1", "c-2", "c-3");
    }

    @Test
    void aProcessThatStoodStillForLongerThanItsLeaseLeavesTheRestOfTheBatchToOthers() {
        List<String> routed = new ArrayList<>();
        HandOut handOut = handOut(delivery -> {
            routed.add(delivery.call().callId());
            heldUp = Duration.ofMinutes(1);
        });

        handOut.once();
        handOut.renew();

        assertThat(routed).as("a second one would be a repeat without its flag").hasSize(1);
        assertThat(renewed).as("the one that the route has").hasSize(1);
    }

    @Test
    void whatWillBeLeftToOthersIsNotKeptFromThem() {
        List<HandOut> handOuts = new ArrayList<>();
        HandOut handOut = handOut(delivery -> {
            heldUp = Duration.ofMinutes(1);
            handOuts.get(0).renew();
        });
        handOuts.add(handOut);

        handOut.once();

        assertThat(renewed).as("the one that the route has").hasSize(1);
    }

    @Test
    void aLeaseThatIsRenewedInTimeHoldsForTheRestOfTheBatch() {
        List<String> routed = new ArrayList<>();
        List<HandOut> handOuts = new ArrayList<>();
        HandOut handOut = handOut(delivery -> {
            routed.add(delivery.call().callId());
            heldUp = heldUp.plusSeconds(20);
            handOuts.get(0).renew();
        });
        handOuts.add(handOut);

        handOut.once();

        assertThat(routed).hasSize(3);
    }
}
