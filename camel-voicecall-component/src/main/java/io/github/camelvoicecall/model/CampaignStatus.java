package io.github.camelvoicecall.model;

/** Where a campaign stands. */
public enum CampaignStatus {
    /** Being prepared; dials nobody. */
    DRAFT,
    /** Will start by itself at a later time. */
    SCHEDULED,
    /** Dials. */
    RUNNING,
    /** Held; may go on. */
    PAUSED,
    /** Everybody was called. */
    COMPLETED,
    /** Ended by a failure. */
    FAILED,
    /** Ended by somebody. */
    CANCELED,
    /** The provider's word isn't known, or it said none. */
    UNKNOWN;

    /** @return true when it dials nobody any more */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }
}
