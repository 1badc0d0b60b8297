package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** All limits that hold for an account at the same time: a request takes a turn of each, or of none. Thread safe. */
public final class RateLimits {
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
        for (int i = 0; i < limits.size(); i++) {
            Duration wait = acquire(i, use);
            if (!wait.isZero()) {
                limits.subList(0, i).forEach(taken -> taken.forgo(use));
                return wait;
            }
        }
        return Duration.ZERO;
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
     * @param wait how long
     */
    public void pause(Duration wait) {
        limits.forEach(limit -> limit.pause(wait));
    }

    /** @return how long the provider's last pause still lasts */
    public Duration paused() {
        return limits.stream()
                .map(RateLimiter::paused)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * Waits until a request may be sent.
     *
     * @param use who asks
     * @param sleeper waits
     * @param longestPause how long a pause that the provider asked for is waited for
     * @return false if the provider asks for a longer one, also while we wait
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(Use use, Sleeper sleeper, Duration longestPause) throws InterruptedException {
        limits.forEach(limit -> limit.waiting(use, 1));
        try {
            while (paused().compareTo(longestPause) <= 0) {
                Duration wait = tryAcquire(use);
                if (wait.isZero()) {
                    return true;
                }
                sleeper.sleep(wait);
            }
            return false;
        } finally {
            limits.forEach(limit -> limit.waiting(use, -1));
        }
    }
}
