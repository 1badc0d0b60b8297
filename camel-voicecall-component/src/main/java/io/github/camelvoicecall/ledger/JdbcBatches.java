package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Batches of recipients in a table. */
final class JdbcBatches implements BatchStore {
    private static final String SELECT = """
            select provider, account, campaign, job, first_row, row_count, hash, state, failed, reason, intended_at,
                   hold_until, settled_at
            from #batches
            """;

    private static final String OF_JOB = "where provider = ? and account = ? and campaign = ? and job = ?";

    private final Sql sql;

    JdbcBatches(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void lock() {
        sql.count("select version from #schema for update");
    }

    @Override
    public List<BatchRow> beginning(AccountId account, String campaign, String job, long offset, long end) {
        return sql.list(
                SELECT + OF_JOB + " and first_row >= ? and first_row < ? order by first_row, row_count desc",
                JdbcBatches::row,
                account.provider(),
                account.name(),
                campaign,
                job,
                offset,
                end);
    }

    @Override
    public Optional<BatchRow> before(AccountId account, String campaign, String job, long offset) {
        return sql.first(
                SELECT + OF_JOB + " and first_row < ? and state <> ? order by first_row desc limit 1",
                JdbcBatches::row,
                account.provider(),
                account.name(),
                campaign,
                job,
                offset,
                BatchState.NOT_SENT);
    }

    @Override
    public void insert(BatchRow row) {
        sql.update("""
                insert into #batches (
                    hash, state, failed, reason, intended_at, hold_until, settled_at,
                    provider, account, campaign, job, first_row, row_count)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, columns(row));
    }

    @Override
    public void update(BatchRow row) {
        sql.update("""
                update #batches set hash = ?, state = ?, failed = ?, reason = ?, intended_at = ?, hold_until = ?,
                    settled_at = ?
                where provider = ? and account = ? and campaign = ? and job = ? and first_row = ? and row_count = ?
                """, columns(row));
    }

    private static Object[] columns(BatchRow row) {
        return new Object[] {
            row.hash(),
            row.state(),
            row.failed(),
            row.reason(),
            row.intendedAt(),
            row.holdUntil(),
            row.settledAt(),
            row.account().provider(),
            row.account().name(),
            row.campaign(),
            row.job(),
            row.offset(),
            row.rows()
        };
    }

    private static BatchRow row(ResultSet row) throws SQLException {
        return new BatchRow(
                new AccountId(row.getString("provider"), row.getString("account")),
                row.getString("campaign"),
                row.getString("job"),
                row.getLong("first_row"),
                row.getInt("row_count"),
                row.getString("hash"),
                BatchState.valueOf(row.getString("state")),
                row.getInt("failed"),
                row.getString("reason"),
                Sql.instant(row, "intended_at"),
                Sql.instant(row, "hold_until"),
                Sql.instant(row, "settled_at"));
    }
}
