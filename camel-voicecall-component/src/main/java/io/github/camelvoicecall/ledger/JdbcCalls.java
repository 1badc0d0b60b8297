package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls in a table. */
final class JdbcCalls implements CallStore {
    private static final String SELECT = CallColumns.SELECT;

    private static final Claim LOOKS = new Claim(SELECT, "#calls", "ref", "look_at", "provider, account, look_at");
    private static final Claim DEADLINES =
            new Claim(SELECT, "#calls", "ref", "sweep_from", "provider, account, sweep_from");
    private static final Claim DATA = new Claim(SELECT, "#calls", "ref", "blank_from", "state, blank_from");

    // an intent whose hold has ended counts as unknown before anybody writes so
    private static final String UNRESOLVED = """
            where provider = ? and account = ? and call_id is null
            and (state in ('UNKNOWN', 'OVERDUE') or state = 'INTENDED' and look_at <= ?)
            """;

    private final Sql sql;

    private final Tombstones tombstones;

    JdbcCalls(Sql sql, Tombstones tombstones) {
        this.sql = sql;
        this.tombstones = tombstones;
    }

    // Finding

    @Override
    public Optional<Entry> byRef(String ref) {
        return sql.first(SELECT + "where ref = ? for update", CallColumns::read, ref);
    }

    @Override
    public Optional<Entry> byKey(String scope, String key) {
        return sql.first(
                SELECT + "where scope = ? and intent_key in (?, ?) for update",
                CallColumns::read,
                scope,
                key,
                tombstone(scope, key));
    }

    @Override
    public Optional<Entry> byCallId(AccountId account, String callId) {
        return sql.first(
                SELECT + "where provider = ? and account = ? and call_id = ? for update",
                CallColumns::read,
                account.provider(),
                account.name(),
                callId);
    }

    @Override
    public Optional<Entry> find(AccountId account, String callId) {
        return sql.first(
                SELECT + "where provider = ? and account = ? and call_id = ?",
                CallColumns::read,
                account.provider(),
                account.name(),
                callId);
    }

    @Override
    public Map<String, Entry> read(Collection<String> refs) {
        if (refs.isEmpty()) {
            return Map.of();
        }
        return sql.list(SELECT + "where ref in (" + Sql.marks(refs) + ")", CallColumns::read, refs.toArray()).stream()
                .collect(Collectors.toMap(entry -> entry.row().ref(), Function.identity()));
    }

    // Writing

