package io.github.camelvoicecall.sandbox;

import java.time.Duration;

/**
 * At most so many requests in any window of this length, per API key. Immutable.
 *
 * @param requests {@link Integer#MAX_VALUE} for no limit
 */
public record RateLimit(int requests, Duration window) {

    /** No limit. */
    public static final RateLimit NONE = new RateLimit(Integer.MAX_VALUE, Duration.ZERO);

    /** So many in any minute. */
    public static RateLimit perMinute(int requests) {
        return new RateLimit(requests, Duration.ofMinutes(1));
    }
}
