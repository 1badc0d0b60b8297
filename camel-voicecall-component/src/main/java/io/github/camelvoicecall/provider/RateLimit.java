package io.github.camelvoicecall.provider;

import java.time.Duration;

/**
 * A documented limit of requests.
 *
 * @param requests requests in any window
 * @param window length of the window
 * @param scope what the provider counts by
 */
public record RateLimit(int requests, Duration window, Scope scope) {
    /** What the provider counts by. */
    public enum Scope {
        /** The API key. */
        KEY,
        /** The client's address. */
        ADDRESS
    }
}