    @Override
    public void insert(Entry entry) {
        sql.update("""
                insert into #calls (
                    ref, provider, account, scope, intent_key, fingerprint, state, call_id, status, request, call_json,
                    reason, created_at, open_since, ended_at, provisional_until, look_at, looks, sweep_from, blank_from)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, CallColumns.of(entry).toArray());
        if (entry.row().own()) {
            refuseForgotten(entry.row());
        }
    }

    /** Only now: whoever forgets this key at this moment has had to be waited for by the insert. */
    private void refuseForgotten(CallRow row) {
        String forgotten = "select count(*) from #calls where scope = ? and intent_key = ? and ref <> ?";
        if (sql.count(forgotten, row.scope(), tombstone(row.scope(), row.key()), row.ref()) > 0) {
            throw new Sql.Failure(new SQLException("The key was used by a call that was forgotten", Sql.DUPLICATE));
        }
    }

    @Override
    public String tombstone(String scope, String key) {
        return tombstones.of(scope, key);
    }

    @Override
    public void update(String ref, Entry entry) {
        List<Object> columns = CallColumns.of(entry);
        columns.add(ref);
        int updated = sql.update("""
                update #calls set
                    ref = ?, provider = ?, account = ?, scope = ?, intent_key = ?, fingerprint = ?, state = ?, call_id = ?,
                    status = ?, request = ?, call_json = ?, reason = ?, created_at = ?, open_since = ?, ended_at = ?,
                    provisional_until = ?, look_at = ?, looks = ?, sweep_from = ?, blank_from = ?
                where ref = ?
                """, columns.toArray());
        if (updated != 1) {
            throw new LedgerException("Somebody took the row of call " + ref + " away while it was changed", null);
        }
    }

    @Override
    public void updateLooks(List<Entry> entries) {
        sql.batch(
                "update #calls set state = ?, reason = ?, look_at = ?, looks = ?, sweep_from = ? where ref = ?",
                entries.stream().map(JdbcCalls::looks).toList());
    }

    private static Object[] looks(Entry entry) {
        CallRow row = entry.row();
        return new Object[] {row.state(), row.reason(), row.lookAt(), row.looks(), entry.sweepFrom(), row.ref()};
    }

    @Override
    public void delete(Entry entry) {
        sql.update("delete from #calls where ref = ?", entry.row().ref());
    }

    // Looking

    @Override
    public List<Entry> lookable(AccountId account, Instant now, int max) {
        String dated = "provider = ? and account = ? and look_at > 0";
        return sql.claim(LOOKS, dated, CallColumns::read, now, max, account.provider(), account.name());
    }

    @Override
    public List<Entry> sweepable(AccountId account, Instant before, int max) {
        String dated = "provider = ? and account = ? and sweep_from > 0";
        return sql.claim(DEADLINES, dated, CallColumns::read, before, max, account.provider(), account.name());
    }

    @Override
    public Optional<Instant> nextLook(AccountId account) {
        return sql.first("""
                select look_at from #calls where provider = ? and account = ? and look_at > 0
                order by provider, account, look_at limit 1
                """, row -> Sql.instant(row, "look_at"), account.provider(), account.name());
    }

    @Override
    public boolean sending(AccountId account, Instant now) {
        String held = "select count(*) from #calls where provider = ? and account = ? and state = ? and look_at > ?";
        return sql.count(held, account.provider(), account.name(), CallState.INTENDED, now) > 0;
    }

    @Override
    public List<Entry> unresolved(AccountId account, Instant now, int max) {
        return sql.list(
                SELECT + UNRESOLVED + "order by created_at limit ?",
                CallColumns::read,
                account.provider(),
                account.name(),
                now,
                max);
    }

    @Override
    public List<Entry> neverDelivered(AccountId account, int max) {
        return sql.list(SELECT + """
                        where provider = ? and account = ? and state in ('ENDED', 'READY', 'OVERDUE')
                        and intent_key is not null
                        and not exists (select 1 from #deliveries where subject = ref)
                        limit ?
                        """, CallColumns::read, account.provider(), account.name(), max);
    }

    // Care

    @Override
    public long count(AccountId account, CallState state) {
        return sql.count(
                "select count(*) from #calls where provider = ? and account = ? and state = ?",
                account.provider(),
                account.name(),
                state);
    }

    @Override
    public long countUnresolved(AccountId account, Instant now) {
        return sql.count("select count(*) from #calls " + UNRESOLVED, account.provider(), account.name(), now);
    }

    @Override
    public List<Entry> blankable(Instant aged, Instant old, int max) {
        Set<Entry> found = new LinkedHashSet<>();
        add(found, CallState.NOT_PLACED, "", aged, max);
        String handedOut = """
                and exists (select 1 from #deliveries where subject = ref)
                and not exists (select 1 from #deliveries where subject = ref and delivered <> generation)
                """;
        add(found, CallState.ENDED, handedOut, aged, max);
        add(found, CallState.READY, handedOut, aged, max);
        String notAwaited = "and not exists (select 1 from #deliveries where subject = ref and due_at is not null)";
        for (CallState state : CallState.values()) {
            add(found, state, notAwaited, old, max);
        }
        return List.copyOf(found);
    }

    private void add(Set<Entry> found, CallState state, String condition, Instant before, int max) {
        if (found.size() < max) {
            found.addAll(blankable(state, condition, before, max).stream()
                    .limit(max - found.size())
                    .toList());
        }
    }

    private List<Entry> blankable(CallState state, String condition, Instant before, int max) {
        return sql.claim(DATA, "state = ? " + condition, CallColumns::read, before, max, state);
    }

    @Override
    public List<Entry> mentioning(String digits) {
        String pattern = "%" + digits + "%";
        return sql.list(
                SELECT + "where request like ? or call_json like ? or intent_key like ? for update",
                CallColumns::read,
                pattern,
                pattern,
                pattern);
    }
}
