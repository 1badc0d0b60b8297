package io.github.camelvoicecall.ledger;

/**
 * How an event was taken in.
 *
 * @param kind new, or known before
 * @param id the ledger's id of the event
 */
public record Receipt(Kind kind, String id) {
    /** New, or known before. */
    public enum Kind {
        /** Stored now. */
        NEW,
        /** Stored before, same body. */
        DUPLICATE,
        /** Same key with another body: stored apart and not processed. */
        CONFLICT
    }
}
