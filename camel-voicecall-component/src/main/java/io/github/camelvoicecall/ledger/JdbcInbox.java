package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Webhook events in a table. */
final class JdbcInbox implements InboxStore {
    private static final String SELECT = """
            select id, provider, account, event_key, dedupe_key, body_hash, type, call_id, body, received_at, attempts,
                   verified, due_at, quarantined
            from #inbox
            """;

    private static final Claim DUE = new Claim(SELECT, "#inbox", "id", "due_at", "provider, account, due_at");
    private static final Claim DATA = new Claim(SELECT, "#inbox", "id", "blank_from", "blank_from");

    private final Sql sql;

    JdbcInbox(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<StoredEvent> byKey(AccountId account, String key) {
        return sql.first(
                SELECT + "where provider = ? and account = ? and event_key = ?",
                JdbcInbox::stored,
                account.provider(),
                account.name(),
                key);
    }

    @Override
    public Optional<StoredEvent> byId(String id) {
        return sql.first(SELECT + "where id = ? for update", JdbcInbox::stored, id);
    }

    @Override
    public List<InboxEvent> read(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : sql.list(
                        SELECT + "where id in (" + Sql.marks(ids) + ")",
                        row -> stored(row).event(),
                        ids.toArray());
    }

    @Override
    public List<StoredEvent> due(AccountId account, Instant now, int max) {
        String dated = "provider = ? and account = ? and due_at > 0";
        return sql.claim(DUE, dated, JdbcInbox::stored, now, max, account.provider(), account.name());
    }

    @Override
    public List<StoredEvent> blankable(Instant aged, Instant old, int max) {
        String handedOut = """
                and due_at is null and not quarantined
                and not exists (select 1 from #deliveries d where d.subject = #inbox.id and d.delivered <> d.generation)
                """;
        String notAwaited = """
                and due_at is null
                and not exists (select 1 from #deliveries d where d.subject = #inbox.id and d.due_at is not null)
                """;
        Map<String, StoredEvent> found = new LinkedHashMap<>();
        Stream.of(blankable(handedOut, aged, max), blankable(notAwaited, old, max))
                .flatMap(List::stream)
                .forEach(stored -> found.put(stored.event().id(), stored));
        return found.values().stream().limit(max).toList();
    }

    private List<StoredEvent> blankable(String condition, Instant before, int max) {
        return sql.claim(DATA, "blank_from > 0 " + condition, JdbcInbox::stored, before, max);
    }

    @Override
    public List<StoredEvent> bodies(Predicate<InboxEvent> chosen) {
        return sql.list(SELECT + "where body is not null", row -> {
            StoredEvent stored = stored(row);
            return chosen.test(stored.event()) ? stored : null;
        });
    }

    @Override
    public void insert(StoredEvent stored) {
        InboxEvent event = stored.event();
        sql.update(
                """
                insert into #inbox (
                    id, provider, account, event_key, dedupe_key, body_hash, type, call_id, body, received_at, attempts,
                    verified, due_at, quarantined, blank_from)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                event.id(),
                event.account().provider(),
                event.account().name(),
                stored.key(),
                event.dedupeKey(),
                event.bodyHash(),
                event.type(),
                event.callId(),
                event.body(),
                event.receivedAt(),
                event.attempts(),
                event.verified(),
                stored.dueAt(),
                stored.quarantined(),
                event.receivedAt());
    }

    @Override
    public void update(Collection<StoredEvent> events) {
        sql.batch(
                "update #inbox set attempts = ?, due_at = ? where id = ?",
                events.stream().map(JdbcInbox::progress).toList());
    }

    private static Object[] progress(StoredEvent stored) {
        return new Object[] {
            stored.event().attempts(), stored.dueAt(), stored.event().id()
        };
    }

    @Override
    public void blank(StoredEvent stored) {
        sql.update(
                "update #inbox set body = null, blank_from = null, due_at = ? where id = ?",
                stored.dueAt(),
                stored.event().id());
    }

    private static StoredEvent stored(ResultSet row) throws SQLException {
        InboxEvent event = new InboxEvent(
                row.getString("id"),
                new AccountId(row.getString("provider"), row.getString("account")),
                row.getString("dedupe_key"),
                row.getString("body_hash"),
                row.getString("type"),
                row.getString("call_id"),
                row.getBytes("body"),
                Sql.instant(row, "received_at"),
                row.getInt("attempts"),
                row.getBoolean("verified"));
        return new StoredEvent(
                event, row.getString("event_key"), Sql.instant(row, "due_at"), row.getBoolean("quarantined"));
    }
}
