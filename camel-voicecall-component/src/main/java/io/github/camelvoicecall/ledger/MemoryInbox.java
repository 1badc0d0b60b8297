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
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Webhook events in maps. Not thread safe. */
final class MemoryInbox implements InboxStore {
    private record Key(AccountId account, String key) {}

    private final Map<String, StoredEvent> events = new LinkedHashMap<>();
    private final Map<Key, String> byKey = new HashMap<>();
    private final Map<AccountId, Agenda> agendas = new HashMap<>();
    private final Evictable evictable = new Evictable();
    private final MemoryDeliveries deliveries;
    private final IntSupplier max;

    MemoryInbox(MemoryDeliveries deliveries, IntSupplier max) {
        this.max = max;
        this.deliveries = deliveries;
    }

    @Override
    public Optional<StoredEvent> byKey(AccountId account, String key) {
        return Optional.ofNullable(byKey.get(new Key(account, key))).map(events::get);
    }

    @Override
    public Optional<StoredEvent> byId(String id) {
        return Optional.ofNullable(events.get(id));
    }

    @Override
    public List<InboxEvent> read(Collection<String> ids) {
        return ids.stream()
                .map(events::get)
                .filter(Objects::nonNull)
                .map(StoredEvent::event)
                .toList();
    }

    @Override
    public List<StoredEvent> due(AccountId account, Instant now, int max) {
        return agenda(account).reached(now, max).stream().map(events::get).toList();
    }

    @Override
    public List<StoredEvent> blankable(Instant aged, Instant old, int max) {
        return events.values().stream()
                .filter(stored -> stored.event().body() != null)
                .filter(stored ->
                        received(stored, old) && !awaited(stored) || received(stored, aged) && finished(stored))
                .limit(max)
                .toList();
    }

    private static boolean received(StoredEvent stored, Instant before) {
        return Times.reached(stored.event().receivedAt(), before);
    }

    private boolean awaited(StoredEvent stored) {
        return stored.dueAt() != null
                || deliveries.ofSubject(stored.event().id()).stream().anyMatch(Mark::waiting);
    }

    private boolean finished(StoredEvent stored) {
        return !stored.quarantined() && dispensable(stored);
    }

    @Override
    public List<StoredEvent> bodies(Predicate<InboxEvent> chosen) {
        return events.values().stream()
                .filter(stored -> stored.event().body() != null)
                .filter(stored -> chosen.test(stored.event()))
                .toList();
    }

    @Override
    public void insert(StoredEvent stored) {
        while (events.size() >= max.getAsInt()) {
            evict();
        }
        put(stored);
    }

    private void put(StoredEvent stored) {
        String id = stored.event().id();
        events.put(id, stored);
        byKey.put(new Key(stored.event().account(), stored.key()), id);
        agenda(stored.event().account()).put(id, stored.dueAt());
        evictable.changed(id);
    }

    @Override
    public void update(Collection<StoredEvent> changed) {
        changed.forEach(this::put);
    }

    @Override
    public void blank(StoredEvent stored) {
        put(stored);
    }

    // Room

    void changed(String id) {
        if (events.containsKey(id)) {
            evictable.changed(id);
        }
    }

    private void evict() {
        remove(evictable
                .oldest(id -> dispensable(events.get(id)))
                .orElseThrow(() -> new LedgerException(
                        "The inbox in memory is full, its %d events are still needed: process and hand out those that wait, "
                                        .formatted(events.size())
                                + "raise maxEvents, or use a JdbcCallLedger",
                        null)));
    }

    private boolean dispensable(StoredEvent stored) {
        return stored != null
                && stored.dueAt() == null
                && deliveries.ofSubject(stored.event().id()).stream().allMatch(Mark::done);
    }

    private void remove(String id) {
        StoredEvent stored = events.remove(id);
        byKey.remove(new Key(stored.event().account(), stored.key()));
        deliveries.forget(id);
    }

    private Agenda agenda(AccountId account) {
        return agendas.computeIfAbsent(account, some -> new Agenda());
    }
}
