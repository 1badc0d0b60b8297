package io.github.camelvoicecall.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/** The database's time without asking for it: read once a minute, carried on by this machine's monotonic clock. Thread safe. */
final class DatabaseClock implements InstantSource {
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private record Reading(Instant time, long nanos) {}

    private volatile Reading reading = new Reading(Instant.now(), System.nanoTime() - FRESH_NANOS);

    /** Reads the database's time unless it was read within the minute. */
    void refresh(Sql sql, Dialect dialect) {
        long before = System.nanoTime();
        if (before - reading.nanos() < FRESH_NANOS) {
            return;
        }
        Instant time = sql.first(dialect.clock(), row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow()
                .toInstant();
        // it was read somewhere between sending and receiving
        reading = new Reading(time, before + (System.nanoTime() - before) / 2);
    }

    @Override
    public Instant instant() {
        Reading last = reading;
        return last.time().plusNanos(System.nanoTime() - last.nanos());
    }
}
