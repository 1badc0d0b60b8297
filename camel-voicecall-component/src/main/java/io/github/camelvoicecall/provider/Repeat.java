package io.github.camelvoicecall.provider;

/** Whether a request that changes something may be sent again when nobody knows whether it arrived. */
public enum Repeat {
    /** Never: a second one could do it twice. */
    NEVER,
    /** Always: the second one finds the work done (PUT, DELETE, create-or-update by a natural key). */
    SAFE,
    /** With the same idempotency key and the same bytes: the provider answers the second one as it answered the first. */
    KEYED
}
