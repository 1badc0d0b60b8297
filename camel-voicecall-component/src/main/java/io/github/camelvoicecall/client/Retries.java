package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When and how a failed request is sent again: only what provably did nothing. Waits grow from one second by doubling, with jitter; what the provider says outranks that. A wait
 * beyond the bound fails at once instead of sleeping. Immutable.
 *
 * @param max how often a request is sent again at most
 * @param maxWait longest wait before one repetition
 * @param random gives the jitter
 * @param sleeper waits
 */
public record Retries(int max, Duration maxWait, RandomGenerator random, Sleeper sleeper) {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final Duration FIRST = Duration.ofSeconds(1);

    /**
     * One try.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Tries once.
         *
         * @return the result
         * @throws VoiceCallException if it failed
         * @throws InterruptedException if the thread is interrupted
         */
        T run() throws VoiceCallException, InterruptedException;
    }

    /**
     * Runs a request that places a call: repeated only when it never left or was throttled.
     *
     * @param attempt sends it once
     * @param <T> what it gives
     * @return the result
     * @throws VoiceCallException the last failure
     * @throws InterruptedException if the thread is interrupted
     */
    public <T> T dial(Attempt<T> attempt) throws VoiceCallException, InterruptedException {
        return run(attempt, true);
    }

    /**
     * Runs a read: repeated also when the provider failed or its answer was lost.
     *
     * @param attempt sends it once
     * @param <T> what it gives
     * @return the result
     * @throws VoiceCallException the last failure
     * @throws InterruptedException if the thread is interrupted
     */
    public <T> T read(Attempt<T> attempt) throws VoiceCallException, InterruptedException {
        return run(attempt, false);
    }

    /**
     * Runs a request that changes something.
     *
     * @param repeatable true when a second one does no harm: then it is repeated also when nobody knows whether the first one arrived
     * @param attempt sends it once
     * @param <T> what it gives
     * @return the result
     * @throws VoiceCallException the last failure
     * @throws InterruptedException if the thread is interrupted
     */
    public <T> T change(boolean repeatable, Attempt<T> attempt) throws VoiceCallException, InterruptedException {
        return run(attempt, !repeatable);
    }

    private <T> T run(Attempt<T> attempt, boolean once) throws VoiceCallException, InterruptedException {
        for (int tried = 0; ; tried++) {
            try {
                return attempt.run();
            } catch (RateLimitedException | ProviderUnavailableException | OutcomeUnknownException failure) {
                if (tried >= max || tooLong(failure) || redirected(failure) || once && !neverLeft(failure)) {
                    throw failure;
                }
                Duration wait = waitBefore(tried, failure);
                LOG.info("Sent again in {} ms, {} of {}: {}", wait.toMillis(), tried + 1, max, failure.getMessage());
                sleeper.sleep(wait);
            }
        }
    }

    private static boolean neverLeft(VoiceCallException failure) {
        return failure instanceof RateLimitedException
                || failure.getHttpResponseCode() == 0 && !(failure instanceof OutcomeUnknownException);
    }

    /** A wrong address stays wrong. */
    private static boolean redirected(VoiceCallException failure) {
        return failure.getHttpResponseCode() / 100 == 3;
    }

    /** Without the jitter: a wait of exactly the bound is still allowed. */
    private boolean tooLong(VoiceCallException failure) {
        return failure instanceof RateLimitedException limited
                && limited.getRetryAfter() != null
                && limited.getRetryAfter().compareTo(maxWait) > 0;
    }

    private Duration waitBefore(int tried, VoiceCallException failure) {
        if (failure instanceof RateLimitedException limited && limited.getRetryAfter() != null) {
            return limited.getRetryAfter().plusMillis(random.nextLong(1, 250));
        }
        long grown = Math.min(FIRST.toMillis() << Math.min(tried, 16), maxWait.toMillis());
        return Duration.ofMillis(grown / 2 + random.nextLong(grown / 2 + 1));
    }
}
