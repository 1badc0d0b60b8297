package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.Receipt.Kind.CONFLICT;
import static io.github.camelvoicecall.ledger.Receipt.Kind.DUPLICATE;
import static io.github.camelvoicecall.ledger.Receipt.Kind.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class InboxContract extends CallLedgerContract {
    private static final String BODY = "{\"to\":\"+15555550123\"}";

    InboxContract(LedgerKind kind) {
        super(kind);
    }

    private List<InboxEvent> claimEvents() {
        return ledger.claimEvents(ACCOUNT, 100, LEASE);
    }

    @Test
    void an_event_is_kept_as_it_came() {
        Receipt receipt = ledger.receive(event("e-1", BODY));
        assertThat(receipt.kind()).isEqualTo(NEW);
        InboxEvent event = claimEvents().get(0);
        assertThat(event.id()).isEqualTo(receipt.id());
        assertThat(event.account()).isEqualTo(ACCOUNT);
        assertThat(event.body()).asString().isEqualTo(BODY);
        assertThat(event.dedupeKey()).isEqualTo("e-1");
        assertThat(event.type()).isEqualTo("call.ended");
        assertThat(event.callId()).isEqualTo("c-1");
        assertThat(event.receivedAt()).isEqualTo(clock.instant());
        assertThat(event.attempts()).isOne();
        assertThat(event.verified()).isTrue();
    }

    @Test
    void an_event_that_nobody_verified_stays_unverified() {
        InboxEvent unverified =
                new InboxEvent(null, ACCOUNT, "e-1", "h", null, null, new byte[0], clock.instant(), 0, false);
        ledger.receive(unverified);
        assertThat(claimEvents().get(0).verified()).isFalse();
    }

    @Test
    void a_large_event_is_kept() {
        String body = "x".repeat(3_000_000);
        ledger.receive(event("e-1", body));
        assertThat(claimEvents().get(0).body()).hasSize(3_000_000);
    }

    @Test
    void an_event_that_comes_again_is_a_duplicate_for_good() {
        String id = ledger.receive(event("e-1", BODY)).id();
        assertThat(ledger.receive(event("e-1", BODY))).isEqualTo(new Receipt(DUPLICATE, id));
        claimEvents();
        ledger.processed(id);
        assertThat(ledger.receive(event("e-1", BODY))).isEqualTo(new Receipt(DUPLICATE, id));
        assertThat(claimEvents()).isEmpty();
    }

    @Test
    void another_body_under_the_same_key_is_kept_apart_and_not_processed() {
        String id = ledger.receive(event("e-1", BODY)).id();
        Receipt conflict = ledger.receive(event("e-1", "{}"));
        assertThat(conflict.kind()).isEqualTo(CONFLICT);
        assertThat(conflict.id()).isNotEqualTo(id);
        assertThat(ledger.receive(event("e-1", "{}"))).isEqualTo(conflict);
        assertThat(claimEvents()).extracting(InboxEvent::id).containsExactly(id);
        assertThat(ledger.processed(conflict.id())).isFalse();
    }

    @Test
    void the_same_key_of_another_account_is_another_event() {
        ledger.receive(event("e-1", BODY));
        InboxEvent other =
                new InboxEvent(null, OTHER_ACCOUNT, "e-1", "h", null, null, new byte[0], clock.instant(), 0, true);
        assertThat(ledger.receive(other).kind()).isEqualTo(NEW);
        assertThat(ledger.claimEvents(OTHER_ACCOUNT, 10, LEASE)).hasSize(1);
    }

    @Test
    void events_are_claimed_oldest_first_and_not_more_than_asked_for() {
        for (String key : List.of("e-1", "e-2", "e-3")) {
            ledger.receive(event(key, BODY));
            forward(SECOND);
        }
        assertThat(ledger.claimEvents(ACCOUNT, 2, LEASE))
                .extracting(InboxEvent::dedupeKey)
                .containsExactly("e-1", "e-2");
        assertThat(claimEvents()).extracting(InboxEvent::dedupeKey).containsExactly("e-3");
    }

    @Test
    void an_event_that_nobody_processed_comes_back_after_its_lease() {
        ledger.receive(event("e-1", BODY));
        claimEvents();
        assertThat(claimEvents()).isEmpty();
        forward(LEASE);
        assertThat(claimEvents()).extracting(InboxEvent::attempts).containsExactly(2);
    }

    @Test
    void a_postponed_event_comes_back_when_its_time_has_come() {
        String id = ledger.receive(event("e-1", BODY)).id();
        claimEvents();
        ledger.postpone(id, Duration.ofSeconds(30));
        assertThat(claimEvents()).isEmpty();
        forward(Duration.ofSeconds(30));
        assertThat(claimEvents()).hasSize(1);
        ledger.processed(id);
        ledger.postpone(id, Duration.ZERO);
        assertThat(claimEvents()).isEmpty();
    }

    @Test
    void a_processed_event_is_handed_out_to_every_subscription_to_events() {
        Subscription other = new Subscription(ACCOUNT, Subscription.Kind.EVENTS, "other", false, Duration.ZERO);
        ledger.subscribe(EVENTS);
        ledger.subscribe(other);
        ledger.subscribe(ALL);
        String id = ledger.receive(event("e-1", BODY)).id();
        assertThat(claim(EVENTS)).isEmpty();
        claimEvents();
        assertThat(ledger.processed(id)).isTrue();
        assertThat(ledger.processed(id)).isTrue();

        Delivery delivery = claimOne(EVENTS);
        assertThat(delivery.call()).isNull();
        assertThat(delivery.event().body()).asString().isEqualTo(BODY);
        ledger.done(delivery);
        assertThat(claim(EVENTS)).isEmpty();
        assertThat(claim(other)).hasSize(1);
        assertThat(claim(ALL)).isEmpty();
    }

    @Test
    void an_event_processed_before_anybody_subscribed_is_not_replayed() {
        String id = ledger.receive(event("e-1", BODY)).id();
        assertThat(ledger.processed(id)).isFalse();
        ledger.subscribe(EVENTS);
        assertThat(claim(EVENTS)).isEmpty();
        assertThat(ledger.processed("nobody's")).isFalse();
    }
}
