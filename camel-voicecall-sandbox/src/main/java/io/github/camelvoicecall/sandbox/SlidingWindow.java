package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The requests that count against one rate limit. Not thread-safe. */
final class SlidingWindow {
    private final RateLimit limit;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    SlidingWindow(RateLimit limit) {
        this.limit = limit;
    }

    /** How long until one more request is within the limit, zero if it is now. */
    Duration wait(Instant now) {
        if (standing(now).remaining() > 0) {
            return Duration.ZERO;
        }
        return Duration.between(now, admitted.peekFirst().plus(limit.window()));
    }

    void count(Instant now) {
        if (!isOpen()) {
            admitted.addLast(now);
        }
    }

    Turnstile.Standing standing(Instant now) {
        while (!admitted.isEmpty() && !admitted.peekFirst().plus(limit.window()).isAfter(now)) {
            admitted.removeFirst();
        }
        return new Turnstile.Standing(limit.requests(), limit.requests() - admitted.size());
    }

    private boolean isOpen() {
        return limit.requests() == Integer.MAX_VALUE;
    }
}
