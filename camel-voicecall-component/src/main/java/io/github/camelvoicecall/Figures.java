package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.LedgerCounts;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The ledger's figures for health checks. They are counted again only after a while: counting a million calls takes long, and probes come every second from many sides. Thread
 * safe.
 */
final class Figures {
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int TIMES_ITS_COST = 50;

    private final Supplier<LedgerCounts> count;
    private final LongSupplier nanoTime;
    private LedgerCounts last;
    private long freshUntil;

    /**
     * @param count counts, which may take long
     * @param nanoTime tells the time
     */
    Figures(Supplier<LedgerCounts> count, LongSupplier nanoTime) {
        this.count = count;
        this.nanoTime = nanoTime;
    }

    /** The figures, at most two seconds old, or fifty times what it takes to count. A ledger that fails is asked again each time. */
    synchronized LedgerCounts counts() {
        long begun = nanoTime.getAsLong();
        if (last != null && begun - freshUntil < 0) {
            return last;
        }
        last = null;
        LedgerCounts counted = count.get();
        long over = nanoTime.getAsLong();
        freshUntil = over + Math.max(FRESH_NANOS, TIMES_ITS_COST * (over - begun));
        last = counted;
        return counted;
    }
}
