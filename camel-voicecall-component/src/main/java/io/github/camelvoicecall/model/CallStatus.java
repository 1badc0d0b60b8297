package io.github.camelvoicecall.model;

/** Where a call stands, the same words for every provider. {@code COMPLETED} says that it was connected and ended, not that a person was reached: see {@link AnsweredBy}. */
public enum CallStatus {
    /** Accepted for a later time. */
    SCHEDULED,
    /** Accepted, waits for the dialler. */
    QUEUED,
    /** Dialling, not answered. */
    RINGING,
    /** Connected. */
    IN_PROGRESS,
    /** The phone leg is over, the record isn't published yet. */
    PROCESSING,
    /** Was connected and ended normally. */
    COMPLETED,
    /** Rang out. */
    NO_ANSWER,
    /** Busy. */
    BUSY,
    /** Declined or blocked by the person or the carrier. */
    REJECTED,
    /** Stopped before it was connected, by us. */
    CANCELED,
    /** Technical, account or configuration failure. */
    FAILED,
    /** A word that isn't understood; the raw word is kept. Never terminal. */
    UNKNOWN;

    /** @return true for a status that won't change any more */
    public boolean terminal() {
        return switch (this) {
            case COMPLETED, NO_ANSWER, BUSY, REJECTED, CANCELED, FAILED -> true;
            case SCHEDULED, QUEUED, RINGING, IN_PROGRESS, PROCESSING, UNKNOWN -> false;
        };
    }
}
