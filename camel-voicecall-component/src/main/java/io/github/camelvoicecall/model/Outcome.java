package io.github.camelvoicecall.model;

/** What a failed request to place a call means for the phone of the person called. */
public enum Outcome {
    /** Provably no phone rang: safe to try again or elsewhere. */
    NOT_PLACED,
    /** The provider took the call on: never send it again. */
    PLACED,
    /** Nobody knows: look it up, never send it again. */
    UNKNOWN
}
