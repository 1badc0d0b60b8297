package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.Opening.Found.BUSY;
import static io.github.camelvoicecall.ledger.Opening.Found.FREE;
import static io.github.camelvoicecall.ledger.Opening.Found.MISMATCH;
import static io.github.camelvoicecall.ledger.Opening.Found.PLACED;
import static io.github.camelvoicecall.ledger.Opening.Found.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

abstract class IntentsContract extends CallLedgerContract {
    IntentsContract(LedgerKind kind) {
        super(kind);
    }

    @Test
    void a_new_key_is_free_and_kept_with_its_request() {
        Intent intent = intent("lead-1");
        Opening opening = ledger.open(intent);

        assertThat(opening.found()).isEqualTo(FREE);
        CallRow row = opening.row();
        assertThat(row.state()).isEqualTo(CallState.INTENDED);
        assertThat(row.account()).isEqualTo(ACCOUNT);
        assertThat(row.key()).isEqualTo("lead-1");
        assertThat(row.scope()).isEqualTo(SCOPE);
        assertThat(row.fingerprint()).isEqualTo("fingerprint");
        assertThat(row.request()).isEqualTo(intent.request());
        assertThat(row.createdAt()).isEqualTo(clock.instant());
        assertThat(row.openSince()).isEqualTo(clock.instant());
        assertThat(row.callId()).isNull();
        assertThat(row.own()).isTrue();
    }

    @Test
    void keys_of_other_scopes_are_other_keys() {
        ledger.open(intent("lead-1"));
        Intent elsewhere = new Intent(OTHER_ACCOUNT, "other", "lead-1", "f", null, clock.instant(), HOLD);
        assertThat(ledger.open(elsewhere).found()).isEqualTo(FREE);
    }

    @Test
    void a_key_that_somebody_is_sending_is_busy() {
        ledger.open(intent("lead-1"));
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(BUSY);
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(MISMATCH);
        assertThat(ledger.sending(ACCOUNT)).isTrue();
        assertThat(ledger.sending(OTHER_ACCOUNT)).isFalse();
    }

    @Test
    @Tag("P5")
    void a_key_whose_hold_ended_is_unknown_and_never_sent_again() {
        ledger.open(intent("lead-1"));
        forward(HOLD);

        assertThat(ledger.sending(ACCOUNT)).isFalse();
        Opening opening = ledger.open(intent("lead-1"));
        assertThat(opening.found()).isEqualTo(UNKNOWN);
        assertThat(opening.row().state()).isEqualTo(CallState.UNKNOWN);
        assertThat(opening.row().reason()).isEqualTo("the process that was sending it stopped before it had an answer");
        assertThat(opening.row().toCall().unresolved()).isEqualTo(opening.row().reason());
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(MISMATCH);
    }

    @Test
    void a_placed_call_answers_for_its_key() {
        String ref = accepted("lead-1", "c-1");
        Opening opening = ledger.open(intent("lead-1"));

        assertThat(opening.found()).isEqualTo(PLACED);
        assertThat(opening.row().ref()).isEqualTo(ref);
        assertThat(opening.row().callId()).isEqualTo("c-1");
        assertThat(opening.row().toCall().metadata()).containsEntry("crm", "c-7");
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(MISMATCH);
        assertThat(ledger.sending(ACCOUNT)).isFalse();
    }

    @Test
    void a_finished_call_answers_for_its_key() {
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(PLACED);
        learn(analysed("c-1"));
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(PLACED);
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(MISMATCH);
    }

