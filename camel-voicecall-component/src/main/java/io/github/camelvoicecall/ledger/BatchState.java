package io.github.camelvoicecall.ledger;

/** Where a batch of recipients stands in the ledger. */
public enum BatchState {
    /** Written before the first byte leaves. */
    INTENDED,
    /** The provider took it: never sent again. */
    SENT,
    /** Provably nothing of it went in: free for a new try, also with other rows. */
    NOT_SENT,
    /** The answer was lost or the owner died. */
    UNKNOWN
}
