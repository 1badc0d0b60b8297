package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Cost;
import io.github.camelvoicecall.model.EndReason;
import io.github.camelvoicecall.model.VoiceCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

abstract class LearningContract extends CallLedgerContract {
    private static final Duration QUIET = Duration.ofMinutes(10);

    LearningContract(LedgerKind kind) {
        super(kind);
    }

    @Test
    void what_is_learnt_is_kept_as_it_came() {
        accepted("lead-1", "c-1");
        Map<String, Object> raw = new HashMap<>();
        raw.put("nothing", null);
        raw.put("list", Arrays.asList(1, null, "x"));
        VoiceCall call = analysed("c-1")
                .startedAt(Instant.parse("2026-01-15T09:00:00.123456Z"))
                .cost(new Cost(new BigDecimal("0.120"), "USD"))
                .extracted(raw)
                .build();
        CallRow row = ledger.learn(ACCOUNT, Sighting.of(call)).row();
        assertThat(row("c-1")).isEqualTo(row);
        assertThat(row("c-1").call().extracted()).isEqualTo(raw);
        assertThat(row("c-1").call().cost()).isEqualTo(call.cost());
        assertThat(row("c-1").call().startedAt()).isEqualTo(call.startedAt());
    }

    @Test
    void a_call_ends_once_and_its_status_never_changes() {
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        Instant end = clock.instant();
        forward(SECOND);
        learn(call("c-1", CallStatus.IN_PROGRESS));
        learn(call("c-1", CallStatus.FAILED));

        assertThat(row("c-1").state()).isEqualTo(CallState.ENDED);
        assertThat(row("c-1").call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(row("c-1").endedAt()).isEqualTo(end);
    }

    @Test
    void a_completed_call_is_ready_with_its_analysis_and_any_other_end_at_once() {
        accepted("lead-1", "c-1");
        accepted("lead-2", "c-2");
        assertThat(learn(call("c-1", CallStatus.COMPLETED)).row().state()).isEqualTo(CallState.ENDED);
        assertThat(learn(analysed("c-1")).row().state()).isEqualTo(CallState.READY);
        assertThat(learn(call("c-2", CallStatus.NO_ANSWER)).row().state()).isEqualTo(CallState.READY);
        assertThat(row("c-1").lookAt()).isNull();
    }

    @Test
    void the_end_and_the_analysis_may_come_in_any_order() {
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        learn(call("c-1", CallStatus.COMPLETED));
        learn(call("c-1", CallStatus.RINGING));
        assertThat(row("c-1").state()).isEqualTo(CallState.READY);
        assertThat(row("c-1").call().summary()).isEqualTo("Will pay on Friday");
    }

    @Test
    @Tag("P19")
    void whatever_the_order_in_which_a_call_is_told_of_it_ends_in_the_same_state() {
        List<List<String>> orders = orders(List.of("answer", "started", "ended", "analysed"));
        assertThat(orders).hasSize(24);
        for (int i = 0; i < orders.size(); i++) {
            String id = "c-" + i;
            String ref = opened("lead-" + i);
            for (String told : orders.get(i)) {
                tell(told, id, ref);
            }

            assertThat(row(id))
                    .as("%s", orders.get(i))
                    .returns(ref, CallRow::ref)
                    .returns("lead-" + i, CallRow::key)
                    .returns(CallState.READY, CallRow::state)
                    .returns(null, CallRow::lookAt);
            assertThat(row(id).call().status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(row(id).call().summary()).isEqualTo("Will pay on Friday");
        }
    }

    private void tell(String what, String id, String ref) {
        switch (what) {
            case "answer" -> ledger.accepted(ref, call(id, CallStatus.QUEUED).build());
            case "started" -> learnEcho(call(id, CallStatus.RINGING), ref);
            case "ended" -> learnEcho(call(id, CallStatus.COMPLETED), ref);
            default -> learnEcho(analysed(id), ref);
        }
    }

    private static List<List<String>> orders(List<String> words) {
        if (words.isEmpty()) {
            return List.of(List.of());
        }
        return words.stream()
                .flatMap(first -> orders(words.stream()
                                .filter(word -> !word.equals(first))
                                .toList())
                        .stream()
                        .map(rest ->
                                Stream.concat(Stream.of(first), rest.stream()).toList()))
                .toList();
    }

    @Test
    void a_word_that_is_not_understood_ends_nothing() {
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.UNKNOWN).rawStatus("teleported"));
        assertThat(row("c-1").state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row("c-1").call().rawStatus()).isEqualTo("teleported");
    }

