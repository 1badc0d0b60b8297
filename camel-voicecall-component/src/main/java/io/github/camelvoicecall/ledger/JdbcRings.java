package io.github.camelvoicecall.ledger;

import java.time.Instant;
import java.util.List;

/** Rings in a table; a second one has the rows that are locked. */
final class JdbcRings implements RingStore {
    // people share a row, or the table would hold everybody for ever
    private static final int SLOT_CHARACTERS = 2;

    private final Sql sql;

    JdbcRings(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void lock(String person) {
        String slot = person.substring(person.length() - SLOT_CHARACTERS);
        boolean missing = sql.first("select slot from #fences where slot = ? for update", row -> row.getString(1), slot)
                .isEmpty();
        if (missing) {
            // whoever does the same at this moment finds a duplicate and tries again
            sql.update("insert into #fences (slot) values (?)", slot);
        }
    }

    @Override
    public void add(String person, Ring ring) {
        sql.update("insert into #rings (person, ref, rings_at) values (?, ?, ?)", person, ring.ref(), ring.at());
    }

    @Override
    public List<Ring> between(String person, Instant after, Instant before) {
        return sql.list(
                "select ref, rings_at from #rings where person = ? and rings_at > ? and rings_at < ?",
                row -> new Ring(row.getString("ref"), Sql.instant(row, "rings_at")),
                person,
                after,
                before);
    }

    @Override
    public int prune(Instant before) {
        return sql.update("delete from #rings where rings_at < ?", before);
    }
}
