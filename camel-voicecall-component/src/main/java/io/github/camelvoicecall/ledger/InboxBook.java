package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a ledger does with webhook events, over any store, within one transaction. */
final class InboxBook {
    private final InboxStore inbox;
    private final DeliveryStore deliveries;
    private final Ids ids;
    private final Instant now;

    InboxBook(InboxStore inbox, DeliveryStore deliveries, Ids ids, Instant now) {
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.ids = ids;
        this.now = now;
    }

    Receipt receive(InboxEvent event) {
        Optional<StoredEvent> known = inbox.byKey(event.account(), event.dedupeKey());
        if (known.isEmpty()) {
            return receiveNew(event);
        }
        StoredEvent former = known.get();
        return former.event().bodyHash().equals(event.bodyHash())
                ? new Receipt(Receipt.Kind.DUPLICATE, former.event().id())
                : new Receipt(Receipt.Kind.CONFLICT, quarantine(event));
    }

    Receipt receiveNew(InboxEvent event) {
        StoredEvent received = StoredEvent.received(ids.next(), event, now);
        inbox.insert(received);
        return new Receipt(Receipt.Kind.NEW, received.event().id());
    }

    private String quarantine(InboxEvent event) {
        Optional<StoredEvent> known = inbox.byKey(event.account(), StoredEvent.variantKey(event));
        if (known.isPresent()) {
            return known.get().event().id();
        }
        StoredEvent quarantined = StoredEvent.quarantined(ids.next(), event);
        inbox.insert(quarantined);
        return quarantined.event().id();
    }

    List<InboxEvent> claim(AccountId account, int max, Duration lease) {
        List<StoredEvent> claimed = inbox.due(account, now, max).stream()
                .map(stored -> stored.claim(now.plus(lease)))
                .toList();
        inbox.update(claimed);
        return claimed.stream().map(StoredEvent::event).toList();
    }

    boolean processed(String eventId) {
        Optional<StoredEvent> open = inbox.byId(eventId).filter(stored -> stored.dueAt() != null);
        open.ifPresent(this::process);
        return !deliveries.ofSubject(eventId).isEmpty();
    }

    private void process(StoredEvent stored) {
        inbox.update(List.of(stored.due(null)));
        deliveries.insert(deliveries.subscriptions(stored.event().account(), Subscription.Kind.EVENTS).stream()
                .map(subscribed ->
                        Mark.first(ids.next(), subscribed, stored.event().id(), now))
                .toList());
    }

    void discard(String eventId) {
        inbox.byId(eventId).ifPresent(stored -> inbox.update(List.of(stored.due(null))));
    }

    void postpone(String eventId, Duration retryIn) {
        inbox.byId(eventId)
                .filter(stored -> stored.dueAt() != null)
                .ifPresent(stored -> inbox.update(List.of(stored.due(now.plus(retryIn)))));
    }
}