    @Test
    void an_overdue_call_with_an_id_was_placed_and_one_without_is_unknown() {
        accepted("lead-1", "c-1");
        ledger.unknown(opened("lead-2"), "no answer");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);

        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(PLACED);
        assertThat(ledger.open(intent("lead-2")).found()).isEqualTo(UNKNOWN);
        assertThat(ledger.open(intent("lead-2", "other")).found()).isEqualTo(MISMATCH);
    }

    @Test
    void a_call_that_was_not_placed_frees_its_key_for_another_request() {
        String ref = opened("lead-1");
        ledger.notPlaced(ref, "refused");
        forward(SECOND);

        Intent other = intent("lead-1", "other");
        Opening opening = ledger.open(other);
        assertThat(opening.found()).isEqualTo(FREE);
        assertThat(opening.row().state()).isEqualTo(CallState.INTENDED);
        assertThat(opening.row().fingerprint()).isEqualTo("other");
        assertThat(opening.row().reason()).isNull();
        assertThat(opening.row().createdAt()).isEqualTo(clock.instant());
        assertThat(ledger.open(other).found()).isEqualTo(BUSY);
    }

    @Test
    void whoever_held_a_key_before_it_was_opened_again_cannot_settle_it() {
        String former = opened("lead-1");
        forward(HOLD);
        ledger.open(intent("lead-1"));
        ledger.resolve(SCOPE, "lead-1", null);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(FREE);

        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.notPlaced(former, "refused"));
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(BUSY);
    }

    @Test
    void a_lost_answer_is_unknown() {
        String ref = opened("lead-1");
        CallRow row = ledger.unknown(ref, "read timed out");

        assertThat(row.state()).isEqualTo(CallState.UNKNOWN);
        assertThat(row.reason()).isEqualTo("read timed out");
        assertThat(row.lookAt()).isEqualTo(clock.instant());
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(UNKNOWN);
        assertThat(ledger.unresolved(ACCOUNT, 10)).extracting(CallRow::key).containsExactly("lead-1");
    }

    @Test
    void a_late_refusal_settles_an_unknown_call() {
        String ref = opened("lead-1");
        forward(HOLD);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(UNKNOWN);
        ledger.notPlaced(ref, "refused");
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(FREE);
    }

    @Test
    void acceptance_gives_the_row_its_id_and_makes_it_due_to_be_looked_at() {
        String ref = opened("lead-1");
        forward(SECOND);
        CallRow row = ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());

        assertThat(row.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row.callId()).isEqualTo("c-1");
        assertThat(row.lookAt()).isEqualTo(clock.instant());
        assertThat(row.toCall().to()).isEqualTo(NUMBER);
        assertThat(row.toCall().status()).isEqualTo(CallStatus.QUEUED);
        assertThat(row("c-1")).isEqualTo(row);
    }

    @Test
    void an_acceptance_that_comes_after_the_hold_still_counts() {
        String ref = opened("lead-1");
        forward(HOLD);
        ledger.due(ACCOUNT, 10, LEASE);
        CallRow row = ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());
        assertThat(row.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row.reason()).isNull();
    }

    @Test
    void an_acceptance_that_is_an_end_is_an_end() {
        ledger.subscribe(OWN_AT_END);
        CallRow row = ledger.accepted(
                opened("lead-1"), call("c-1", CallStatus.COMPLETED).build());
        assertThat(row.state()).isEqualTo(CallState.ENDED);
        CallRow ready =
                ledger.accepted(opened("lead-2"), call("c-2", CallStatus.BUSY).build());
        assertThat(ready.state()).isEqualTo(CallState.READY);
        assertThat(claim(OWN_AT_END)).hasSize(2);
    }

    @Test
    void a_lost_answer_takes_nothing_back_that_a_webhook_brought() {
        String ref = opened("lead-1");
        learnEcho(call("c-1", CallStatus.COMPLETED), ref);

        assertThat(ledger.unknown(ref, "read timed out").state()).isEqualTo(CallState.ENDED);
        ledger.notPlaced(ref, "refused");
        assertThat(row("c-1").state()).isEqualTo(CallState.ENDED);
    }

    @Test
    void a_slow_answer_takes_nothing_back_that_a_webhook_brought() {
        String ref = opened("lead-1");
        learnEcho(call("c-1", CallStatus.COMPLETED).durationSeconds(java.math.BigDecimal.TEN), ref);
        CallRow row = ledger.accepted(
                ref, call("c-1", CallStatus.QUEUED).from("+15555550199").build());

        assertThat(row.state()).isEqualTo(CallState.ENDED);
        assertThat(row.call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(row.call().from()).isEqualTo("+15555550199");
    }

    @Test
    void an_answer_with_another_id_than_the_webhooks_changes_nothing() {
        String ref = opened("lead-1");
        learnEcho(call("c-1", CallStatus.COMPLETED), ref);
        CallRow row = ledger.accepted(ref, call("c-2", CallStatus.QUEUED).build());
        assertThat(row.callId()).isEqualTo("c-1");
        assertThat(row.state()).isEqualTo(CallState.ENDED);
    }

    @Test
    void an_answer_with_the_id_of_another_of_our_calls_is_unknown() {
        accepted("lead-1", "c-1");
        CallRow row =
                ledger.accepted(opened("lead-2"), call("c-1", CallStatus.QUEUED).build());
        assertThat(row.state()).isEqualTo(CallState.UNKNOWN);
        assertThat(row.callId()).isNull();
        assertThat(row("c-1").key()).isEqualTo("lead-1");
    }

    @Test
    void an_unknown_call_is_resolved_as_placed() {
        ledger.unknown(opened("lead-1"), "read timed out");
        ledger.lookAgain(ledger.unresolved(ACCOUNT, 1).get(0).ref(), in(DAY));
        CallRow row = ledger.resolve(SCOPE, "lead-1", "c-1").orElseThrow().row();

        assertThat(row.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row.callId()).isEqualTo("c-1");
        assertThat(row.reason()).isNull();
        assertThat(row.lookAt()).isEqualTo(clock.instant());
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(PLACED);
        assertThat(ledger.unresolved(ACCOUNT, 10)).isEmpty();
    }

    @Test
    void an_unknown_call_is_resolved_as_not_placed() {
        ledger.unknown(opened("lead-1"), "read timed out");
        CallRow row = ledger.resolve(SCOPE, "lead-1", null).orElseThrow().row();
        assertThat(row.state()).isEqualTo(CallState.NOT_PLACED);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(FREE);
    }

    @Test
    void an_intent_whose_owner_died_can_be_resolved_at_once() {
        ledger.open(intent("lead-1"));
        forward(HOLD);
        assertThat(ledger.resolve(SCOPE, "lead-1", null).orElseThrow().row().state())
                .isEqualTo(CallState.NOT_PLACED);
    }

    @Test
    void an_overdue_call_that_is_resolved_gets_a_new_deadline() {
        ledger.unknown(opened("lead-1"), "read timed out");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        ledger.resolve(SCOPE, "lead-1", "c-1");
        assertThat(ledger.sweep(ACCOUNT, DAY)).isZero();
        forward(DAY);
        assertThat(ledger.sweep(ACCOUNT, DAY)).isOne();
    }

    @Test
    void resolving_takes_over_what_was_learnt_of_the_call_elsewhere() {
        ledger.subscribe(ALL);
        ledger.unknown(opened("lead-1"), "read timed out");
        learn(analysed("c-1"));
        CallRow row = ledger.resolve(SCOPE, "lead-1", "c-1").orElseThrow().row();
        assertThat(row.state()).isEqualTo(CallState.READY);
        assertThat(row.key()).isEqualTo("lead-1");
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
    }

    @Test
    void only_unknown_calls_can_be_resolved() {
        ledger.open(intent("sending"));
        accepted("accepted", "c-1");
        ledger.notPlaced(opened("refused"), "refused");
        for (String key : List.of("sending", "accepted", "refused")) {
            assertThatIllegalStateException().isThrownBy(() -> ledger.resolve(SCOPE, key, "c-9"));
        }
        for (String key : List.of("sending", "accepted")) {
            assertThatIllegalStateException().isThrownBy(() -> ledger.resolve(SCOPE, key, null));
        }
        assertThat(ledger.resolve(SCOPE, "nobody's", null)).isEmpty();
    }

    @Test
    void what_was_settled_the_same_way_before_stays_as_it_is_and_says_so() {
        ledger.unknown(opened("placed"), "read timed out");
        ledger.unknown(opened("refused"), "read timed out");
        Resolved placed = ledger.resolve(SCOPE, "placed", "c-1").orElseThrow();
        Resolved refused = ledger.resolve(SCOPE, "refused", null).orElseThrow();
        assertThat(List.of(placed.before(), refused.before())).containsOnly(false);
        learn(call("c-1", CallStatus.BUSY));

        assertThat(ledger.resolve(SCOPE, "placed", "c-1")).contains(new Resolved(row("c-1"), true));
        assertThat(ledger.resolve(SCOPE, "refused", null)).contains(new Resolved(refused.row(), true));
        assertThat(row("c-1").state()).isEqualTo(CallState.READY);
    }

    @Test
    void a_call_is_not_resolved_to_the_call_of_another_key() {
        accepted("lead-1", "c-1");
        ledger.unknown(opened("lead-2"), "read timed out");
        assertThatIllegalStateException().isThrownBy(() -> ledger.resolve(SCOPE, "lead-2", "c-1"));
        assertThat(ledger.unresolved(ACCOUNT, 10)).hasSize(1);
    }

    @Test
    void unresolved_calls_come_oldest_first() {
        for (String key : List.of("first", "second", "third")) {
            ledger.unknown(opened(key), "read timed out");
            forward(Duration.ofMinutes(1));
        }
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        ledger.unknown(opened("fourth"), "read timed out");
        assertThat(ledger.unresolved(ACCOUNT, 10))
                .extracting(CallRow::key)
                .containsExactly("first", "second", "third", "fourth");
        assertThat(ledger.unresolved(ACCOUNT, 2)).hasSize(2);
        assertThat(ledger.unresolved(OTHER_ACCOUNT, 2)).isEmpty();
    }
}
