package io.github.camelvoicecall.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a ledger does to hand out calls and events, over any store, within one transaction. */
final class DeliveryBook {
    private static final int PAGE = 500;

    private final CallStore calls;
    private final InboxStore inbox;
    private final DeliveryStore store;
    private final Ids ids;
    private final Instant now;

    DeliveryBook(CallStore calls, InboxStore inbox, DeliveryStore store, Ids ids, Instant now) {
        this.calls = calls;
        this.inbox = inbox;
        this.store = store;
        this.ids = ids;
        this.now = now;
    }

    boolean subscribe(Subscription subscription) {
        store.lockSubscriptions();
        Optional<Subscribed> known = known(subscription);
        if (known.filter(others -> others.takenFrom(subscription, now)).isPresent()) {
            return false;
        }
        Subscribed subscribed =
                new Subscribed(subscription, known.map(Subscribed::since).orElse(now), now);
        store.save(subscribed);
        if (known.isEmpty() && subscription.kind() == Subscription.Kind.CALLS) {
            catchUp(subscribed);
        }
        return true;
    }

    void leave(Subscription subscription) {
        store.lockSubscriptions();
        known(subscription)
                .filter(subscribed -> subscribed.settings().equals(subscription))
                .ifPresent(subscribed -> store.save(new Subscribed(subscription, subscribed.since(), null)));
    }

    private Optional<Subscribed> known(Subscription subscription) {
        return store.subscriptions(subscription.account(), subscription.kind()).stream()
                .filter(subscribed -> subscribed.id().equals(Subscribed.id(subscription)))
                .findFirst();
    }

    private void catchUp(Subscribed subscribed) {
        List<Entry> missed;
        do {
            missed = calls.neverDelivered(subscribed.settings().account(), PAGE);
            store.insert(missed.stream()
                    .map(entry -> Mark.first(
                            ids.next(),
                            subscribed,
                            entry.row().ref(),
                            DeliveryRules.due(entry, subscribed.settings(), now)))
                    .toList());
        } while (missed.size() == PAGE);
    }

    // Claims

    List<Delivery> claim(Subscription subscription, int max, Duration lease) {
        if (otherFilter(subscription)) {
            return List.of();
        }
        List<Mark> due = store.due(Subscribed.id(subscription), now, max);
        Instant until = now.plus(lease);
        return switch (subscription.kind()) {
            case CALLS -> claimCalls(subscription, due, until);
            case EVENTS -> claimEvents(due, until);
        };
    }

    /** A consumer that doesn't know yet that another filter holds now would mark what the others want as done. */
    private boolean otherFilter(Subscription subscription) {
        return known(subscription)
                .filter(there -> !Objects.equals(there.settings().filter(), subscription.filter()))
                .isPresent();
    }

    private List<Delivery> claimCalls(Subscription subscription, List<Mark> due, Instant until) {
        Map<String, Entry> subjects = calls.read(subjects(due));
        List<Delivery> claims = new ArrayList<>();
        List<Mark> claimed = new ArrayList<>();
        for (Mark mark : due) {
            Entry entry = subjects.get(mark.subject());
            if (entry == null || !entry.deliverable()) {
                withdraw(mark);
            } else if (DeliveryRules.due(entry, subscription, now).isAfter(now)) {
                store.update(List.of(mark.postponed(DeliveryRules.due(entry, subscription, now))));
            } else {
                Mark claim = mark.claim(ids.next(), until);
                claimed.add(claim);
                claims.add(delivery(claim, entry.row(), null));
            }
        }
        store.update(claimed);
        return claims;
    }

    private List<Delivery> claimEvents(List<Mark> due, Instant until) {
        Map<String, InboxEvent> subjects =
                inbox.read(subjects(due)).stream().collect(Collectors.toMap(InboxEvent::id, Function.identity()));
        List<Mark> claimed =
                due.stream().map(mark -> mark.claim(ids.next(), until)).toList();
        store.update(claimed);
        return claimed.stream()
                .map(mark -> delivery(mark, null, subjects.get(mark.subject())))
                .toList();
    }

    Optional<Instant> next(Subscription subscription) {
        return store.next(Subscribed.id(subscription));
    }

    private static Delivery delivery(Mark claimed, CallRow call, InboxEvent event) {
        boolean supersedes = claimed.delivered() > 0;
        return new Delivery(
                claimed.id(), claimed.lease(), claimed.generation(), call, event, claimed.attempts(), supersedes);
    }

    private void withdraw(Mark mark) {
        if (mark.delivered() == 0) {
            store.delete(List.of(mark));
        } else {
            store.update(List.of(mark.withdrawn()));
        }
    }

    private static List<String> subjects(List<Mark> marks) {
        return marks.stream().map(Mark::subject).toList();
    }

    // Settling

    boolean done(Delivery delivery) {
        return settle(List.of(delivery), (mark, claim) -> mark.done(claim.generation(), now)) > 0;
    }

    void failed(Delivery delivery, Duration retryIn, String reason) {
        settle(List.of(delivery), (mark, claim) -> mark.failed(claim.generation(), retryIn, reason, now));
    }

    void renew(Collection<Delivery> deliveries, Duration lease) {
        settle(deliveries, (mark, claim) -> mark.renew(now.plus(lease)));
    }

    void release(Collection<Delivery> deliveries) {
        settle(deliveries, (mark, claim) -> mark.release(now));
    }

    /** @return how many of a page are due now; empty when nothing is parked any more */
    Optional<Integer> releaseParked(Subscription subscription, int max) {
        List<Mark> parked = store.parked(Subscribed.id(subscription), max);
        if (parked.isEmpty()) {
            return Optional.empty();
        }
        Predicate<Mark> full = subscription.kind() == Subscription.Kind.EVENTS ? withBody(parked) : mark -> true;
        List<Mark> due = parked.stream().filter(full).toList();
        List<Mark> empty = parked.stream().filter(full.negate()).toList();
        store.update(due.stream().map(mark -> mark.unparked(now)).toList());
        store.update(empty.stream().map(Mark::withdrawn).toList());
        return Optional.of(due.size());
    }

    private Predicate<Mark> withBody(List<Mark> marks) {
        Set<String> ids = inbox.read(subjects(marks)).stream()
                .filter(event -> event.body() != null)
                .map(InboxEvent::id)
                .collect(Collectors.toSet());
        return mark -> ids.contains(mark.subject());
    }

    /** Settles those claims whose lease nobody else took over. */
    private int settle(Collection<Delivery> deliveries, BiFunction<Mark, Delivery, Mark> settlement) {
        Map<String, Delivery> claims =
                deliveries.stream().collect(Collectors.toMap(Delivery::id, Function.identity(), (one, same) -> one));
        List<Mark> settled = store.byIds(claims.keySet()).stream()
                .filter(mark -> claims.get(mark.id()).lease().equals(mark.lease()))
                .map(mark -> settlement.apply(mark, claims.get(mark.id())))
                .toList();
        store.update(settled);
        return settled.size();
    }
}
