package io.github.camelvoicecall.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts requests against a rate limit. A refused request does not count. Thread-safe. */
final class SlidingWindow {
    private final RateLimit limit;
    private final Clock clock;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    SlidingWindow(RateLimit limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Zero if the request is within the limit; else how long until one would be, and the request does not count. */
    synchronized Duration admit() {
        if (limit.requests() == Integer.MAX_VALUE) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        while (!admitted.isEmpty() && !admitted.peekFirst().plus(limit.window()).isAfter(now)) {
            admitted.removeFirst();
        }
        if (admitted.size() < limit.requests()) {
            admitted.addLast(now);
            return Duration.ZERO;
        }
        return Duration.between(now, admitted.peekFirst().plus(limit.window()));
    }

    synchronized void clear() {
        admitted.clear();
    }
}
