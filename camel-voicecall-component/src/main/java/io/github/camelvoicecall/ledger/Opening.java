package io.github.camelvoicecall.ledger;

/**
 * What {@link CallLedger#open} found under the key.
 *
 * @param found what it means for the caller
 * @param row the row under the key
 */
public record Opening(Found found, CallRow row) {
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
        MISMATCH
    }
}
