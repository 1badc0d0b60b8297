package io.github.camelvoicecall;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How long calls take from being placed to their end, learnt while running, to know when a look is worth a request: once a call of this age would, going by the calls before it,
 * have been over unnoticed for a certain share of a usual call. Many looks where many calls end, few where hardly any do. Thread safe.
 */
final class TalkTimes {
    private static final int REMEMBERED = 500;
    private static final int ENOUGH = 8;
    private static final double WORTH = 0.08;

    private final Deque<Long> latest = new ArrayDeque<>();
    private long[] sorted = {};
    private long mean;

    synchronized void add(Duration duration) {
        latest.addLast(Math.max(0, duration.toMillis()));
        if (latest.size() > REMEMBERED) {
            latest.removeFirst();
        }
        sorted = latest.stream().mapToLong(Long::longValue).sorted().toArray();
        mean = Arrays.stream(sorted).sum() / sorted.length;
    }

    /**
     * At which age a look at a call is worth a request.
     *
     * @param age how old it was when it was known to go on
     * @param shortest the least time until the next look
     * @return the age of the next look
     */
    synchronized Duration nextLook(Duration age, Duration shortest) {
        long now = age.toMillis();
        long third = Math.max(shortest.toMillis(), now / 3);
        int first = firstAfter(now);
        boolean enough = sorted.length - first >= ENOUGH;
        long next =
                enough ? Math.min(worthwhile(first), now + Math.max(2 * mean, third)) : now + Math.max(mean / 2, third);
        return Duration.ofMillis(Math.max(next, now + shortest.toMillis()));
    }

    private int firstAfter(long age) {
        int first = 0;
        while (first < sorted.length && sorted[first] <= age) {
            first++;
        }
        return first;
    }

    /** When those that were longer, by their average, have been over for long enough. */
    private long worthwhile(int first) {
        double target = WORTH * mean * (sorted.length - first);
        double ended = 0;
        for (int i = first; ; i++) {
            ended += sorted[i];
            double age = (target + ended) / (i - first + 1);
            if (i + 1 == sorted.length || age <= sorted[i + 1]) {
                return Math.round(age);
            }
        }
    }
}
