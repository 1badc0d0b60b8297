package io.github.camelvoicecall.ledger;

/**
 * What {@link BatchLedger#openBatch} found at the rows of a batch.
 *
 * @param found what it means for the caller
 * @param row the batch itself; for {@link Found#CHANGED} and {@link Found#PARTS} the first one in its place
 */
public record BatchOpening(Found found, BatchRow row) {
    /** What stands at the rows of a batch. */
    public enum Found {
        /** Nothing in the way: it is ours, send it and settle it. */
        FREE,
        /** Sent before: send nothing. */
        SENT,
        /** Perhaps sent before: send nothing. */
        UNKNOWN,
        /** Somebody else is sending it right now. */
        BUSY,
        /** It was refused as a whole before and sent in parts: ask for the parts. */
        PARTS,
        /** Other rows stood here when the job ran before. */
        CHANGED
    }
}