    @Test
    void a_call_is_found_by_its_reference_before_its_answer_came() {
        String ref = opened("lead-1");
        CallRow row = learnEcho(call("c-1", CallStatus.RINGING), ref).row();
        assertThat(row.ref()).isEqualTo(ref);
        assertThat(row.callId()).isEqualTo("c-1");
        assertThat(row.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row.lookAt()).isEqualTo(clock.instant());
        assertThat(ledger.sending(ACCOUNT)).isFalse();
    }

    @Test
    void a_reference_shows_that_a_call_was_placed_whatever_was_thought() {
        String unknown = opened("lead-1");
        ledger.unknown(unknown, "read timed out");
        String refused = opened("lead-2");
        ledger.notPlaced(refused, "refused");

        assertThat(learnEcho(call("c-1", CallStatus.RINGING), unknown).row().key())
                .isEqualTo("lead-1");
        assertThat(learnEcho(call("c-2", CallStatus.RINGING), refused).row().key())
                .isEqualTo("lead-2");
        assertThat(ledger.open(intent("lead-2")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(row("c-1").reason()).isNull();
    }

    @Test
    void a_call_that_was_found_by_number_and_time_stays_marked() {
        String ref = opened("lead-1");
        ledger.unknown(ref, "read timed out");

        learnMatch(call("c-1", CallStatus.RINGING), ref);
        assertThat(row("c-1").key()).isEqualTo("lead-1");
        assertThat(row("c-1").toCall().verified()).isFalse();
        assertThat(row("c-1").toCall().unresolved()).isNull();

        learn(analysed("c-1").verified(true));
        assertThat(row("c-1").state()).isEqualTo(CallState.READY);
        assertThat(row("c-1").matched()).isTrue();
        assertThat(row("c-1").toCall().verified()).isFalse();
    }

    @Test
    void a_call_that_was_found_by_number_and_time_may_have_been_learnt_as_placed_elsewhere() {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        ledger.unknown(ref, "read timed out");
        learn(analysed("c-1").verified(true));

        learnMatch(analysed("c-1").verified(true), ref);

        assertThat(row("c-1").key()).isEqualTo("lead-1");
        assertThat(row("c-1").state()).isEqualTo(CallState.READY);
        assertThat(row("c-1").toCall().verified()).isFalse();
    }

    @Test
    void what_a_person_settled_is_not_for_a_guess_to_change() {
        String ref = opened("lead-1");
        ledger.unknown(ref, "read timed out");
        ledger.resolve(SCOPE, "lead-1", null);

        learnMatch(call("c-1", CallStatus.RINGING), ref);

        assertThat(ledger.findByReference(ref).orElseThrow().state()).isEqualTo(CallState.NOT_PLACED);
    }

    @Test
    void a_call_is_found_by_its_reference() {
        String ref = opened("lead-1");
        assertThat(ledger.findByReference(ref)).map(CallRow::key).contains("lead-1");
        assertThat(ledger.findByReference("nobody's")).isEmpty();
    }

    @Test
    void calls_placed_elsewhere_are_wanted_from_the_first_start_of_the_first_who_wants_them() {
        ledger.subscribe(OWN_AT_END);
        assertThat(ledger.elsewhereSince(ACCOUNT)).isEmpty();
        forward(DAY);
        ledger.subscribe(ALL);
        assertThat(ledger.elsewhereSince(ACCOUNT)).contains(clock.instant());
        forward(DAY);
        ledger.subscribe(ALL);
        ledger.subscribe(calls("later", true, ANALYSIS));
        assertThat(ledger.elsewhereSince(ACCOUNT)).contains(clock.instant().minus(DAY));
        assertThat(ledger.elsewhereSince(OTHER_ACCOUNT)).isEmpty();
    }

    @Test
    void a_reference_of_another_account_is_not_ours() {
        String ref = opened("lead-1");
        Learnt learnt = ledger.learn(
                OTHER_ACCOUNT, new Sighting(call("c-1", CallStatus.RINGING).build(), ref, null));
        assertThat(learnt.row()).isNull();
        assertThat(ledger.find(OTHER_ACCOUNT, "c-1")).isEmpty();
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.BUSY);
    }

    @Test
    void a_reference_that_is_bound_to_another_id_does_not_match() {
        String ref = accepted("lead-1", "c-1");
        assertThat(learnEcho(call("c-2", CallStatus.COMPLETED), ref).row()).isNull();
        assertThat(row("c-1").state()).isEqualTo(CallState.ACCEPTED);
    }

    @Test
    void a_call_placed_elsewhere_is_kept_only_for_those_who_asked() {
        ledger.subscribe(OWN_AT_END);
        assertThat(learn(call("c-1", CallStatus.RINGING))).isEqualTo(new Learnt(null, false));
        ledger.subscribe(ALL);
        CallRow row = learn(call("c-1", CallStatus.RINGING)).row();

        assertThat(row.own()).isFalse();
        assertThat(row.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row.lookAt()).isEqualTo(clock.instant());
        learn(analysed("c-1"));
        assertThat(claim(OWN_AT_END)).isEmpty();
        assertThat(claimOne(ALL).call().callId()).isEqualTo("c-1");
    }

    @Test
    void history_from_before_the_first_start_is_not_handed_out() {
        ledger.subscribe(ALL);
        forward(DAY);
        ledger.subscribe(ALL);
        Instant before = clock.instant().minus(DAY).minus(Duration.ofHours(1));
        assertThat(learn(analysed("c-1").startedAt(before)).row()).isNull();
        assertThat(learn(analysed("c-2").startedAt(before.plus(Duration.ofHours(2))))
                        .row())
                .isNotNull();
        assertThat(learn(call("c-3", CallStatus.RINGING).createdAt(before)).row())
                .isNotNull();
        assertThat(learn(analysed("c-4")).row()).isNotNull();
    }

    @Test
    void our_call_takes_over_the_row_that_a_webhook_without_reference_made() {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        String other = learn(call("c-1", CallStatus.RINGING)).row().ref();
        CallRow row = ledger.accepted(
                ref, call("c-1", CallStatus.QUEUED).from("+15555550199").build());

        assertThat(row.ref()).isEqualTo(ref).isNotEqualTo(other);
        assertThat(row("c-1").key()).isEqualTo("lead-1");
        assertThat(row.call().from()).isEqualTo("+15555550199");
        learn(analysed("c-1"));
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
    }

    @Test
    void our_call_takes_over_an_end_that_was_not_handed_out_yet() {
        ledger.subscribe(ALL);
        ledger.subscribe(OWN_AT_END);
        String ref = opened("lead-1");
        learn(analysed("c-1"));
        assertThat(claim(OWN_AT_END)).isEmpty();
        CallRow row = ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());

        assertThat(row.state()).isEqualTo(CallState.READY);
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
        assertThat(claimOne(OWN_AT_END).call().key()).isEqualTo("lead-1");
    }

