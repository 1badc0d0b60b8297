package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

abstract class HandOutContract extends CallLedgerContract {
    HandOutContract(LedgerKind kind) {
        super(kind);
    }

    @Test
    void a_result_is_handed_out_once_to_every_subscription() {
        ledger.subscribe(ALL);
        ledger.subscribe(OWN_AT_END);
        accepted("lead-1", "c-1");
        assertThat(learn(analysed("c-1")).due()).isTrue();

        for (Subscription subscription : List.of(ALL, OWN_AT_END)) {
            Delivery delivery = claimOne(subscription);
            assertThat(delivery.call().callId()).isEqualTo("c-1");
            assertThat(delivery.event()).isNull();
            assertThat(delivery.generation()).isOne();
            assertThat(delivery.attempt()).isOne();
            assertThat(delivery.redelivered()).isFalse();
            assertThat(delivery.supersedes()).isFalse();
            assertThat(ledger.done(delivery)).isTrue();
            forward(LEASE.multipliedBy(2));
            assertThat(claim(subscription)).isEmpty();
            assertThat(ledger.nextDelivery(subscription)).isEmpty();
        }
    }

    @Test
    void seeing_a_result_again_hands_nothing_out() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        handOut(ALL);
        assertThat(learn(analysed("c-1")).due()).isFalse();
        assertThat(learn(analysed("c-1").recordingUrl("https://example.com/r")).due())
                .isFalse();
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void claims_come_oldest_first_and_not_more_than_asked_for() {
        ledger.subscribe(OWN_AT_END);
        for (String id : List.of("c-1", "c-2", "c-3")) {
            accepted(id, id);
        }
        for (String id : List.of("c-3", "c-1", "c-2")) {
            learn(analysed(id));
            forward(SECOND);
        }
        assertThat(ledger.claim(OWN_AT_END, 2, LEASE))
                .extracting(delivery -> delivery.call().callId())
                .containsExactly("c-3", "c-1");
        assertThat(claimOne(OWN_AT_END).call().callId()).isEqualTo("c-2");
    }

    // Waiting for the analysis

    @Test
    @Tag("P23")
    @Tag("D12")
    void a_completed_call_waits_for_its_analysis() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        assertThat(learn(call("c-1", CallStatus.COMPLETED)).due()).isFalse();
        assertThat(claim(ALL)).isEmpty();
        assertThat(ledger.nextDelivery(ALL)).contains(in(ANALYSIS));

