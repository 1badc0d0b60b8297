package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.CallLedgerContract.ACCOUNT;
import static io.github.camelvoicecall.ledger.CallLedgerContract.ALL;
import static io.github.camelvoicecall.ledger.CallLedgerContract.EVENTS;
import static io.github.camelvoicecall.ledger.CallLedgerContract.HOLD;
import static io.github.camelvoicecall.ledger.CallLedgerContract.LEASE;
import static io.github.camelvoicecall.ledger.CallLedgerContract.OWN_AT_END;
import static io.github.camelvoicecall.ledger.CallLedgerContract.SCOPE;
import static io.github.camelvoicecall.ledger.CallLedgerContract.analysed;
import static io.github.camelvoicecall.ledger.CallLedgerContract.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a ledger in memory does: it stays within its bounds. */
class MemoryCallLedgerTest {
    private final MutableClock clock = new MutableClock();
    private final MemoryCallLedger ledger = new MemoryCallLedger(clock);

    @BeforeEach
    void smallLedger() {
        ledger.setMaxCalls(3);
        ledger.setMaxEvents(3);
        ledger.start();
    }

    @Test
    void it_is_not_durable() {
        assertThat(ledger.durable()).isFalse();
        assertThat(ledger.now()).isEqualTo(clock.instant());
        assertThat(new MemoryCallLedger().getMaxCalls()).isEqualTo(100_000);
        assertThat(new MemoryCallLedger().getMaxEvents()).isEqualTo(100_000);
    }

    @Test
    void it_takes_no_call_while_all_it_has_are_needed() {
        ledger.subscribe(ALL);
        for (int i = 1; i <= 3; i++) {
            accepted("lead-" + i, "c-" + i);
        }
        ledger.learn(ACCOUNT, Sighting.of(analysed("c-1").build()));
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> open("lead-4"))
                .withMessageContaining("full, its 3 calls are still needed")
                .withMessageContaining("maxCalls");
        assertThat(open("lead-1")).isEqualTo(Opening.Found.PLACED);

        ledger.claim(ALL, 10, LEASE).forEach(ledger::done);
        assertThat(open("lead-4")).isEqualTo(Opening.Found.FREE);
        assertThat(ledger.find(ACCOUNT, "c-1")).isEmpty();
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open("lead-5"));
    }

    @Test
    void a_result_that_one_of_two_has_not_got_is_needed() {
        ledger.subscribe(ALL);
        ledger.subscribe(OWN_AT_END);
        for (int i = 1; i <= 3; i++) {
            accepted("lead-" + i, "c-" + i);
            ledger.learn(ACCOUNT, Sighting.of(analysed("c-" + i).build()));
        }
        ledger.claim(ALL, 10, LEASE).forEach(ledger::done);
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open("lead-4"));
        ledger.claim(OWN_AT_END, 10, LEASE).forEach(delivery -> ledger.failed(delivery, null, "parked"));
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open("lead-4"));
    }

    @Test
    void it_evicts_what_was_handed_out_oldest_first() {
        ledger.subscribe(ALL);
        for (int i = 1; i <= 3; i++) {
            accepted("lead-" + i, "c-" + i);
            ledger.learn(ACCOUNT, Sighting.of(analysed("c-" + i).build()));
        }
        ledger.claim(ALL, 10, LEASE).forEach(ledger::done);
        for (int i = 4; i <= 5; i++) {
            assertThat(open("lead-" + i)).isEqualTo(Opening.Found.FREE);
        }
        assertThat(ledger.find(ACCOUNT, "c-1")).isEmpty();
        assertThat(ledger.find(ACCOUNT, "c-2")).isEmpty();
        assertThat(ledger.find(ACCOUNT, "c-3")).isPresent();
    }

    @Test
    void it_evicts_what_was_not_placed_but_never_what_is_unknown() {
        ledger.unknown(ref("unknown"), "read timed out");
        ledger.notPlaced(ref("refused"), "refused");
        open("sending");
        assertThat(open("next")).isEqualTo(Opening.Found.FREE);
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open("one more"));
        assertThat(open("unknown")).isEqualTo(Opening.Found.UNKNOWN);
        clock.forward(Duration.ofDays(1));
        ledger.sweep(ACCOUNT, Duration.ofDays(1));
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open("one more"));
        assertThat(open("unknown")).isEqualTo(Opening.Found.UNKNOWN);
    }

    @Test
    void it_goes_on_when_nobody_ever_subscribes() {
        for (int i = 0; i < 100; i++) {
            accepted("lead-" + i, "c-" + i);
        }
        assertThat(ledger.find(ACCOUNT, "c-96")).isEmpty();
        assertThat(ledger.find(ACCOUNT, "c-97")).isPresent();
        ledger.subscribe(ALL);
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open("one more"));
    }

    @Test
    void a_call_placed_elsewhere_is_not_taken_while_it_is_full() {
        ledger.subscribe(ALL);
        for (int i = 1; i <= 3; i++) {
            open("lead-" + i);
        }
        Sighting sighting = Sighting.of(call("c-9", CallStatus.RINGING).build());
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.learn(ACCOUNT, sighting));
        assertThat(ledger.find(ACCOUNT, "c-9")).isEmpty();
    }

    @Test
    void it_takes_no_event_while_all_it_has_are_needed() {
        ledger.subscribe(EVENTS);
        for (int i = 1; i <= 3; i++) {
            ledger.processed(ledger.receive(event("e-" + i)).id());
        }
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.receive(event("e-4")))
                .withMessageContaining("maxEvents");
        ledger.claim(EVENTS, 1, LEASE).forEach(ledger::done);
        assertThat(ledger.receive(event("e-4")).kind()).isEqualTo(Receipt.Kind.NEW);
        assertThat(ledger.receive(event("e-2")).kind()).isEqualTo(Receipt.Kind.DUPLICATE);
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.receive(event("e-1")));
    }

    private Opening.Found open(String key) {
        return ledger.open(intent(key)).found();
    }

    private String ref(String key) {
        return ledger.open(intent(key)).row().ref();
    }

    private void accepted(String key, String callId) {
        ledger.accepted(ref(key), call(callId, CallStatus.QUEUED).build());
    }

    private Intent intent(String key) {
        return new Intent(ACCOUNT, SCOPE, key, "fingerprint", null, clock.instant(), HOLD);
    }

    private InboxEvent event(String key) {
        return new InboxEvent(null, ACCOUNT, key, "hash", null, null, new byte[0], clock.instant(), 0, true);
    }
}
