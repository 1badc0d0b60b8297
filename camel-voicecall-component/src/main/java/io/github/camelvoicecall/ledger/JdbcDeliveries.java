package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Subscriptions and marks in tables. */
final class JdbcDeliveries implements DeliveryStore {
    private static final String SELECT = """
            select id, subscription, subject, generation, delivered, due_at, parked_at, lease, attempts, failure
            from #deliveries
            """;

    private static final Claim DUE = new Claim(SELECT, "#deliveries", "id", "due_at", "subscription, due_at");

    private static final Claim PARKED = new Claim(SELECT, "#deliveries", "id", "parked_at", "subscription, parked_at");

    private final Sql sql;

    JdbcDeliveries(Sql sql) {
        this.sql = sql;
    }

    // Subscriptions

    @Override
    public List<Subscribed> subscriptions(AccountId account, Subscription.Kind kind) {
        return sql.list("""
                select provider, account, kind, name, elsewhere, analysis_timeout, leaves_out, since, seen_at
                from #subscriptions
                where provider = ? and account = ? and kind = ? order by since, id
                """, JdbcDeliveries::subscribed, account.provider(), account.name(), kind);
    }

    @Override
    public void save(Subscribed subscribed) {
        Subscription settings = subscribed.settings();
        long analysis = settings.analysisTimeout().toMillis();
        int known = sql.update(
                "update #subscriptions set elsewhere = ?, analysis_timeout = ?, leaves_out = ?, seen_at = ? where id = ?",
                settings.elsewhere(),
                analysis,
                settings.filter(),
                subscribed.seen(),
                subscribed.id());
        if (known == 0) {
            sql.update(
                    """
                    insert into #subscriptions (
                        id, provider, account, kind, name, elsewhere, analysis_timeout, leaves_out, since, seen_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    subscribed.id(),
                    settings.account().provider(),
                    settings.account().name(),
                    settings.kind(),
                    settings.name(),
                    settings.elsewhere(),
                    analysis,
                    settings.filter(),
                    subscribed.since(),
                    subscribed.seen());
        }
    }

    @Override
    public void lockSubscriptions() {
        sql.count("select version from #schema for update");
    }

    // Marks

    @Override
    public List<Mark> ofSubject(String subject) {
        return sql.list(SELECT + "where subject = ? for update", JdbcDeliveries::mark, subject);
    }

    @Override
    public List<Mark> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : sql.list(
                        SELECT + "where id in (" + Sql.marks(ids) + ") for update",
                        JdbcDeliveries::mark,
                        ids.toArray());
    }

    @Override
    public List<Mark> due(String subscription, Instant now, int max) {
        return sql.claim(DUE, "subscription = ? and due_at > 0", JdbcDeliveries::mark, now, max, subscription);
    }

    @Override
    public List<Mark> parked(String subscription, int max) {
        Instant ever = Instant.ofEpochMilli(Long.MAX_VALUE);
        return sql.claim(PARKED, "subscription = ? and parked_at > 0", JdbcDeliveries::mark, ever, max, subscription);
    }

    @Override
    public Optional<Instant> next(String subscription) {
        return sql.first("""
                select due_at from #deliveries where subscription = ? and due_at > 0
                order by subscription, due_at limit 1
                """, row -> Sql.instant(row, "due_at"), subscription);
    }

    @Override
    public long countWaiting(AccountId account) {
        return sql.count("""
                select count(*) from #deliveries where due_at > 0
                and subscription in (select id from #subscriptions where provider = ? and account = ?)
                """, account.provider(), account.name());
    }

    @Override
    public long countParked(AccountId account) {
        return sql.count("""
                select count(*) from #deliveries where parked_at > 0
                and subscription in (select id from #subscriptions where provider = ? and account = ?)
                """, account.provider(), account.name());
    }

    @Override
    public void insert(Collection<Mark> marks) {
        sql.batch("""
                insert into #deliveries (
                    subscription, subject, generation, delivered, due_at, parked_at, lease, attempts, failure, id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, marks.stream().map(JdbcDeliveries::columns).toList());
    }

    @Override
    public void update(Collection<Mark> marks) {
        sql.batch("""
                update #deliveries set
                    subscription = ?, subject = ?, generation = ?, delivered = ?, due_at = ?, parked_at = ?, lease = ?,
                    attempts = ?, failure = ?
                where id = ?
                """, marks.stream().map(JdbcDeliveries::columns).toList());
    }

    @Override
    public void delete(Collection<Mark> marks) {
        sql.batch(
                "delete from #deliveries where id = ?",
                marks.stream().map(mark -> new Object[] {mark.id()}).toList());
    }

    // Rows

    private static Object[] columns(Mark mark) {
        return new Object[] {
            mark.subscription(),
            mark.subject(),
            mark.generation(),
            mark.delivered(),
            mark.dueAt(),
            mark.parkedAt(),
            mark.lease(),
            mark.attempts(),
            mark.failure(),
            mark.id()
        };
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(
                row.getString("id"),
                row.getString("subscription"),
                row.getString("subject"),
                row.getInt("generation"),
                row.getInt("delivered"),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "parked_at"),
                row.getString("lease"),
                row.getInt("attempts"),
                row.getString("failure"));
    }

    private static Subscribed subscribed(ResultSet row) throws SQLException {
        Subscription settings = new Subscription(
                new AccountId(row.getString("provider"), row.getString("account")),
                Subscription.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getBoolean("elsewhere"),
                Duration.ofMillis(row.getLong("analysis_timeout")),
                row.getString("leaves_out"));
        return new Subscribed(settings, Sql.instant(row, "since"), Sql.instant(row, "seen_at"));
    }
}
