package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.Masked;
import java.time.Duration;
import java.time.Instant;

/**
 * Who has had what: the state of one call or event for one subscription.
 *
 * <p>A claim moves {@code dueAt} to the end of its lease, so that what nobody settles is due again by itself. While a claim is out the generation may grow; what the holder then
 * settles is the generation that it was given.
 *
 * @param id the ledger's id of the delivery
 * @param subscription the subscription, by {@link Subscribed#id}
 * @param subject the call's reference, or the event's id
 * @param generation the result to hand out, counted from 1
 * @param delivered the last generation that was handed out; 0 for none
 * @param dueAt when it may be claimed; null when it was handed out or is parked
 * @param parkedAt when it was given up; null if it wasn't
 * @param lease the claim that is out or ran out; null for none
 * @param attempts claims since a generation was handed out or given up
 * @param failure why the last attempt failed; null if it didn't
 */
record Mark(
        String id,
        String subscription,
        String subject,
        int generation,
        int delivered,
        Instant dueAt,
        Instant parkedAt,
        String lease,
        int attempts,
        String failure) {
    private static final int LONGEST_FAILURE = 500;

    static Mark first(String id, Subscribed subscription, String subject, Instant dueAt) {
        return new Mark(id, subscription.id(), subject, 1, 0, dueAt, null, null, 0, null);
    }

    /** @return true while it is to be handed out and wasn't given up */
    boolean waiting() {
        return dueAt != null;
    }

    /** @return true when nothing is left to hand out: the newest result was, or nothing is known yet of another try */
    boolean done() {
        return dueAt == null && parkedAt == null;
    }

    /** @return true while somebody may be handing it out */
    boolean claimed(Instant now) {
        return lease != null && dueAt != null && dueAt.isAfter(now);
    }

    Mark claim(String newLease, Instant until) {
        return with(generation, delivered, until, null, newLease, attempts + 1, failure);
    }

    Mark renew(Instant until) {
        return with(generation, delivered, until, null, lease, attempts, failure);
    }

    Mark release(Instant now) {
        return with(generation, delivered, now, null, null, attempts - 1, failure);
    }

    Mark done(int handedOut, Instant now) {
        return with(generation, handedOut, handedOut == generation ? null : now, null, null, 0, null);
    }

    Mark failed(int tried, Duration retryIn, String reason, Instant now) {
        String failed = Masked.kept(reason);
        String words =
                failed == null || failed.length() <= LONGEST_FAILURE ? failed : failed.substring(0, LONGEST_FAILURE);
        if (retryIn != null) {
            return with(generation, delivered, now.plus(retryIn), null, null, attempts, words);
        }
        // a newer result than the one that failed deserves a try of its own
        return tried == generation
                ? with(generation, delivered, null, now, null, attempts, words)
                : with(generation, delivered, now, null, null, attempts, words);
    }

    /** The result changed: hand it out (again). A result that somebody is handing out right now is followed by the new one. */
    Mark again(Instant due, Instant now) {
        if (claimed(now)) {
            return with(generation + 1, delivered, dueAt, null, lease, attempts, failure);
        }
        return waiting()
                ? with(generation, delivered, due, null, null, attempts, failure)
                : with(generation + 1, delivered, due, null, null, 0, null);
    }

    Mark postponed(Instant due) {
        return with(generation, delivered, due, null, null, attempts, failure);
    }

    /** There is nothing to hand out any more; of what was handed out the mark stays. */
    Mark withdrawn() {
        return with(delivered, delivered, null, null, null, 0, null);
    }

    /** What was handed out is about a former try; there is nothing to hand out of the next one yet. */
    Mark expecting() {
        return with(delivered + 1, delivered, null, null, null, 0, null);
    }

    /** @return true while nothing is known of the try that follows the one that was handed out */
    boolean isExpecting() {
        return done() && delivered < generation;
    }

    /** Without the words of the last failure. */
    Mark wordless() {
        return with(generation, delivered, dueAt, parkedAt, lease, attempts, null);
    }

    /** Not given up any more: as if it had never been tried. */
    Mark unparked(Instant now) {
        return with(generation, delivered, now, null, null, 0, failure);
    }

    /** Given up without a try. */
    Mark parked(Instant now) {
        return with(generation, delivered, null, now, null, attempts, null);
    }

    Mark of(String otherSubject) {
        return new Mark(
                id, subscription, otherSubject, generation, delivered, dueAt, parkedAt, lease, attempts, failure);
    }

    private Mark with(
            int newGeneration,
            int newDelivered,
            Instant newDueAt,
            Instant newParkedAt,
            String newLease,
            int newAttempts,
            String newFailure) {
        return new Mark(
                id,
                subscription,
                subject,
                newGeneration,
                newDelivered,
                newDueAt,
                newParkedAt,
                newLease,
                newAttempts,
                newFailure);
    }
}
