package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People of campaigns in a table. */
final class JdbcLeads implements LeadStore {
    private final Sql sql;

    JdbcLeads(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(AccountId account, String campaign, Map<String, Recipient> byDigits, Instant now) {
        List<Object[]> former = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        byDigits.forEach((digits, person) -> {
            former.add(new Object[] {account.provider(), account.name(), campaign, digits});
            rows.add(new Object[] {account.provider(), account.name(), campaign, digits, Json.write(person), now});
        });
        sql.batch("delete from #leads where provider = ? and account = ? and campaign = ? and digits = ?", former);
        sql.batch(
                "insert into #leads (provider, account, campaign, digits, person, kept_at) values (?, ?, ?, ?, ?, ?)",
                rows);
    }

    @Override
    public Optional<Recipient> find(AccountId account, String campaign, String digits) {
        return sql.first(
                "select person from #leads where provider = ? and account = ? and campaign = ? and digits = ?",
                row -> Json.read(row.getString(1), Recipient.class),
                account.provider(),
                account.name(),
                campaign,
                digits);
    }

    @Override
    public int forget(String digits) {
        return sql.update("delete from #leads where digits = ?", digits);
    }

    @Override
    public int prune(Instant before) {
        return sql.update("delete from #leads where kept_at < ?", before);
    }
}
