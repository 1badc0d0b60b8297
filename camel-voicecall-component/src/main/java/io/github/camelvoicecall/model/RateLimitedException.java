package io.github.camelvoicecall.model;

import java.time.Duration;

/** The provider's limit stands in the way for longer than we may wait. Nothing was placed; try again after {@link #getRetryAfter()}. */
public class RateLimitedException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param failure the facts
     * @param retryAfter how long to wait
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public RateLimitedException(Failure failure, Duration retryAfter, String message, Throwable cause) {
        super(failure, message, cause);
        this.retryAfter = retryAfter;
    }

    /** @return how long to wait before trying again */
    public Duration getRetryAfter() {
        return retryAfter;
    }
}
