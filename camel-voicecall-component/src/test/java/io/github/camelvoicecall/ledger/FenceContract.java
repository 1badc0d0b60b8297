package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.Opening.Found.FENCED;
import static io.github.camelvoicecall.ledger.Opening.Found.FREE;
import static io.github.camelvoicecall.ledger.Opening.Found.PLACED;
import static io.github.camelvoicecall.ledger.Opening.Found.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** One telephone, one ring per time. */
abstract class FenceContract extends CallLedgerContract {
    private static final int THREADS = 16;
    private static final String OTHER = "+15555550124";

    FenceContract(LedgerKind kind) {
        super(kind);
    }

    private Intent call(String key, String number, Duration fence) {
        return call(ACCOUNT, key, number, clock.instant(), fence);
    }

    private static Intent call(AccountId account, String key, String number, Instant at, Duration fence) {
        CallRequest request = CallRequest.to(number).agentId("a-1").build();
        return new Intent(account, account.toString(), key, "f", request, at, HOLD, fence);
    }

    private Opening fenced(String key) {
        return ledger.open(call(key, NUMBER, DAY));
    }

    private String placed(String key) {
        String ref = fenced(key).row().ref();
        ledger.accepted(ref, call("c-" + key, CallStatus.QUEUED).build());
        return ref;
    }

    @Test
    void another_key_does_not_ring_the_number_again_before_the_time_is_over() {
        String ref = placed("one");
        Instant free = in(DAY);
        forward(DAY.minusMillis(1));

        Opening held = fenced("two");
        assertThat(held.found()).isEqualTo(FENCED);
        assertThat(held.row().ref()).isEqualTo(ref);
        assertThat(held.row().callId()).isEqualTo("c-one");
        assertThat(held.freeAt()).isEqualTo(free);
        assertThat(ledger.open(call("three", OTHER, DAY)).found()).isEqualTo(FREE);
        forward(Duration.ofMillis(1));
        assertThat(fenced("two").found()).isEqualTo(FREE);
    }

    @Test
    void a_person_is_the_same_at_every_account_and_provider() {
        placed("one");

        Intent elsewhere = call(OTHER_ACCOUNT, "one", NUMBER, clock.instant(), DAY);
        assertThat(ledger.open(elsewhere).found()).isEqualTo(FENCED);
        assertThat(ledger.open(elsewhere).row().account()).isEqualTo(ACCOUNT);
    }

    @Test
    void a_call_without_a_fence_is_not_held_and_is_in_the_way_of_others() {
        ledger.open(call("one", NUMBER, null));

        assertThat(fenced("two").found()).isEqualTo(FENCED);
        assertThat(ledger.open(call("three", NUMBER, null)).found()).isEqualTo(FREE);
    }

    @Test
    void a_call_that_was_not_placed_is_in_nobodys_way() {
        ledger.notPlaced(fenced("one").row().ref(), "refused");
        assertThat(fenced("two").found()).isEqualTo(FREE);
    }

    @Test
    void a_call_that_may_have_been_placed_is_in_the_way_until_a_person_knows() {
        String ref = fenced("one").row().ref();
        assertThat(fenced("two").found()).as("while it is sent").isEqualTo(FENCED);
        forward(HOLD);
        assertThat(fenced("two").found()).as("its process died").isEqualTo(FENCED);
        ledger.unknown(ref, "read timed out");
        assertThat(fenced("two").found()).isEqualTo(FENCED);

        ledger.resolve(SCOPE, "one", null);
        assertThat(fenced("two").found()).isEqualTo(FREE);
    }

    @Test
    void a_call_that_ended_is_in_the_way() {
        placed("one");
        learn(call("c-one", CallStatus.NO_ANSWER));
        assertThat(fenced("two").found()).isEqualTo(FENCED);
    }

