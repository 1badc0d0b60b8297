package io.github.camelvoicecall;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How long calls take from being placed to their end, learnt while running, to know when a look is worth a request. Thread safe. */
final class TalkTimes {
    private static final int REMEMBERED = 64;
    private static final double QUANTILE = 0.6;

    private final Deque<Duration> latest = new ArrayDeque<>();

    synchronized void add(Duration duration) {
        latest.addLast(duration.isNegative() ? Duration.ZERO : duration);
        if (latest.size() > REMEMBERED) {
            latest.removeFirst();
        }
    }

    /** The time by which most calls have ended; the given one while there is nothing to go by. */
    synchronized Duration usual(Duration otherwise) {
        return latest.isEmpty()
                ? otherwise
                : latest.stream()
                        .sorted()
                        .skip((long) (QUANTILE * (latest.size() - 1)))
                        .findFirst()
                        .orElse(otherwise);
    }
}
