package io.github.camelvoicecall.sandbox;

import java.util.EnumSet;
import java.util.Set;

/**
 * When the provider itself rings again.
 *
 * @param maxAttempts rings at most, 1 for no redial
 * @param on what an attempt must have come to
 */
record Redial(int maxAttempts, Set<Outcome> on) {
    static final Redial NEVER = new Redial(1, Set.of());

    /** So many rings at most, until somebody or something answers. */
    static Redial unlessAnswered(int maxAttempts) {
        return new Redial(maxAttempts, EnumSet.of(Outcome.NO_ANSWER, Outcome.BUSY, Outcome.REJECTED, Outcome.FAILED));
    }

    boolean repeats(Call call) {
        return call.attempts() < maxAttempts && on.contains(call.seen());
    }
}
