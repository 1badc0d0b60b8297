package io.github.camelvoicecall.ledger;

import java.util.Optional;

/** What was granted of each limit, in a table. */
final class JdbcLimits implements LimitStore {
    private final Sql sql;

    JdbcLimits(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Grants granted(String limiter) {
        Optional<String> granted =
                sql.first("select granted from #limits where limiter = ? for update", row -> row.getString(1), limiter);
        if (granted.isEmpty()) {
            // whoever does the same at this moment finds a duplicate and tries again
            sql.update("insert into #limits (limiter, granted) values (?, ?)", limiter, Grants.NONE.toString());
        }
        return granted.map(Grants::parse).orElse(Grants.NONE);
    }

    @Override
    public void save(String limiter, Grants grants) {
        sql.update("update #limits set granted = ? where limiter = ?", grants.toString(), limiter);
    }
}
