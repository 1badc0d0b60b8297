package io.github.camelvoicecall.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;

/**
 * The database's time without asking for it: read once a minute, carried on by this machine's monotonic clock. That one stands still while the machine is suspended; then the wall
 * clock tells how long it was, until the database is asked again, which it is next. Thread safe.
 */
final class DatabaseClock implements InstantSource {
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long JUMP_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier ticker;
    private final InstantSource wall;
    private volatile Reading reading;

    private record Reading(Instant time, long ticks, Instant wall) {}

    /** What went by since a reading, as each clock has it. */
    private record Gone(long ticked, long walled) {
        boolean jumped() {
            return walled - ticked > JUMP_NANOS;
        }

        boolean fresh() {
            return ticked < FRESH_NANOS && !jumped();
        }

        long nanos() {
            return jumped() ? walled : ticked;
        }
    }

    DatabaseClock() {
        this(System::nanoTime, InstantSource.system());
    }

    /**
     * @param ticker a monotonic clock, in nanoseconds
     * @param wall the machine's time of day, which only its differences are taken from
     */
    DatabaseClock(LongSupplier ticker, InstantSource wall) {
        this.ticker = ticker;
        this.wall = wall;
        this.reading = new Reading(wall.instant(), ticker.getAsLong() - FRESH_NANOS, wall.instant());
    }

    /** Reads the database's time unless it was read within the minute and the machine was awake since. */
    void refresh(Sql sql, Dialect dialect) {
        if (!stale()) {
            return;
        }
        long before = ticker.getAsLong();
        Instant time = sql.first(dialect.clock(), row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow()
                .toInstant();
        // it was read somewhere between sending and receiving
        long half = (ticker.getAsLong() - before) / 2;
        read(time, before + half);
    }

    boolean stale() {
        return !since(reading).fresh();
    }

    void read(Instant time, long ticks) {
        reading = new Reading(time, ticks, wall.instant().minusNanos(ticker.getAsLong() - ticks));
    }

    @Override
    public Instant instant() {
        Reading last = reading;
        return last.time().plusNanos(since(last).nanos());
    }

    private Gone since(Reading last) {
        return new Gone(
                ticker.getAsLong() - last.ticks(),
                Duration.between(last.wall(), wall.instant()).toNanos());
    }
}
