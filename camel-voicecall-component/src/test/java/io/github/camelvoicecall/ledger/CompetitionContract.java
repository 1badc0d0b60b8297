package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Threads that want the same thing at the same moment. */
abstract class CompetitionContract extends CallLedgerContract {
    private static final int THREADS = 16;

    CompetitionContract(LedgerKind kind) {
        super(kind);
    }

    @RepeatedTest(5)
    void of_many_who_open_one_key_exactly_one_may_send() throws Exception {
        List<Opening> openings = Together.run(THREADS, i -> () -> ledger.open(intent("lead-1")));
        assertThat(openings)
                .filteredOn(opening -> opening.found() == Opening.Found.FREE)
                .hasSize(1);
        assertThat(openings)
                .filteredOn(opening -> opening.found() == Opening.Found.BUSY)
                .hasSize(THREADS - 1);
    }

    @RepeatedTest(5)
    void of_many_who_open_a_refused_key_again_exactly_one_may_send() throws Exception {
        ledger.notPlaced(opened("lead-1"), "refused");
        List<Opening> openings = Together.run(THREADS, i -> () -> ledger.open(intent("lead-1")));
        assertThat(openings)
                .filteredOn(opening -> opening.found() == Opening.Found.FREE)
                .hasSize(1);
    }

    @RepeatedTest(3)
    void a_call_that_is_learnt_and_accepted_at_once_is_one_call_and_one_result() throws Exception {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        Together.run(THREADS, i -> () -> switch (i % 4) {
            case 0 -> ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());
            case 1 -> learn(call("c-1", CallStatus.RINGING)).row();
            case 2 -> learnEcho(call("c-1", CallStatus.COMPLETED), ref).row();
            default -> learn(analysed("c-1")).row();
        });
        assertThat(row("c-1").ref()).isEqualTo(ref);
        assertThat(row("c-1").state()).isEqualTo(CallState.READY);
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
        assertThat(ledger.counts(ACCOUNT)).isEqualTo(new LedgerCounts(0, 0, 1, 0));
    }

    @RepeatedTest(3)
    void no_end_is_lost_that_comes_while_somebody_subscribes_for_the_first_time() throws Exception {
        int calls = THREADS - 1;
        for (int i = 0; i < calls; i++) {
            accepted("lead-" + i, "c-" + i);
        }
        Together.run(THREADS, i -> () -> {
            if (i == calls) {
                ledger.subscribe(ALL);
                return null;
            }
            return learn(analysed("c-" + i));
        });
        assertThat(claim(ALL)).hasSize(calls);
    }

    @Test
    void a_result_is_claimed_by_one_of_many() throws Exception {
        ledger.subscribe(ALL);
        for (int i = 0; i < 60; i++) {
            ledger.accepted(opened("lead-" + i), call("c-" + i, CallStatus.BUSY).build());
        }
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        List<String> twice = Collections.synchronizedList(new ArrayList<>());
        Together.run(8, i -> () -> {
            while (ledger.nextDelivery(ALL)
                    .filter(due -> !due.isAfter(clock.instant()))
                    .isPresent()) {
                for (Delivery delivery : ledger.claim(ALL, 3, LEASE)) {
                    if (!claimed.add(delivery.call().callId()) || !ledger.done(delivery)) {
                        twice.add(delivery.call().callId());
                    }
                }
            }
            return null;
        });
        assertThat(twice).isEmpty();
        assertThat(claimed).hasSize(60);
    }

    @Test
    void a_look_and_an_event_are_claimed_by_one_of_many() throws Exception {
        for (int i = 0; i < 40; i++) {
            accepted("lead-" + i, "c-" + i);
            ledger.receive(event("e-" + i, "{}"));
        }
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        List<String> twice = Collections.synchronizedList(new ArrayList<>());
        Together.run(8, i -> () -> {
            for (int round = 0; round < 40; round++) {
                List<String> ids = new ArrayList<>();
                ledger.due(ACCOUNT, 3, LEASE).forEach(row -> ids.add(row.ref()));
                ledger.claimEvents(ACCOUNT, 3, LEASE).forEach(event -> ids.add(event.id()));
                ids.stream().filter(id -> !claimed.add(id)).forEach(twice::add);
            }
            return null;
        });
        assertThat(twice).isEmpty();
        assertThat(claimed).hasSize(80);
    }

    @Test
    void an_event_that_comes_to_many_at_once_is_kept_once() throws Exception {
        List<Receipt> receipts = Together.run(THREADS, i -> () -> ledger.receive(event("e-1", "body " + i % 2)));
        assertThat(receipts)
                .filteredOn(receipt -> receipt.kind() == Receipt.Kind.NEW)
                .hasSize(1);
        assertThat(receipts)
                .filteredOn(receipt -> receipt.kind() == Receipt.Kind.DUPLICATE)
                .hasSize(7);
        assertThat(receipts)
                .filteredOn(receipt -> receipt.kind() == Receipt.Kind.CONFLICT)
                .hasSize(8);
        assertThat(ledger.claimEvents(ACCOUNT, 10, LEASE)).hasSize(1);
    }

    @RepeatedTest(3)
    void a_limit_holds_for_many_together() throws Exception {
        int limit = THREADS * 10;
        ledger.reserve("vyora", limit, Duration.ofMinutes(1), 1, SECOND);
        List<Integer> granted = Together.run(THREADS, i -> () -> {
            int sum = 0;
            for (int round = 0; round < 20; round++) {
                sum += ledger.reserve("vyora", limit, Duration.ofMinutes(1), 1, SECOND);
            }
            return sum;
        });
        assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(limit - 1);
    }
}
