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
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls in maps, with an index for each question. Not thread safe. */
final class MemoryCalls implements CallStore {
    private record Key(String scope, String key) {}

    private record CallId(AccountId account, String id) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<Key, String> byKey = new HashMap<>();
    private final Map<CallId, String> byCallId = new HashMap<>();
    private final Map<AccountId, Agenda> looks = new HashMap<>();
    private final Map<AccountId, Agenda> deadlines = new HashMap<>();
    private final Evictable evictable = new Evictable();
    private final Tombstones tombstones = new Tombstones(Tombstones.newSecret());
    private final MemoryDeliveries deliveries;
    private final IntSupplier max;
    private boolean anyForgotten;

    MemoryCalls(MemoryDeliveries deliveries, IntSupplier max) {
        this.max = max;
        this.deliveries = deliveries;
    }

    @Override
    public Optional<Entry> byRef(String ref) {
        return Optional.ofNullable(entries.get(ref));
    }

    @Override
    public Optional<Entry> byKey(String scope, String key) {
        String ref = byKey.get(new Key(scope, key));
        if (ref == null && anyForgotten) {
            ref = byKey.get(new Key(scope, tombstone(scope, key)));
        }
        return Optional.ofNullable(ref).map(entries::get);
    }

    @Override
    public Optional<Entry> byCallId(AccountId account, String callId) {
        return Optional.ofNullable(byCallId.get(new CallId(account, callId))).map(entries::get);
    }

    @Override
    public Optional<Entry> find(AccountId account, String callId) {
        return byCallId(account, callId);
    }

    @Override
    public Map<String, Entry> read(Collection<String> refs) {
        return refs.stream()
                .map(entries::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(entry -> entry.row().ref(), Function.identity()));
    }

    @Override
    public void insert(Entry entry) {
        while (entries.size() >= max.getAsInt()) {
            evict();
        }
        put(entry);
    }

    private void put(Entry entry) {
        CallRow row = entry.row();
        entries.put(row.ref(), entry);
        if (row.own()) {
            byKey.put(new Key(row.scope(), row.key()), row.ref());
            anyForgotten |= Tombstones.is(row.key());
        }
        if (row.callId() != null) {
            byCallId.put(new CallId(row.account(), row.callId()), row.ref());
        }
        agenda(looks, row).put(row.ref(), row.lookAt());
        agenda(deadlines, row).put(row.ref(), entry.sweepFrom());
        evictable.changed(row.ref());
    }

    @Override
    public void update(String ref, Entry entry) {
        Entry former = entries.get(ref);
        if (!ref.equals(entry.row().ref())
                || !former.row().account().equals(entry.row().account())) {
            delete(former);
        }
        byKey.remove(new Key(former.row().scope(), former.row().key()), ref);
        put(entry);
    }

    @Override
    public void updateLooks(List<Entry> changed) {
        changed.forEach(this::put);
    }

    @Override
    public void delete(Entry entry) {
        CallRow row = entry.row();
        entries.remove(row.ref());
        byKey.remove(new Key(row.scope(), row.key()), row.ref());
        byCallId.remove(new CallId(row.account(), row.callId()), row.ref());
        agenda(looks, row).remove(row.ref());
        agenda(deadlines, row).remove(row.ref());
    }

    @Override
    public List<Entry> lookable(AccountId account, Instant now, int max) {
        return reached(looks, account, now, max);
    }

    @Override
    public List<Entry> sweepable(AccountId account, Instant before, int max) {
        return reached(deadlines, account, before, max);
    }

    @Override
    public List<Entry> neverDelivered(AccountId account, int max) {
        return of(account)
                .filter(entry -> entry.row().own() && entry.deliverable())
                .filter(entry -> deliveries.ofSubject(entry.row().ref()).isEmpty())
                .limit(max)
                .toList();
    }

    @Override
    public List<Entry> unresolved(AccountId account, Instant now, int max) {
        return of(account).filter(entry -> unresolved(entry, now)).limit(max).toList();
    }

    @Override
    public boolean sending(AccountId account, Instant now) {
        return of(account)
                .anyMatch(entry -> entry.state() == CallState.INTENDED
                        && entry.row().lookAt().isAfter(now));
    }

    @Override
    public long count(AccountId account, CallState state) {
        return of(account).filter(entry -> entry.state() == state).count();
    }

    @Override
    public long countUnresolved(AccountId account, Instant now) {
        return of(account).filter(entry -> unresolved(entry, now)).count();
    }

    @Override
    public List<Entry> blankable(Instant aged, Instant old, int max) {
        return entries.values().stream()
                .filter(entry -> Times.reached(entry.blankFrom(), old) && !awaited(entry)
                        || Times.reached(entry.blankFrom(), aged) && finished(entry))
                .limit(max)
                .toList();
    }

    private boolean awaited(Entry entry) {
        return deliveries.ofSubject(entry.row().ref()).stream().anyMatch(Mark::waiting);
    }

    private boolean finished(Entry entry) {
        List<Mark> marks = deliveries.ofSubject(entry.row().ref());
        boolean handedOut = !marks.isEmpty() && marks.stream().allMatch(Mark::done);
        return entry.state() == CallState.NOT_PLACED || entry.ended() && handedOut;
    }

    @Override
    public String tombstone(String scope, String key) {
        return tombstones.of(scope, key);
    }

    @Override
    public List<Entry> mentioning(String digits) {
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<Instant> nextLook(AccountId account) {
        return Optional.ofNullable(looks.get(account)).flatMap(Agenda::first);
    }

    // Room

    void changed(String ref) {
        if (entries.containsKey(ref)) {
            evictable.changed(ref);
        }
    }

    private void evict() {
        String oldest = evictable
                .oldest(ref -> dispensable(entries.get(ref)))
                .orElseThrow(() -> new LedgerException(
                        "The call ledger in memory is full, its %d calls are still needed: hand out the results that wait, "
                                        .formatted(entries.size())
                                + "settle the unknown calls, raise maxCalls, or use a JdbcCallLedger",
                        null));
        delete(entries.get(oldest));
        deliveries.forget(oldest);
    }

    private boolean dispensable(Entry entry) {
        if (entry == null || entry.row().callId() == null) {
            return entry != null && entry.state() == CallState.NOT_PLACED;
        }
        List<Mark> marks = deliveries.ofSubject(entry.row().ref());
        if (marks.isEmpty()) {
            // without a subscription nobody ever learns of an end: the ledger would fill up for good
            return deliveries
                    .subscriptions(entry.row().account(), Subscription.Kind.CALLS)
                    .isEmpty();
        }
        return entry.deliverable() && marks.stream().allMatch(Mark::done);
    }

    private static boolean unresolved(Entry entry, Instant now) {
        CallState state = CallRules.holdEnded(entry, now).state();
        return entry.row().callId() == null && (state == CallState.UNKNOWN || state == CallState.OVERDUE);
    }

    private Stream<Entry> of(AccountId account) {
        return entries.values().stream().filter(entry -> entry.row().account().equals(account));
    }

    private List<Entry> reached(Map<AccountId, Agenda> agendas, AccountId account, Instant time, int max) {
        Agenda agenda = agendas.get(account);
        return agenda == null
                ? List.of()
                : agenda.reached(time, max).stream().map(entries::get).toList();
    }

    private static Agenda agenda(Map<AccountId, Agenda> agendas, CallRow row) {
        return agendas.computeIfAbsent(row.account(), account -> new Agenda());
    }
}
