package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class LookingContract extends CallLedgerContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    LookingContract(LedgerKind kind) {
        super(kind);
    }

    private List<String> due() {
        return ledger.due(ACCOUNT, 100, MINUTE).stream().map(CallRow::key).toList();
    }

    @Test
    void nothing_is_due_in_an_empty_ledger() {
        assertThat(due()).isEmpty();
        assertThat(ledger.nextLook(ACCOUNT)).isEmpty();
    }

    @Test
    void an_accepted_call_is_due_until_it_is_claimed_and_again_after_the_claim() {
        accepted("lead-1", "c-1");
        assertThat(ledger.nextLook(ACCOUNT)).contains(clock.instant());
        CallRow row = ledger.due(ACCOUNT, 10, MINUTE).get(0);

        assertThat(row.lookAt()).isEqualTo(in(MINUTE));
        assertThat(row.looks()).isOne();
        assertThat(due()).isEmpty();
        assertThat(ledger.due(OTHER_ACCOUNT, 10, MINUTE)).isEmpty();
        forward(MINUTE);
        assertThat(ledger.due(ACCOUNT, 10, MINUTE).get(0).looks()).isEqualTo(2);
    }

    @Test
    void looks_come_oldest_due_first_and_not_more_than_asked_for() {
        for (String key : List.of("third", "first", "second")) {
            accepted(key, key);
        }
        ledger.lookAgain(row("first").ref(), in(SECOND));
        ledger.lookAgain(row("second").ref(), in(SECOND.multipliedBy(2)));
        ledger.lookAgain(row("third").ref(), in(SECOND.multipliedBy(3)));
        assertThat(ledger.nextLook(ACCOUNT)).contains(in(SECOND));
        forward(MINUTE);
        assertThat(ledger.due(ACCOUNT, 2, MINUTE)).extracting(CallRow::key).containsExactly("first", "second");
        assertThat(due()).containsExactly("third");
    }

    @Test
    void a_call_can_be_looked_at_later_or_never() {
        String ref = accepted("lead-1", "c-1");
        ledger.lookAgain(ref, in(DAY));
        assertThat(due()).isEmpty();
        assertThat(ledger.nextLook(ACCOUNT)).contains(in(DAY));
        ledger.lookAgain(ref, null);
        assertThat(ledger.nextLook(ACCOUNT)).isEmpty();
        ledger.lookAgain("nobody's", in(DAY));
    }

    @Test
    void an_intent_whose_hold_ended_becomes_unknown_and_is_due() {
        String ref = opened("lead-1");
        assertThat(due()).isEmpty();
        ledger.lookAgain(ref, clock.instant());
        assertThat(due()).isEmpty();
        assertThat(ledger.nextLook(ACCOUNT)).contains(in(HOLD));
        forward(HOLD);
        List<CallRow> rows = ledger.due(ACCOUNT, 10, MINUTE);
        assertThat(rows).extracting(CallRow::state).containsExactly(CallState.UNKNOWN);
        assertThat(ledger.unresolved(ACCOUNT, 10)).hasSize(1);
    }

    @Test
    void an_intent_whose_owner_died_is_unresolved_and_becomes_overdue_though_nobody_looks() {
        ledger.subscribe(ALL);
        opened("lead-1");
        assertThat(ledger.unresolved(ACCOUNT, 10)).isEmpty();
        assertThat(ledger.counts(ACCOUNT).unknown()).isZero();

        forward(HOLD);

        assertThat(ledger.unresolved(ACCOUNT, 10)).extracting(CallRow::state).containsExactly(CallState.UNKNOWN);
        assertThat(ledger.counts(ACCOUNT).unknown()).isOne();
        forward(DAY);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
        assertThat(claim(ALL)).singleElement().satisfies(delivery -> assertThat(
                        delivery.call().toCall().unresolved())
                .contains("stopped before it had an answer"));
    }

    @Test
    void a_settled_call_is_never_due() {
        ledger.notPlaced(opened("refused"), "refused");
        String ready = accepted("ready", "c-1");
        learn(analysed("c-1"));
        ledger.lookAgain(ready, clock.instant());
        forward(DAY);
        assertThat(due()).isEmpty();
        assertThat(ledger.nextLook(ACCOUNT)).isEmpty();
    }

    @Test
    void an_ended_call_is_due_while_somebody_waits_for_its_analysis() {
        ledger.subscribe(ALL);
        ledger.subscribe(OWN_AT_END);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        handOut(OWN_AT_END);
        assertThat(due()).containsExactly("lead-1");

        forward(ANALYSIS);
        assertThat(due()).containsExactly("lead-1");
        handOut(ALL);
        forward(MINUTE);
        assertThat(due()).isEmpty();
        assertThat(ledger.nextLook(ACCOUNT)).isEmpty();
    }

    @Test
    void an_ended_call_is_due_when_nobody_subscribed_and_a_producer_may_wait() {
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        assertThat(due()).containsExactly("lead-1");
    }

    @Test
    void an_overdue_call_stays_to_be_looked_at() {
        accepted("lead-1", "c-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        assertThat(due()).containsExactly("lead-1");
    }

    @Test
    void calls_past_their_deadline_are_overdue_with_a_reason_and_due_to_be_handed_out() {
        ledger.subscribe(ALL);
        accepted("accepted", "c-1");
        ledger.unknown(opened("unknown"), "read timed out");
        forward(DAY.minus(SECOND));
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        forward(SECOND);
        assertThat(ledger.sweep(OTHER_ACCOUNT, DAY)).isZero();
        assertThat(ledger.sweep(ACCOUNT, DAY)).isEqualTo(2);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();

        assertThat(claim(ALL))
                .extracting(delivery -> delivery.call().toCall().unresolved())
                .containsExactlyInAnyOrder("no end was reported within 24h", "read timed out");
    }

    @Test
    void an_intent_is_not_overdue_while_it_is_being_sent() {
        Intent late = new Intent(ACCOUNT, SCOPE, "k", "f", null, clock.instant().minus(DAY), HOLD);
        ledger.open(late);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        forward(HOLD);
        due();
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
    }

    @Test
    void a_scheduled_call_that_nobody_hears_of_is_overdue_after_its_time() {
        ledger.subscribe(ALL);
        scheduled(in(DAY.multipliedBy(2)));
        forward(DAY.multipliedBy(3).minus(SECOND));
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        forward(SECOND);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
        assertThat(claimOne(ALL).call().toCall().unresolved()).isEqualTo("no end was reported within 24h");
    }

    @Test
    void a_call_is_not_overdue_while_the_provider_says_that_it_is_still_scheduled() {
        scheduled(in(SECOND));
        for (int hours = 0; hours < 72; hours += 12) {
            forward(DAY.dividedBy(2));
            learn(call("c-1", CallStatus.SCHEDULED));
            assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        }
        forward(MINUTE);
        learn(call("c-1", CallStatus.RINGING));
        forward(DAY.minus(MINUTE).minus(SECOND));
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        forward(SECOND);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
    }

    @Test
    void a_call_that_somebody_else_scheduled_has_its_deadline_from_when_it_is_dialled() {
        ledger.subscribe(ALL);
        learn(call("c-1", CallStatus.SCHEDULED));
        forward(DAY.multipliedBy(3));
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        learn(call("c-1", CallStatus.SCHEDULED));
        learn(call("c-1", CallStatus.RINGING));
        forward(DAY);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
    }

    private void scheduled(Instant time) {
        Intent later = new Intent(ACCOUNT, SCOPE, "k", "f", null, time, HOLD);
        ledger.accepted(
                ledger.open(later).row().ref(),
                call("c-1", CallStatus.SCHEDULED).build());
    }

    @Test
    void the_deadline_of_a_call_for_later_starts_at_its_time() {
        Intent later = new Intent(ACCOUNT, SCOPE, "k", "f", null, in(DAY), HOLD);
        ledger.accepted(
                ledger.open(later).row().ref(), call("c-1", CallStatus.QUEUED).build());
        forward(DAY);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        forward(DAY);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
    }

    @Test
    void many_calls_are_swept_at_once() {
        for (int i = 0; i < 450; i++) {
            accepted("lead-" + i, "c-" + i);
        }
        forward(DAY);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isEqualTo(450);
        assertThat(ledger.counts(ACCOUNT).open()).isZero();
    }
}
