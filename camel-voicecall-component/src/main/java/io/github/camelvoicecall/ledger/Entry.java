package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Instant;

/**
 * A call's row with what only the ledger needs to know of it. The hold of an intent is kept as its {@link CallRow#lookAt()}: a hold that ends is something to look at.
 *
 * @param row the row
 * @param provisionalUntil until when a redial may overtake the end; null for an end that is final, and for no end
 * @param blanked true when people's data was taken out and none came in since
 */
record Entry(CallRow row, Instant provisionalUntil, boolean blanked) {
    CallState state() {
        return row.state();
    }

    /** @return true for a call with an end, final or not */
    boolean ended() {
        return state() == CallState.ENDED || state() == CallState.READY;
    }

    /** @return true for a call that has something to hand out */
    boolean deliverable() {
        return ended() || state() == CallState.OVERDUE;
    }

    boolean provisional() {
        return provisionalUntil != null;
    }

    /** @return when the deadline of a call starts to run; null when it has none to keep: settled, or scheduled by somebody else for nobody knows when */
    Instant sweepFrom() {
        boolean scheduled = row.call() != null && row.call().status() == CallStatus.SCHEDULED;
        return state().open() && (row.own() || !scheduled) ? row.openSince() : null;
    }

    /** @return when the age of people's data in this row starts to count; null when there is none */
    Instant blankFrom() {
        if (blanked) {
            return null;
        }
        return switch (state()) {
            case ENDED, READY -> row.endedAt();
            case NOT_PLACED -> row.createdAt();
            case INTENDED, ACCEPTED, UNKNOWN, OVERDUE -> row.openSince();
        };
    }

    Draft edit() {
        return new Draft(this);
    }
}