        assertThat(learn(analysed("c-1")).due()).isTrue();
        assertThat(claimOne(ALL).call().call().summary()).isEqualTo("Will pay on Friday");
    }

    @Test
    void a_call_that_was_not_connected_waits_for_nothing() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        assertThat(learn(call("c-1", CallStatus.BUSY)).due()).isTrue();
        assertThat(claim(ALL)).hasSize(1);
    }

    @Test
    void a_subscription_to_the_end_gets_it_at_once_and_nothing_more_from_the_analysis() {
        ledger.subscribe(OWN_AT_END);
        accepted("lead-1", "c-1");
        assertThat(learn(call("c-1", CallStatus.COMPLETED)).due()).isTrue();
        handOut(OWN_AT_END);
        assertThat(learn(analysed("c-1")).due()).isFalse();
        assertThat(claim(OWN_AT_END)).isEmpty();
    }

    @Test
    @Tag("P23")
    void an_analysis_that_takes_too_long_is_not_waited_for_and_supersedes_later() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        forward(ANALYSIS);
        Delivery first = claimOne(ALL);
        assertThat(first.call().call().analysisReady()).isFalse();
        ledger.done(first);

        assertThat(learn(analysed("c-1")).due()).isTrue();
        Delivery second = claimOne(ALL);
        assertThat(second.supersedes()).isTrue();
        assertThat(second.generation()).isEqualTo(2);
        assertThat(second.attempt()).isOne();
        assertThat(second.redelivered()).isFalse();
        assertThat(second.call().call().analysisReady()).isTrue();
        assertThat(ledger.done(second)).isTrue();
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void an_analysis_that_comes_while_the_end_is_handed_out_is_handed_out_next() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        forward(ANALYSIS);
        Delivery first = claimOne(ALL);
        assertThat(learn(analysed("c-1")).due()).isFalse();
        assertThat(claim(ALL)).isEmpty();

        assertThat(ledger.done(first)).isTrue();
        Delivery second = claimOne(ALL);
        assertThat(second.generation()).isEqualTo(2);
        assertThat(second.supersedes()).isTrue();
        assertThat(second.attempt()).isOne();
        ledger.done(second);
        assertThat(ledger.nextDelivery(ALL)).isEmpty();
    }

    @Test
    void an_analysis_follows_an_end_whose_route_died_and_says_that_it_may_be_a_repeat() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        forward(ANALYSIS);
        Delivery lost = claimOne(ALL);
        learn(analysed("c-1"));
        forward(LEASE);

        Delivery second = claimOne(ALL);
        assertThat(second.call().call().analysisReady()).isTrue();
        assertThat(second.redelivered()).isTrue();
        assertThat(ledger.done(lost)).isFalse();
        assertThat(ledger.done(second)).isTrue();
    }

    @Test
    void an_analysis_follows_an_end_whose_route_failed() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        forward(ANALYSIS);
        Delivery first = claimOne(ALL);
        learn(analysed("c-1"));
        ledger.failed(first, null, "route failed");

        Delivery second = claimOne(ALL);
        assertThat(second.supersedes()).isFalse();
        assertThat(second.redelivered()).isTrue();
    }

    @Test
    void an_analysis_gives_a_parked_result_another_chance() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        forward(ANALYSIS);
        ledger.failed(claimOne(ALL), null, "route failed");
        assertThat(ledger.counts(ACCOUNT).parked()).isOne();
        learn(analysed("c-1"));
        assertThat(claim(ALL)).hasSize(1);
        assertThat(ledger.counts(ACCOUNT).parked()).isZero();
    }

    @Test
    void a_longer_wait_that_was_set_meanwhile_is_kept() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(call("c-1", CallStatus.COMPLETED));
        Subscription patient = calls("default", true, ANALYSIS.multipliedBy(2));
        ledger.subscribe(patient);
        forward(ANALYSIS);
        assertThat(claim(patient)).isEmpty();
        assertThat(ledger.nextDelivery(patient)).contains(in(ANALYSIS));
    }

    // Overdue

    @Test
    void the_real_end_of_an_overdue_call_supersedes() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        Delivery unresolved = claimOne(ALL);
        assertThat(unresolved.call().toCall().unresolved()).isEqualTo("no end was reported within 24h");
        ledger.done(unresolved);
        learn(call("c-1", CallStatus.RINGING));
        assertThat(row("c-1").state()).isEqualTo(CallState.OVERDUE);

        assertThat(learn(analysed("c-1")).due()).isTrue();
        Delivery real = claimOne(ALL);
        assertThat(real.supersedes()).isTrue();
        assertThat(real.generation()).isEqualTo(2);
        assertThat(real.call().toCall().unresolved()).isNull();
    }

    @Test
    @Tag("P22")
    void what_comes_of_another_try_supersedes_what_was_handed_out_as_unresolved() {
        ledger.subscribe(ALL);
        String ref = opened("lead-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        handOut(ALL);
        ledger.notPlaced(ref, "held up before it could send");

        accepted("lead-1", "c-1");
        assertThat(claim(ALL)).as("nothing is known yet").isEmpty();
        learn(analysed("c-1"));

        Delivery result = claimOne(ALL);
        assertThat(result.call().key()).isEqualTo("lead-1");
        assertThat(result.supersedes()).isTrue();
        ledger.done(result);
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void another_try_that_stays_unresolved_is_handed_out_as_well() {
        ledger.subscribe(ALL);
        opened("lead-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        handOut(ALL);
        ledger.resolve(SCOPE, "lead-1", null);

        opened("lead-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);

        Delivery again = claimOne(ALL);
        assertThat(again.call().state()).isEqualTo(CallState.OVERDUE);
        assertThat(again.supersedes()).isTrue();
    }

    @Test
    void the_real_end_of_an_overdue_call_waits_for_its_analysis_too() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        Delivery unresolved = claimOne(ALL);
        assertThat(learn(call("c-1", CallStatus.COMPLETED)).due()).isFalse();
        ledger.done(unresolved);
        assertThat(claim(ALL)).isEmpty();
        forward(ANALYSIS);
        assertThat(claimOne(ALL).supersedes()).isTrue();
    }

    @Test
    void the_real_end_replaces_an_overdue_result_that_was_not_handed_out() {
        ledger.subscribe(OWN_AT_END);
        accepted("lead-1", "c-1");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        learn(call("c-1", CallStatus.COMPLETED));
        Delivery only = claimOne(OWN_AT_END);
        assertThat(only.supersedes()).isFalse();
        assertThat(only.generation()).isOne();
        assertThat(only.call().state()).isEqualTo(CallState.ENDED);
    }

    @Test
    void resolving_a_call_withdraws_what_was_not_handed_out() {
        ledger.subscribe(ALL);
        ledger.unknown(opened("placed"), "read timed out");
        ledger.unknown(opened("refused"), "read timed out");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        ledger.resolve(SCOPE, "placed", "c-1");
        ledger.resolve(SCOPE, "refused", null);
        assertThat(claim(ALL)).isEmpty();
        assertThat(ledger.counts(ACCOUNT).undelivered()).isZero();

        learn(analysed("c-1"));
        assertThat(claimOne(ALL).supersedes()).isFalse();
    }

    @Test
    void resolving_a_call_withdraws_what_is_being_handed_out_unless_it_arrives() {
        ledger.subscribe(ALL);
        ledger.unknown(opened("lead-1"), "read timed out");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        Delivery unresolved = claimOne(ALL);
        ledger.resolve(SCOPE, "lead-1", "c-1");
        ledger.failed(unresolved, SECOND, "route failed");
        forward(SECOND);
        assertThat(claim(ALL)).isEmpty();
        assertThat(ledger.counts(ACCOUNT).undelivered()).isZero();
    }

    @Test
    void an_end_after_an_unresolved_result_arrived_supersedes_even_when_it_was_resolved_in_between() {
        ledger.subscribe(ALL);
        ledger.unknown(opened("lead-1"), "read timed out");
        forward(DAY);
        ledger.sweep(ACCOUNT, DAY);
        Delivery unresolved = claimOne(ALL);
        ledger.resolve(SCOPE, "lead-1", "c-1");
        assertThat(ledger.done(unresolved)).isTrue();
        learn(analysed("c-1"));
        assertThat(claimOne(ALL).supersedes()).isTrue();
    }

    // First start

    @Test
    void a_first_subscription_gets_what_ended_while_nobody_had_subscribed() {
        accepted("ready", "c-1");
        learn(analysed("c-1"));
        accepted("ended", "c-2");
        learn(call("c-2", CallStatus.COMPLETED));
        accepted("open", "c-3");
        forward(SECOND);
        ledger.subscribe(ALL);

        assertThat(claimOne(ALL).call().key()).isEqualTo("ready");
        assertThat(ledger.nextDelivery(ALL))
                .contains(in(ANALYSIS.minus(SECOND)).isBefore(in(LEASE)) ? in(ANALYSIS.minus(SECOND)) : in(LEASE));
        forward(ANALYSIS);
        assertThat(claim(ALL)).extracting(delivery -> delivery.call().key()).contains("ended");
    }

    @Test
    void a_later_subscription_gets_only_what_nobody_got() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        ledger.subscribe(OWN_AT_END);
        assertThat(claim(OWN_AT_END)).isEmpty();
        handOut(ALL);
        ledger.subscribe(ALL);
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void many_results_wait_for_the_first_subscription() {
        for (int i = 0; i < 1100; i++) {
            ledger.accepted(opened("lead-" + i), call("c-" + i, CallStatus.BUSY).build());
        }
        ledger.subscribe(ALL);
        assertThat(ledger.counts(ACCOUNT).undelivered()).isEqualTo(1100);
    }

    @Test
    void subscriptions_with_odd_names_are_told_apart() {
        Subscription one = new Subscription(
                new io.github.camelvoicecall.model.AccountId("p", "a/b"), Subscription.Kind.CALLS, "c", true, ANALYSIS);
        Subscription other = new Subscription(
                new io.github.camelvoicecall.model.AccountId("p", "a"), Subscription.Kind.CALLS, "b/c", true, ANALYSIS);
        ledger.subscribe(one);
        ledger.subscribe(other);
        ledger.learn(one.account(), Sighting.of(analysed("c-1").build()));
        assertThat(claim(other)).isEmpty();
        assertThat(claim(one)).hasSize(1);
    }

    @Test
    void consumers_that_leave_out_other_calls_do_not_share_a_subscription() {
        Subscription one = leavingOut("{agentId=a-1}");
        Subscription other = leavingOut("{agentId=a-2}");
        assertThat(ledger.subscribe(one)).isTrue();
        assertThat(ledger.subscribe(one)).as("a replica").isTrue();

        assertThat(ledger.subscribe(other)).isFalse();
        assertThat(ledger.subscribe(leavingOut(null))).isFalse();
        forward(Duration.ofSeconds(20));
        assertThat(ledger.subscribe(one)).as("it is still there").isTrue();
        forward(Duration.ofSeconds(20));
        assertThat(ledger.subscribe(other)).isFalse();

        forward(Duration.ofSeconds(30));
        assertThat(ledger.subscribe(other)).as("the other died").isTrue();
        ledger.leave(other);
        assertThat(ledger.subscribe(one)).as("the other stopped").isTrue();
        ledger.leave(other);
        assertThat(ledger.subscribe(other))
                .as("who doesn't have it can't give it up")
                .isFalse();
    }

    @Test
    void who_does_not_know_yet_that_another_filter_holds_takes_nothing_from_it() {
        Subscription one = leavingOut("{agentId=a-1}");
        Subscription other = leavingOut("{agentId=a-2}");
        ledger.subscribe(one);
        ledger.leave(one);
        ledger.subscribe(other);
        ledger.learn(one.account(), Sighting.of(analysed("c-1").build()));

        assertThat(claim(one)).isEmpty();
        assertThat(claim(other)).hasSize(1);
    }

    private static Subscription leavingOut(String filter) {
        return new Subscription(ACCOUNT, Subscription.Kind.CALLS, "filtered", true, ANALYSIS, filter);
    }

    // Leases

    @Test
    void a_claim_is_left_alone_until_its_lease_ends() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        Delivery first = claimOne(ALL);
        assertThat(claim(ALL)).isEmpty();
        assertThat(ledger.nextDelivery(ALL)).contains(in(LEASE));
        forward(LEASE);

        Delivery second = claimOne(ALL);
        assertThat(second.redelivered()).isTrue();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.lease()).isNotEqualTo(first.lease());
        assertThat(ledger.done(first)).isFalse();
        ledger.failed(first, null, "too late");
        ledger.release(List.of(first));
        ledger.renew(List.of(first), DAY);
        assertThat(ledger.done(second)).isTrue();
    }

    @Test
    void a_lease_that_ended_can_still_be_settled_while_nobody_took_over() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        Delivery delivery = claimOne(ALL);
        forward(LEASE.multipliedBy(2));
        assertThat(ledger.done(delivery)).isTrue();
        assertThat(ledger.done(delivery)).isFalse();
    }

    @Test
    void a_renewed_claim_is_left_alone_for_longer() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        Delivery delivery = claimOne(ALL);
        forward(LEASE.minus(SECOND));
        ledger.renew(List.of(delivery), LEASE);
        forward(LEASE.minus(SECOND));
        assertThat(claim(ALL)).isEmpty();
        forward(SECOND);
        assertThat(claim(ALL)).hasSize(1);
    }

    @Test
    void a_failed_claim_comes_back_when_its_time_has_come() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        ledger.failed(claimOne(ALL), Duration.ofMinutes(1), "route failed");
        assertThat(claim(ALL)).isEmpty();
        assertThat(ledger.nextDelivery(ALL)).contains(in(Duration.ofMinutes(1)));
        forward(Duration.ofMinutes(1));
        assertThat(claimOne(ALL).attempt()).isEqualTo(2);
    }

    @Test
    void a_parked_claim_stays_away_and_shows_in_health() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        learn(analysed("c-1"));
        ledger.failed(claimOne(ALL), null, "route failed");
        forward(DAY);
        assertThat(claim(ALL)).isEmpty();
        assertThat(ledger.nextDelivery(ALL)).isEmpty();
        assertThat(ledger.counts(ACCOUNT)).isEqualTo(new LedgerCounts(0, 0, 0, 1));
    }

    @Test
    void parked_results_come_again_when_they_are_released_as_if_they_had_never_been_tried() {
        Subscription another = calls("another", true, ANALYSIS);
        ledger.subscribe(ALL);
        ledger.subscribe(another);
        for (int i = 0; i < 3; i++) {
            accepted("lead-" + i, "c-" + i);
            learn(analysed("c-" + i));
        }
        while (ledger.nextDelivery(ALL).isPresent()) {
            claim(ALL).forEach(delivery -> ledger.failed(delivery, null, "route failed"));
        }
        ledger.failed(ledger.claim(another, 1, LEASE).get(0), null, "route failed");

        assertThat(ledger.releaseParked(ALL)).isEqualTo(3);
        assertThat(ledger.releaseParked(ALL)).isZero();
        assertThat(claim(ALL)).hasSize(3).allSatisfy(delivery -> assertThat(delivery.attempt())
                .isOne());
        assertThat(ledger.counts(ACCOUNT).parked())
                .as("of the other subscription")
                .isOne();
    }

    @Test
    void parked_events_come_again_unless_their_body_is_gone() {
        ledger.subscribe(EVENTS);
        ledger.processed(ledger.receive(event("e-1", "{}")).id());
        ledger.failed(claimOne(EVENTS), null, "route failed");
        assertThat(ledger.releaseParked(EVENTS)).isOne();
        ledger.failed(claimOne(EVENTS), null, "route failed");
        forward(Duration.ofDays(60));
        ledger.blank(Duration.ofDays(30));

        assertThat(ledger.releaseParked(EVENTS)).isZero();
        assertThat(claim(EVENTS)).isEmpty();
        assertThat(ledger.counts(ACCOUNT).parked()).isZero();
    }

    @Test
    void a_released_claim_is_due_at_once_and_was_no_attempt() {
        ledger.subscribe(ALL);
        accepted("lead-1", "c-1");
        accepted("lead-2", "c-2");
        learn(analysed("c-1"));
        learn(analysed("c-2"));
        ledger.release(claim(ALL));
        assertThat(claim(ALL)).hasSize(2).noneMatch(Delivery::redelivered);
    }

    @Test
    void nothing_of_nothing_is_settled() {
        ledger.release(List.of());
        ledger.renew(List.of(), LEASE);
        assertThat(ledger.counts(ACCOUNT)).isEqualTo(new LedgerCounts(0, 0, 0, 0));
    }
}
