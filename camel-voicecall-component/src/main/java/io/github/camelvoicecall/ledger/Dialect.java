package io.github.camelvoicecall.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What differs between databases. */
enum Dialect {
    /** H2, in a file or (for tests) in memory. */
    H2("H2", "blob", "select current_timestamp", "checkpoint sync", "select database_path()") {
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
    POSTGRESQL("PostgreSQL", "bytea", "select clock_timestamp()", null, "select current_database()") {
        @Override
        boolean durable(Sql sql) {
            Optional<String> commit = sql.first("show synchronous_commit", row -> row.getString(1));
            if (commit.filter("off"::equals).isPresent()) {
                throw new LedgerException(
                        "PostgreSQL runs with synchronous_commit=off and may forget calls: set it to on for the ledger's user",
                        null);
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
    };

    private final String product;
    private final String bytes;
    private final String clock;
    private final String toDisk;
    private final String place;

    Dialect(String product, String bytes, String clock, String toDisk, String place) {
        this.product = product;
        this.bytes = bytes;
        this.clock = clock;
        this.toDisk = toDisk;
        this.place = place;
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
