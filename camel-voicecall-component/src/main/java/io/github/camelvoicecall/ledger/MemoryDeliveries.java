package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Subscriptions and marks in maps. Not thread safe. */
final class MemoryDeliveries implements DeliveryStore {
    private final Map<String, Subscribed> subscriptions = new LinkedHashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, List<String>> bySubject = new HashMap<>();
    private final Map<String, Agenda> agendas = new HashMap<>();
    private final Consumer<String> changed;

    /** @param changed is told the subject of every mark that changed */
    MemoryDeliveries(Consumer<String> changed) {
        this.changed = changed;
    }

    @Override
    public List<Subscribed> subscriptions(AccountId account, Subscription.Kind kind) {
        return subscriptions.values().stream()
                .filter(subscribed -> subscribed.settings().kind() == kind)
                .filter(subscribed -> subscribed.settings().account().equals(account))
                .toList();
    }

    @Override
    public void save(Subscribed subscribed) {
        subscriptions.put(subscribed.id(), subscribed);
    }

    @Override
    public void lockSubscriptions() {
        // the whole ledger is locked
    }

    @Override
    public List<Mark> ofSubject(String subject) {
        return byIds(bySubject.getOrDefault(subject, List.of()));
    }

    @Override
    public List<Mark> byIds(Collection<String> ids) {
        return ids.stream().map(marks::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Mark> due(String subscription, Instant now, int max) {
        return byIds(agenda(subscription).reached(now, max));
    }

    @Override
    public List<Mark> parked(String subscription, int max) {
        return marks.values().stream()
                .filter(mark -> mark.parkedAt() != null && mark.subscription().equals(subscription))
                .limit(max)
                .toList();
    }

    @Override
    public Optional<Instant> next(String subscription) {
        return agenda(subscription).first();
    }

    @Override
    public long countWaiting(AccountId account) {
        return count(account, Mark::waiting);
    }

    @Override
    public long countParked(AccountId account) {
        return count(account, mark -> mark.parkedAt() != null);
    }

    private long count(AccountId account, Predicate<Mark> counted) {
        return marks.values().stream()
                .filter(counted)
                .filter(mark -> subscriptions
                        .get(mark.subscription())
                        .settings()
                        .account()
                        .equals(account))
                .count();
    }

    @Override
    public void insert(Collection<Mark> added) {
        for (Mark mark : added) {
            marks.put(mark.id(), mark);
            bySubject.merge(mark.subject(), List.of(mark.id()), MemoryDeliveries::with);
            agenda(mark.subscription()).put(mark.id(), mark.dueAt());
            changed.accept(mark.subject());
        }
    }

    @Override
    public void update(Collection<Mark> changes) {
        for (Mark mark : changes) {
            String former = marks.get(mark.id()).subject();
            if (!former.equals(mark.subject())) {
                delete(List.of(marks.get(mark.id())));
            }
        }
        insert(changes);
    }

    @Override
    public void delete(Collection<Mark> removed) {
        for (Mark mark : removed) {
            marks.remove(mark.id());
            bySubject.computeIfPresent(mark.subject(), (subject, ids) -> {
                List<String> left =
                        ids.stream().filter(id -> !id.equals(mark.id())).toList();
                return left.isEmpty() ? null : left;
            });
            agenda(mark.subscription()).remove(mark.id());
        }
    }

    /** Nearly every subject has one mark, and there are as many as calls and events. */
    private static List<String> with(List<String> ids, List<String> added) {
        return ids.containsAll(added)
                ? ids
                : Stream.concat(ids.stream(), added.stream()).toList();
    }

    void forget(String subject) {
        delete(ofSubject(subject));
    }

    private Agenda agenda(String subscription) {
        return agendas.computeIfAbsent(subscription, id -> new Agenda());
    }
}
