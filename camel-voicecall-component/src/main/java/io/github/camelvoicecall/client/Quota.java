package io.github.camelvoicecall.client;

/** Hands out requests of a limit that several processes share. Thread safe. */
@FunctionalInterface
public interface Quota {
    /**
     * Reserves requests for this process, to be used within {@link RateLimiter#BLOCK}.
     *
     * @param use who asks; looks in the background leave a share to the others
     * @param wanted requests wanted
     * @return how many were granted, 0 to wanted
     */
    int reserve(RateLimiter.Use use, int wanted);
}
