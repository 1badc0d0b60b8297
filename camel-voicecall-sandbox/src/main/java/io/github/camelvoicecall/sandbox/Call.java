package io.github.camelvoicecall.sandbox;

import java.time.Instant;

/**
 * One call at one moment of its life. Immutable; each step of the life is a new value.
 *
 * @param sequence position among all calls of the sandbox, 1 for the first
 * @param attempts rings so far
 * @param startedAt when the first ring began, null before
 * @param endedAt null while the call is open
 * @param nextStepAt when the next step is due, null if there is none: the call is over, never ends, or its campaign does not run
 */
record Call(
        String id,
        long sequence,
        Order order,
        Phase phase,
        int attempts,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        Instant nextStepAt) {

    /** The stages every call passes, whatever a provider calls them. */
    enum Phase {
        /** Waits for its first ring or, after a failed attempt, for the next. */
        QUEUED,
        RINGING,
        TALKING,
        ENDED,
        /** Ended, with transcript and analysis. */
        ANALYZED
    }

    static Call accepted(String id, long sequence, Order order, Instant now) {
        Instant due = order.scheduledAt() == null || order.scheduledAt().isBefore(now) ? now : order.scheduledAt();
        return new Call(id, sequence, order, Phase.QUEUED, 0, now, null, null, due);
    }

    /** A call that waits for {@link #due}. */
    static Call listed(String id, long sequence, Order order, Instant now) {
        return new Call(id, sequence, order, Phase.QUEUED, 0, now, null, null, null);
    }

    /** The same call, asked for otherwise. */
    Call with(Order other) {
        return new Call(id, sequence, other, phase, attempts, createdAt, startedAt, endedAt, nextStepAt);
    }

    /** The same call, to ring at a time. */
    Call due(Instant time, Redial redial) {
        return new Call(id, sequence, order.redialled(redial), phase, attempts, createdAt, startedAt, endedAt, time);
    }

    Call ring(Instant now, Instant nextStepAt) {
        return new Call(
                id,
                sequence,
                order,
                Phase.RINGING,
                attempts + 1,
                createdAt,
                startedAt == null ? now : startedAt,
                null,
                nextStepAt);
    }

    Call enter(Phase next, Instant nextStepAt) {
        return new Call(id, sequence, order, next, attempts, createdAt, startedAt, endedAt, nextStepAt);
    }

    Call end(Instant now, Instant nextStepAt) {
        return new Call(id, sequence, order, Phase.ENDED, attempts, createdAt, startedAt, now, nextStepAt);
    }

    /** Whether it has rung, or has ended without. */
    boolean hasBegun() {
        return attempts > 0 || hasEnded();
    }

    /** Whether it waits for a ring that has a time. */
    boolean isDue() {
        return phase == Phase.QUEUED && nextStepAt != null;
    }

    /** When it last became something else, as far as that is kept. */
    Instant updatedAt() {
        return endedAt != null ? endedAt : startedAt != null ? startedAt : createdAt;
    }

    boolean hasEnded() {
        return phase == Phase.ENDED || phase == Phase.ANALYZED;
    }

    boolean isAnalyzed() {
        return phase == Phase.ANALYZED;
    }

    /** Whether somebody or something answered the latest attempt, or would. */
    boolean connects() {
        return order.outcome().connects(attempts);
    }

    /** The outcome as it is seen so far, one that a provider has a word for. */
    Outcome seen() {
        return order.outcome().seenAfter(attempts);
    }

    /** Talk time as reported to clients, in seconds: invented, so that a test need not last as long; 0 if nobody answered. */
    int talkSeconds() {
        return connects() ? 15 + (int) (sequence * 37 % 80) : 0;
    }
}
