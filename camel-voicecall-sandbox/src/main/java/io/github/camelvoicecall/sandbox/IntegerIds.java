package io.github.camelvoicecall.sandbox;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of a provider that counts: they grow with the sequence, also over a restart with a state file, and no two sandboxes of a process
 * give the same.
 */
record IntegerIds(long base) {
    private static final long RANGE = 10_000_000;
    private static final String KEPT = "first";
    private static final AtomicLong NEXT = new AtomicLong(Instant.now().getEpochSecond() % 100_000);

    static IntegerIds on(Shelf<IntegerIds> shelf) {
        return shelf.find(KEPT).orElseGet(() -> {
            IntegerIds fresh = new IntegerIds(NEXT.incrementAndGet() * RANGE);
            shelf.put(KEPT, fresh);
            return fresh;
        });
    }

    String of(long sequence) {
        return String.valueOf(base + sequence);
    }
}