    @Test
    void a_result_that_was_handed_out_as_placed_elsewhere_is_not_handed_out_again_as_ours() {
        ledger.subscribe(ALL);
        ledger.subscribe(OWN_AT_END);
        String ref = opened("lead-1");
        learn(analysed("c-1"));
        handOut(ALL);
        ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());

        assertThat(claim(ALL)).isEmpty();
        assertThat(claimOne(OWN_AT_END).supersedes()).isFalse();
    }

    @Test
    void a_result_that_is_being_handed_out_as_placed_elsewhere_can_be_settled_as_ours() {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        learn(analysed("c-1"));
        Delivery claim = claimOne(ALL);
        ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());

        assertThat(ledger.done(claim)).isTrue();
        forward(LEASE);
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void a_reference_that_comes_late_brings_the_two_rows_together() {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        ledger.unknown(ref, "read timed out");
        learn(call("c-1", CallStatus.IN_PROGRESS));
        CallRow row = learnEcho(analysed("c-1"), ref).row();

        assertThat(row.key()).isEqualTo("lead-1");
        assertThat(row.state()).isEqualTo(CallState.READY);
        assertThat(ledger.unresolved(ACCOUNT, 10)).isEmpty();
        assertThat(claimOne(ALL).call().key()).isEqualTo("lead-1");
    }

    @Test
    void an_overdue_call_that_is_found_gets_its_end() {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        ledger.unknown(ref, "read timed out");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        handOut(ALL);
        learn(analysed("c-1"));
        Delivery elsewhere = claimOne(ALL);
        ledger.done(elsewhere);
        learnEcho(analysed("c-1"), ref);

        Delivery ours = claimOne(ALL);
        assertThat(ours.call().key()).isEqualTo("lead-1");
        assertThat(ours.supersedes()).isTrue();
    }

    @Test
    void a_call_without_id_cannot_be_learnt() {
        VoiceCall call = VoiceCall.of("vyora").build();
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.learn(ACCOUNT, Sighting.of(call)));
    }

    // Redials

    @Test
    void a_provisional_end_is_due_once_no_redial_came() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        Learnt learnt = learnProvisional(call("c-1", CallStatus.NO_ANSWER), QUIET);

        assertThat(learnt.due()).isFalse();
        assertThat(learnt.row().state()).isEqualTo(CallState.ENDED);
        forward(QUIET.minus(SECOND));
        learnProvisional(call("c-1", CallStatus.NO_ANSWER), QUIET);
        assertThat(claim(ALL)).isEmpty();
        forward(SECOND);
        assertThat(claimOne(ALL).call().call().status()).isEqualTo(CallStatus.NO_ANSWER);
    }

    @Test
    void a_redial_withdraws_a_provisional_end() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learnProvisional(call("c-1", CallStatus.NO_ANSWER), QUIET);
        forward(SECOND);
        CallRow row = learn(call("c-1", CallStatus.RINGING)).row();

        assertThat(row.state()).isEqualTo(CallState.ACCEPTED);
        assertThat(row.call().status()).isEqualTo(CallStatus.RINGING);
        assertThat(row.endedAt()).isNull();
        assertThat(row.lookAt()).isEqualTo(clock.instant());
        forward(QUIET);
        assertThat(claim(ALL)).isEmpty();
        learn(analysed("c-1"));
        Delivery delivery = claimOne(ALL);
        assertThat(delivery.call().call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(delivery.supersedes()).isFalse();
    }

    @Test
    void a_later_end_overtakes_a_provisional_one() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learnProvisional(call("c-1", CallStatus.NO_ANSWER), QUIET);
        Learnt learnt = learn(analysed("c-1"));
        assertThat(learnt.due()).isTrue();
        assertThat(learnt.row().state()).isEqualTo(CallState.READY);
        assertThat(claimOne(ALL).call().call().status()).isEqualTo(CallStatus.COMPLETED);
    }

    @Test
    void the_last_attempts_end_makes_a_provisional_one_final_and_due() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learnProvisional(call("c-1", CallStatus.NO_ANSWER), QUIET);
        Learnt learnt = learn(call("c-1", CallStatus.NO_ANSWER));
        assertThat(learnt.due()).isTrue();
        assertThat(learnt.row().state()).isEqualTo(CallState.READY);
        assertThat(claimOne(ALL).generation()).isOne();
    }

    @Test
    void a_later_end_supersedes_a_provisional_one_that_was_handed_out() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learnProvisional(call("c-1", CallStatus.NO_ANSWER).attempt(1), QUIET);
        forward(QUIET);
        handOut(ALL);
        learn(call("c-1", CallStatus.NO_ANSWER).attempt(1));
        assertThat(claim(ALL)).isEmpty();

        accepted("lead-2", "c-2");
        learnProvisional(call("c-2", CallStatus.NO_ANSWER).attempt(1), QUIET);
        forward(QUIET);
        handOut(ALL);
        learn(call("c-2", CallStatus.RINGING).attempt(2));
        assertThat(claim(ALL)).isEmpty();
        learn(call("c-2", CallStatus.NO_ANSWER).attempt(2));
        Delivery second = claimOne(ALL);
        assertThat(second.supersedes()).isTrue();
        assertThat(second.generation()).isEqualTo(2);
        assertThat(second.attempt()).isOne();
    }

    @Test
    void a_campaign_that_dials_again_under_the_same_id_supersedes_the_end_of_who_was_not_reached() {
        ledger.subscribe(ALL);
        learn(call("c-1", CallStatus.NO_ANSWER).endReason(EndReason.NO_ANSWER));
        handOut(ALL);
        learn(call("c-1", CallStatus.QUEUED));
        learn(call("c-1", CallStatus.NO_ANSWER));
        assertThat(claim(ALL)).isEmpty();
        learn(analysed("c-1"));

        Delivery second = claimOne(ALL);
        assertThat(second.supersedes()).isTrue();
        assertThat(second.call().call())
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns(EndReason.UNKNOWN, VoiceCall::endReason)
                .returns("Will pay on Friday", VoiceCall::summary);
        ledger.done(second);
        learn(call("c-1", CallStatus.NO_ANSWER));
        assertThat(row("c-1").call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void an_end_that_was_not_handed_out_yet_gives_way_to_that_of_the_redial() {
        ledger.subscribe(ALL);
        learn(call("c-1", CallStatus.BUSY));
        learn(analysed("c-1"));

        Delivery only = claimOne(ALL);
        assertThat(only.supersedes()).isFalse();
        assertThat(only.call().call().status()).isEqualTo(CallStatus.COMPLETED);
    }

    @Test
    void the_end_of_a_call_of_our_own_stays_what_it_is() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.NO_ANSWER));
        handOut(ALL);
        learn(analysed("c-1"));

        assertThat(row("c-1").call().status()).isEqualTo(CallStatus.NO_ANSWER);
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void a_late_word_of_an_earlier_attempt_changes_no_end() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learnProvisional(call("c-1", CallStatus.BUSY).attempt(2), QUIET);
        learnProvisional(call("c-1", CallStatus.NO_ANSWER).attempt(1), QUIET);
        learn(call("c-1", CallStatus.RINGING).attempt(1));
        learn(call("c-1", CallStatus.UNKNOWN).rawStatus("teleported"));
        assertThat(row("c-1").state()).isEqualTo(CallState.ENDED);
        assertThat(row("c-1").call().status()).isEqualTo(CallStatus.BUSY);
    }

    @Test
    void a_request_keeps_what_json_can_keep() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("crm", null);
        CallRequest request = CallRequest.to(NUMBER)
                .metadata(metadata)
                .scheduleAt(clock.instant())
                .build();
        Opening opening = ledger.open(new Intent(ACCOUNT, SCOPE, "k", "f", request, clock.instant(), HOLD));
        ledger.accepted(opening.row().ref(), call("c-1", CallStatus.SCHEDULED).build());
        assertThat(row("c-1").request()).isEqualTo(request);
    }
}