    @Test
    void a_call_that_is_held_leaves_nothing_behind() {
        placed("one");
        LedgerCounts before = ledger.counts(ACCOUNT);

        assertThat(fenced("two").found()).isEqualTo(FENCED);
        assertThat(ledger.ask(call("two", NUMBER, DAY)).orElseThrow().found()).isEqualTo(FENCED);

        assertThat(ledger.counts(ACCOUNT)).isEqualTo(before);
        assertThat(ledger.sending(ACCOUNT)).isFalse();
        assertThat(ledger.ask(call("two", NUMBER, null))).isEmpty();
        assertThat(ledger.open(call("two", OTHER, DAY)).found())
                .as("the key is free, for another call even")
                .isEqualTo(FREE);
    }

    @Test
    void what_is_known_of_a_key_comes_before_the_fence() {
        placed("one");
        ledger.unknown(ledger.open(call("two", NUMBER, null)).row().ref(), "read timed out");
        ledger.open(call("three", NUMBER, null));

        assertThat(fenced("one").found()).isEqualTo(PLACED);
        assertThat(ledger.ask(call("one", NUMBER, DAY)).orElseThrow().found()).isEqualTo(PLACED);
        assertThat(fenced("two").found()).isEqualTo(UNKNOWN);
    }

    @Test
    void a_key_that_is_tried_again_is_held_by_others_and_not_by_itself() {
        ledger.notPlaced(fenced("one").row().ref(), "throttled");
        ledger.notPlaced(fenced("one").row().ref(), "throttled");
        ledger.notPlaced(fenced("two").row().ref(), "throttled");
        placed("one");

        assertThat(fenced("two").found()).isEqualTo(FENCED);
        assertThat(fenced("two").found()).isEqualTo(FENCED);
        forward(DAY);
        assertThat(fenced("two").found()).isEqualTo(FREE);
    }

    @Test
    void a_scheduled_call_is_in_the_way_before_and_after_its_time() {
        Instant tomorrow = in(Duration.ofHours(48));
        ledger.open(call(ACCOUNT, "one", NUMBER, tomorrow, DAY));

        assertThat(fenced("now").found()).isEqualTo(FREE);
        forward(Duration.ofHours(25));
        Opening held = fenced("before");
        assertThat(held.found()).isEqualTo(FENCED);
        assertThat(held.freeAt()).isEqualTo(tomorrow.plus(DAY));
        assertThat(ledger.open(call(ACCOUNT, "later", NUMBER, tomorrow.plus(DAY), DAY))
                        .found())
                .isEqualTo(FREE);
    }

    @Test
    void the_fence_outlives_the_data_of_the_person() {
        placed("one");
        learn(analysed("c-one"));
        ledger.forget(NUMBER);
        assertThat(fenced("two").found()).isEqualTo(FENCED);
        forward(Duration.ofHours(23));
        ledger.blank(Duration.ofHours(1));
        assertThat(fenced("two").found()).isEqualTo(FENCED);
    }

    @Test
    void the_longest_fence_holds_to_its_end() {
        Intent again =
                call(ACCOUNT, "two", NUMBER, in(CallLedger.LONGEST_FENCE.minusMillis(1)), CallLedger.LONGEST_FENCE);
        placed("one");
        forward(CallLedger.LONGEST_FENCE.minusMillis(1));
        ledger.blank(Duration.ofHours(1));
        assertThat(ledger.open(again).found()).isEqualTo(FENCED);
    }

    @RepeatedTest(5)
    void of_many_who_call_one_number_at_once_under_keys_of_their_own_one_may() throws Exception {
        List<Opening> openings = Together.run(THREADS, i -> () -> fenced("lead-" + i));

        assertThat(openings).filteredOn(opening -> opening.found() == FREE).hasSize(1);
        assertThat(openings).filteredOn(opening -> opening.found() == FENCED).hasSize(THREADS - 1);
        assertThat(ledger.counts(ACCOUNT).open()).isOne();
    }

    @RepeatedTest(5)
    void many_who_call_other_numbers_at_once_are_not_in_each_others_way() throws Exception {
        List<Opening> openings =
                Together.run(THREADS, i -> () -> ledger.open(call("lead-" + i, "+155555501" + (10 + i), DAY)));

        assertThat(openings).extracting(Opening::found).containsOnly(FREE);
    }
}
