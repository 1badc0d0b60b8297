package io.github.camelvoicecall.ledger;

import java.time.Instant;

/**
 * What {@link CallLedger#open} found under the key.
 *
 * @param found what it means for the caller
 * @param row the row under the key; for {@link Found#FENCED} that of the call in the way
 * @param freeAt when the number may be called again; null unless {@link Found#FENCED}
 */
public record Opening(Found found, CallRow row, Instant freeAt) {
    /** What a key stands for. */
    public enum Found {
        /** Nothing in the way: the row is ours, send the call and settle it. */
        FREE,
        /** Placed before: answer from the row, send nothing. */
        PLACED,
        /** Perhaps placed before: send nothing. */
        UNKNOWN,
        /** Somebody else is sending it right now. */
        BUSY,
        /** The key stands for another call. */
        MISMATCH,
        /** Another call rings the same number within the intent's fence: nothing was written, the key stays as it was. */
        FENCED
    }

    /** What was found where no fence is in the way. */
    Opening(Found found, CallRow row) {
        this(found, row, null);
    }
}
