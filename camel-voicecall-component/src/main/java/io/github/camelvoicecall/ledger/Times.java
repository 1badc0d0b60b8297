package io.github.camelvoicecall.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as ledgers keep them: to the millisecond, so that every store gives back what it was given. */
final class Times {
    private Times() {}

    static Instant exact(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    static Instant later(Instant one, Instant other) {
        return one == null || other != null && one.isBefore(other) ? other : one;
    }

    static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /** @return true when the time has come; false for null, which is never */
    static boolean reached(Instant time, Instant now) {
        return time != null && !time.isAfter(now);
    }
}
