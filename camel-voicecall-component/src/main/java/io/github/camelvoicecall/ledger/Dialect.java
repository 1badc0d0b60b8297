package io.github.camelvoicecall.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What differs between databases. */
enum Dialect {
    /** H2, in a file or (for tests) in memory. */
    H2(
            "H2",
            "blob",
            "select current_timestamp",
            "checkpoint sync",
            "select database_path()",
            "select 1 from information_schema.tables where table_schema = current_schema and lower(table_name) = lower('#schema')") {
        /** A commit is in the file when {@code WRITE_DELAY} is 0, and on the disk after {@code CHECKPOINT SYNC}. */
        @Override
        boolean durable(Sql sql) {
            if (inMemory(sql)) {
                return false;
            }
            if (!"0".equals(writeDelay(sql))) {
                sql.update("set write_delay 0");
            }
            if (!"0".equals(writeDelay(sql))) {
                throw new LedgerException("H2 doesn't write at once: put WRITE_DELAY=0 into the URL", null);
            }
            sql.update(toDisk());
            return true;
        }

        // The inner select is what H2 can read along the index and limit; it would lock everything that is due.
        @Override
        String claim(Claim claim, String condition) {
            return """
                    %s where %s in (select %s from %s where %s and %s <= ? order by %s limit ?)
                    and %s <= ? order by %s for update skip locked
                    """.formatted(
                            claim.select(),
                            claim.key(),
                            claim.key(),
                            claim.table(),
                            condition,
                            claim.time(),
                            claim.order(),
                            claim.time(),
                            claim.time());
        }

        @Override
        void lockSchema(Sql sql) {
            // an H2 database belongs to one process, and there one schema is made after the other
        }

        private boolean inMemory(Sql sql) {
            return sql.first("select database_path()", row -> row.getString(1))
                    .map(path -> path.toLowerCase(Locale.ROOT))
                    .filter(path -> !path.startsWith("mem") && !path.startsWith("niomem"))
                    .isEmpty();
        }

        private String writeDelay(Sql sql) {
            return sql.first(
                            "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'",
                            row -> row.getString(1))
                    .orElse("unknown");
        }
    },

    /** PostgreSQL, for replicas that share a ledger. */
    POSTGRESQL(
            "PostgreSQL",
            "bytea",
            "select clock_timestamp()",
            null,
            "select current_database()",
            "select 1 where to_regclass('#schema') is not null") {
        @Override
        boolean durable(Sql sql) {
            if (setting(sql, "synchronous_commit").equals("off")) {
                throw new LedgerException(
                        "PostgreSQL runs with synchronous_commit=off and may forget calls: set it to on for the ledger's user",
                        null);
            }
            if (setting(sql, "fsync").equals("off")) {
                LOG.warn("PostgreSQL runs with fsync=off: when its machine fails it may forget calls");
            }
            return true;
        }

        // Of its own accord it lets a process that stands still, or whose host is gone, keep its locks and everybody
        // waiting.
        @Override
        String patience() {
            return """
                    select set_config('idle_in_transaction_session_timeout', '5s', true),
                        set_config('lock_timeout', '10s', true)
                    """;
        }

        private static String setting(Sql sql, String name) {
            return sql.first("show " + name, row -> row.getString(1)).orElse("unknown");
        }

        @Override
        String claim(Claim claim, String condition) {
            return """
                    %s where %s and %s <= ? order by %s limit ? for update skip locked
                    """.formatted(claim.select(), condition, claim.time(), claim.order());
        }

        @Override
        void lockSchema(Sql sql) {
            sql.first("select pg_advisory_xact_lock(hashtext('#schema'))", row -> null);
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(Dialect.class);

    private final String product;
    private final String bytes;
    private final String clock;
    private final String toDisk;
    private final String place;
    private final String schema;

    Dialect(String product, String bytes, String clock, String toDisk, String place, String schema) {
        this.product = product;
        this.bytes = bytes;
        this.clock = clock;
        this.toDisk = toDisk;
        this.place = place;
        this.schema = schema;
    }

    /** @throws LedgerException for a database that isn't known to keep the ledger's promises */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values())
                .filter(dialect -> dialect.product.equals(product))
                .findFirst()
                .orElseThrow(() -> new LedgerException(
                        "A call ledger can't be kept in %s, only in H2 and PostgreSQL".formatted(product), null));
    }

    /**
     * Sees to it that a commit outlives a crash.
     *
     * @return false for a database that lives in memory
     * @throws LedgerException if the database is set up to forget commits
     */
    abstract boolean durable(Sql sql);

    /**
     * A query that takes rows until the transaction ends. Its parameters: those of the condition, the time, how many, and on H2 the time once more.
     *
     * @param condition what holds for them beside their time
     */
    abstract String claim(Claim claim, String condition);

    /** Waits until no other process makes or changes the tables, and lets none until the transaction ends. */
    abstract void lockSchema(Sql sql);

    /** @return true when the ledger's tables were made, whatever their version */
    boolean hasSchema(Sql sql) {
        return sql.first(schema, row -> row.getInt(1)).isPresent();
    }

    /** @return where the database is, for the log */
    String place(Sql sql) {
        return sql.first(place, row -> row.getString(1)).orElse("a place that it doesn't tell");
    }

    /** @return the type of binary data */
    String bytes() {
        return bytes;
    }

    /** @return a query for the time */
    String clock() {
        return clock;
    }

    /** @return a query that limits how long the present transaction may wait and be waited for; null where the database does so */
    String patience() {
        return null;
    }

    /** @return the statement that forces commits to the disk; null when each commit does so */
    String toDisk() {
        return toDisk;
    }
}
