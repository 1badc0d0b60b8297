package io.github.camelvoicecall.ledger;

/** Where a call stands in the ledger. */
public enum CallState {
    /** Written before the first byte leaves; the owner's lease says whether somebody is still at it. */
    INTENDED,
    /** The provider gave an id. */
    ACCEPTED,
    /** Provably no phone rang; the key is free for a new try. */
    NOT_PLACED,
    /** The answer was lost or the owner died: never sent again. */
    UNKNOWN,
    /** The call is over; the results may still come. */
    ENDED,
    /** The call is over and its results are complete. */
    READY,
    /** Open past its deadline: handed out as unresolved; a real end later supersedes it. */
    OVERDUE;

    /** @return true while the end of the call isn't known */
    public boolean open() {
        return this == INTENDED || this == ACCEPTED || this == UNKNOWN;
    }
}
