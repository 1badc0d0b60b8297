package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class CareContract extends CallLedgerContract {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    CareContract(LedgerKind kind) {
        super(kind);
    }

    @Test
    void counts_tell_open_unknown_undelivered_and_parked() {
        ledger.subscribe(ALL);
        opened("sending");
        accepted("accepted", "c-1");
        ledger.unknown(opened("unknown"), "read timed out");
        accepted("overdue", "c-2");
        accepted("ready", "c-3");
        learn(analysed("c-3"));
        accepted("waiting", "c-4");
        learn(call("c-4", CallStatus.COMPLETED));
        ledger.notPlaced(opened("refused"), "refused");
        assertThat(ledger.counts(ACCOUNT)).isEqualTo(new LedgerCounts(4, 1, 2, 0));
        assertThat(ledger.counts(OTHER_ACCOUNT)).isEqualTo(new LedgerCounts(0, 0, 0, 0));
        forward(HOLD);
        ledger.due(ACCOUNT, 100, LEASE);
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        assertThat(ledger.counts(ACCOUNT)).isEqualTo(new LedgerCounts(0, 2, 6, 0));
        handOut(ALL);
        assertThat(ledger.counts(ACCOUNT)).isEqualTo(new LedgerCounts(0, 2, 0, 0));
    }

    @Test
    void people_s_data_goes_when_it_was_handed_out_and_is_old_enough() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1")
                .contactName("Alex")
                .recordingUrl("https://example.com/r")
                .extracted(java.util.Map.of("a", 1)));
        handOut(ALL);
        forward(WEEK.minus(SECOND));
        assertThat(ledger.blank(WEEK)).isZero();
        forward(SECOND);
        assertThat(ledger.blank(WEEK)).isOne();
        assertThat(ledger.blank(WEEK)).isZero();

        CallRow row = row("c-1");
        assertThat(row.request()).isNull();
        VoiceCall rest = row.call();
        assertThat(rest)
                .isEqualTo(call("c-1", CallStatus.COMPLETED).analysisReady(true).build());
        assertThat(row.key()).isEqualTo("lead-1");
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(Opening.Found.MISMATCH);
    }

    @Test
    void people_s_data_stays_while_somebody_waits_for_it_however_old() {
        ledger.subscribe(ALL);
        accepted("waiting", "c-1");
        learn(analysed("c-1"));
        forward(MONTH.plus(WEEK));
        assertThat(ledger.blank(WEEK)).isZero();
        assertThat(claimOne(ALL).call().call().summary()).isNotNull();
    }

    @Test
    void people_s_data_that_nobody_waits_for_goes_after_a_month() {
        ledger.subscribe(ALL);
        accepted("parked", "c-1");
        learn(analysed("c-1"));
        ledger.failed(claimOne(ALL), null, "no");
        accepted("open", "c-2");
        forward(MONTH.minus(SECOND));
        assertThat(ledger.blank(WEEK)).isZero();
        forward(SECOND);
        assertThat(ledger.blank(WEEK)).isEqualTo(2);
        assertThat(row("c-2").request()).isNull();
        assertThat(ledger.open(intent("open")).found()).isEqualTo(Opening.Found.PLACED);
    }

    @Test
    void people_s_data_that_nobody_ever_subscribed_to_goes_after_a_month() {
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        forward(MONTH.minus(SECOND));
        assertThat(ledger.blank(WEEK)).isZero();
        forward(SECOND);
        assertThat(ledger.blank(WEEK)).isOne();
    }

    @Test
    void people_s_data_may_be_kept_for_longer_than_a_month() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        accepted("open", "c-2");
        handOut(ALL);
        ledger.receive(event("e-1", "{}"));
        ledger.receive(event("e-1", "[]"));
        forward(MONTH.plus(WEEK));
        assertThat(ledger.blank(MONTH.plus(WEEK).plus(SECOND))).isZero();
    }

    @Test
    void no_more_is_blanked_at_a_time_than_asked_for() {
        ledger.subscribe(ALL);
        for (String id : List.of("c-1", "c-2", "c-3")) {
            accepted(id, id);
            learn(analysed(id));
            ledger.processed(ledger.receive(event(id, "{}")).id());
        }
        ledger.notPlaced(opened("refused"), "refused");
        handOut(ALL);
        forward(MONTH);
        assertThat(ledger.blank(WEEK, 2)).isEqualTo(2);
        assertThat(ledger.blank(WEEK, 4)).isEqualTo(4);
        assertThat(ledger.blank(WEEK, 4)).isOne();
        assertThat(ledger.blank(WEEK, 4)).isZero();
    }

    @Test
    void people_s_data_of_a_call_that_was_not_placed_goes_by_age() {
        ledger.notPlaced(opened("lead-1"), "refused");
        forward(WEEK);
        assertThat(ledger.blank(WEEK)).isOne();
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(Opening.Found.FREE);
    }

    @Test
    void people_s_data_that_comes_in_late_goes_again() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        handOut(ALL);
        forward(WEEK);
        ledger.blank(WEEK);
        learn(analysed("c-1"));
        assertThat(row("c-1").call().summary()).isNotNull();
        assertThat(ledger.blank(WEEK)).isOne();
        assertThat(row("c-1").call().summary()).isNull();
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void bodies_of_events_go_when_they_were_handed_out_and_are_old_enough() {
        ledger.subscribe(EVENTS);
        String id = ledger.receive(event("e-1", "{}")).id();
        ledger.processed(id);
        forward(WEEK);
        assertThat(ledger.blank(WEEK)).isZero();
        handOut(EVENTS);
        assertThat(ledger.blank(WEEK)).isOne();
        assertThat(ledger.blank(WEEK)).isZero();
        assertThat(ledger.receive(event("e-1", "{}")).kind()).isEqualTo(Receipt.Kind.DUPLICATE);
    }

    @Test
    void bodies_of_events_stay_while_somebody_waits_for_them_and_go_after_a_month_when_nobody_does() {
        ledger.subscribe(EVENTS);
        ledger.processed(ledger.receive(event("parked", "{}")).id());
        ledger.failed(claimOne(EVENTS), null, "no");
        ledger.processed(ledger.receive(event("waiting", "{}")).id());
        ledger.receive(event("unprocessed", "{}"));
        ledger.receive(event("unprocessed", "[]"));
        forward(MONTH);
        assertThat(ledger.blank(WEEK)).as("parked and quarantined").isEqualTo(2);
        assertThat(claimOne(EVENTS).event().body()).isNotNull();
        assertThat(ledger.claimEvents(ACCOUNT, 10, LEASE))
                .singleElement()
                .extracting(InboxEvent::body)
                .isNotNull();
        assertThat(ledger.counts(ACCOUNT).parked()).isOne();
    }

    @Test
    void everything_of_a_number_is_forgotten_but_its_keys() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        ledger.failed(claimOne(ALL), SECOND, "no contact Alex");
        opened("lead-2");
        Intent other = new Intent(
                ACCOUNT, SCOPE, "other", "f", CallRequest.to("+155555501234").build(), clock.instant(), HOLD);
        ledger.accepted(
                ledger.open(other).row().ref(), call("c-9", CallStatus.QUEUED).build());
        ledger.receive(event("e-1", "{}"));
        ledger.receive(event("e-2", "{\"callee\":\"15555550123\"}"));

        InboxEvent sameIdElsewhere =
                new InboxEvent(null, OTHER_ACCOUNT, "e-3", "h", null, "c-1", new byte[] {1}, clock.instant(), 0, true);
        ledger.receive(sameIdElsewhere);

        assertThat(ledger.forget(NUMBER)).isEqualTo(4);
        assertThat(ledger.claimEvents(OTHER_ACCOUNT, 1, LEASE).get(0).body()).isNotNull();
        assertThat(ledger.forget(NUMBER)).isZero();
        assertThat(row("c-1").request()).isNull();
        assertThat(row("c-1").call().transcript()).isEmpty();
        assertThat(row("c-1").call().raw()).isEmpty();
        assertThat(row("c-9").request()).isEqualTo(other.request());
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.open(intent("lead-2")).found()).isEqualTo(Opening.Found.BUSY);
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.forget("nobody"));
    }

    @Test
    void a_call_of_a_forgotten_number_still_ends() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        ledger.forget(NUMBER);
        learn(analysed("c-1"));
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
    }

    @Test
    void a_key_still_stands_for_its_call_after_years_and_after_its_data_was_blanked() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        handOut(ALL);
        ledger.unknown(opened("lead-2"), "read timed out");
        forward(Duration.ofDays(800));
        ledger.blank(WEEK);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.open(intent("lead-2")).found()).isEqualTo(Opening.Found.UNKNOWN);
    }

    @Test
    void a_deleted_call_leaves_a_hash_of_its_key_that_is_never_dialled_again() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1").idempotencyKey("lead-1"));
        handOut(ALL);
        ledger.forget(NUMBER);

        assertThat(row("c-1").key()).startsWith("forgotten:").doesNotContain("lead");
        assertThat(row("c-1").fingerprint()).isNull();
        assertThat(row("c-1").toString() + row("c-1").toCall()).doesNotContain("lead-1");
        forward(Duration.ofDays(401));
        ledger.blank(WEEK);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.open(intent("lead-1", "another number")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.ask(intent("lead-1")))
                .hasValueSatisfying(
                        opening -> assertThat(opening.row().callId()).isEqualTo("c-1"));
        assertThat(ledger.open(intent("lead-2")).found()).isEqualTo(Opening.Found.FREE);
    }

    @Test
    void a_deleted_call_that_was_refused_may_be_tried_again() {
        ledger.notPlaced(opened("lead-1"), "refused");
        ledger.forget(NUMBER);
        Opening again = ledger.open(intent("lead-1"));
        assertThat(again.found()).isEqualTo(Opening.Found.FREE);
        ledger.accepted(again.row().ref(), call("c-1", CallStatus.QUEUED).build());
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.open(intent("lead-1", "other")).found()).isEqualTo(Opening.Found.MISMATCH);
    }

    @Test
    void the_key_of_a_deleted_call_goes_once_its_result_was_handed_out() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        ledger.forget(NUMBER);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
        learn(analysed("c-1"));
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
        forward(LEASE);
        handOut(ALL);
        forward(MONTH);
        assertThat(ledger.blank(WEEK)).isOne();
        assertThat(row("c-1").key()).startsWith("forgotten:");
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
    }

    @Test
    void a_key_with_a_number_in_it_goes_with_the_data_and_stays_used() {
        String key = "reminder/" + NUMBER;
        ledger.subscribe(ALL);
        accepted(key, "c-1");
        learn(analysed("c-1"));
        handOut(ALL);
        forward(WEEK);
        assertThat(ledger.blank(WEEK)).isOne();
        assertThat(row("c-1").key()).doesNotContain("5555550123");
        assertThat(ledger.open(intent(key)).found()).isEqualTo(Opening.Found.PLACED);
    }

    @Test
    void a_key_with_the_number_is_found_and_goes_even_while_its_result_is_awaited() {
        String key = "reminder/" + NUMBER;
        ledger.subscribe(ALL);
        accepted(key, "c-1");
        forward(MONTH);
        ledger.blank(WEEK);
        assertThat(ledger.forget(NUMBER)).isZero();
        opened("other/" + NUMBER);
        assertThat(ledger.forget(NUMBER)).isOne();
        assertThat(ledger.open(intent("other/" + NUMBER)).found()).isEqualTo(Opening.Found.BUSY);
        assertThat(ledger.open(intent(key)).found()).isEqualTo(Opening.Found.PLACED);
    }

    @Test
    void an_unknown_call_whose_key_went_is_settled_by_its_key() {
        String key = "reminder/" + NUMBER;
        ledger.unknown(opened(key), "read timed out");
        ledger.forget(NUMBER);
        assertThat(ledger.open(intent(key)).found()).isEqualTo(Opening.Found.UNKNOWN);
        assertThat(ledger.resolve(SCOPE, key, "c-1")).isPresent();
        assertThat(ledger.open(intent(key)).found()).isEqualTo(Opening.Found.PLACED);
    }

    @Test
    void a_key_that_looks_like_a_hash_is_a_key_like_any_other() {
        assertThat(ledger.open(intent("forgotten:me")).found()).isEqualTo(Opening.Found.FREE);
        assertThat(ledger.open(intent("forgotten:me")).found()).isEqualTo(Opening.Found.BUSY);
    }
}
