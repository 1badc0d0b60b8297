package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** All limits that hold for an account at the same time: a request takes a turn of each, or of none. Thread safe. */
public final class RateLimits {
    /** Then the provider is asked again: a date that somebody mistyped must not close an account for a year. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private static final Duration PACE = Duration.ofMinutes(1);

    private final List<RateLimiter> limits;

    private RateLimits(List<RateLimiter> limits) {
        this.limits = List.copyOf(limits);
    }

    /**
     * @param limits the limits, in any order
     * @return all of them together
     */
    public static RateLimits of(RateLimiter... limits) {
        return new RateLimits(List.of(limits));
    }

    /**
     * @param limits the limits, in any order
     * @return all of them together
     */
    public static RateLimits of(List<RateLimiter> limits) {
        return new RateLimits(limits);
    }

    /**
     * Asks for one request.
     *
     * @param use who asks
     * @return zero if it may be sent now, to be followed by {@link #done}; else how long to wait before asking again
     */
    public Duration tryAcquire(Use use) {
        Refusal refusal = refusal(use);
        return refusal == null ? Duration.ZERO : refusal.pause();
    }

    /** A limit that allows nothing now, and for how long. */
    private record Refusal(RateLimiter limit, Duration pause) {}

    /** Null when every limit has given a turn. */
    private Refusal refusal(Use use) {
        for (int i = 0; i < limits.size(); i++) {
            Duration wait = acquire(i, use);
            if (!wait.isZero()) {
                limits.subList(0, i).forEach(taken -> taken.forgo(use));
                return new Refusal(limits.get(i), wait);
            }
        }
        return null;
    }

    private Duration acquire(int i, Use use) {
        try {
            return limits.get(i).tryAcquire(use);
        } catch (RuntimeException e) {
            limits.subList(0, i).forEach(taken -> taken.forgo(use));
            throw e;
        }
    }

    /**
     * Ends a request that {@link #tryAcquire} allowed.
     *
     * @param use who asked
     */
    public void done(Use use) {
        limits.forEach(limit -> limit.done(use));
    }

    /**
     * Gives back what {@link #tryAcquire} allowed and nobody used.
     *
     * @param use who asked
     */
    public void forgo(Use use) {
        limits.forEach(limit -> limit.forgo(use));
    }

    /** @return how many background looks may be sent now, without taking a turn */
    public int room() {
        return limits.stream().mapToInt(RateLimiter::room).min().orElse(Integer.MAX_VALUE);
    }

    /**
     * Stops everything for a while: the provider said so.
     *
     * @param wait how long; more than a day counts as a day
     */
    public void pause(Duration wait) {
        Duration bounded = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
        limits.forEach(limit -> limit.pause(bounded));
    }

    /** @return how long the provider's last pause still lasts */
    public Duration paused() {
        return limits.stream()
                .map(RateLimiter::paused)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * Waits until a request may be sent. A limit of up to a minute is paced, however many wait; what takes longer, such as a pause that the provider asked for or a day's limit
     * that is used up, is waited for no longer than the caller may wait.
     *
     * @param use who asks
     * @param sleeper waits
     * @param longest how long the caller may wait
     * @return zero when a request may be sent; else for how long none may be, so that the caller gave up
     * @throws InterruptedException if the thread is interrupted
     */
    public Duration await(Use use, Sleeper sleeper, Duration longest) throws InterruptedException {
        limits.forEach(limit -> limit.waiting(use, 1));
        try {
            return waiting(use, sleeper, longest);
        } finally {
            limits.forEach(limit -> limit.waiting(use, -1));
        }
    }

    private Duration waiting(Use use, Sleeper sleeper, Duration longest) throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (paused().compareTo(longest) <= 0) {
            Refusal refusal = refusal(use);
            if (refusal == null) {
                return Duration.ZERO;
            }
            Duration bound = longest.compareTo(PACE) > 0 ? longest : PACE;
            boolean paced = refusal.limit().window().compareTo(bound) <= 0;
            if (!paced && refusal.pause().compareTo(longest) > 0) {
                return refusal.pause();
            }
            if (!paced && waited.compareTo(longest) >= 0) {
                return refusal.limit().usedUp();
            }
            sleeper.sleep(refusal.pause());
            waited = paced ? Duration.ZERO : waited.plus(refusal.pause());
        }
        return paused();
    }
}
