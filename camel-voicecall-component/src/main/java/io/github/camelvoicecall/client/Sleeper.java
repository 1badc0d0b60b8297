package io.github.camelvoicecall.client;

import java.time.Duration;

/** Waits; tests put virtual time in its place. */
@FunctionalInterface
public interface Sleeper {
    /** Waits by the clock. */
    Sleeper REAL = duration -> Thread.sleep(Math.max(1, duration.toMillis()));

    /**
     * Waits.
     *
     * @param duration how long
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;
}
