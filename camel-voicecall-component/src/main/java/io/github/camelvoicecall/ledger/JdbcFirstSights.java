package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;

/** First sights in a table. */
final class JdbcFirstSights implements FirstSights {
    private final Sql sql;

    JdbcFirstSights(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean has(AccountId account) {
        return sql.first(
                        "select 1 from #first_sights where provider = ? and account = ?",
                        row -> row.getInt(1),
                        account.provider(),
                        account.name())
                .isPresent();
    }

    @Override
    public boolean add(AccountId account) {
        if (!has(account)) {
            // whoever does the same at this moment finds a duplicate and tries again
            sql.update(
                    "insert into #first_sights (provider, account) values (?, ?)", account.provider(), account.name());
        }
        return true;
    }
}
