package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.CallState.ENDED;
import static io.github.camelvoicecall.ledger.CallState.OVERDUE;
import static io.github.camelvoicecall.ledger.CallState.READY;

import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.time.Instant;

/** When a call's result is due for a subscription and what a change of the call means for it, the same in every ledger. Pure. */
final class DeliveryRules {
    private DeliveryRules() {}

    /** When a result is to be handed out for the first time; may lie in the past. */
    static Instant due(Entry entry, Subscription subscription, Instant now) {
        if (entry.state() != ENDED) {
            return now;
        }
        boolean waits = entry.row().call().status() == CallStatus.COMPLETED;
        Duration analysis = waits ? subscription.analysisTimeout() : Duration.ZERO;
        return Times.later(entry.row().endedAt().plus(analysis), entry.provisionalUntil());
    }

    /** Tells whether a change of a call can matter to those who wait for it. */
    static boolean matters(Entry before, Entry after) {
        return before.deliverable() != after.deliverable()
                || after.deliverable() && (before.state() != after.state() || !sameResult(before, after));
    }

    /** What becomes of a mark when its call changed; the same mark when nothing does. */
    static Mark changed(Entry before, Entry after, Mark mark, Subscription subscription, Instant now) {
        if (!after.deliverable()) {
            return mark.claimed(now) ? mark : mark.withdrawn();
        }
        boolean news = before.deliverable() ? outdated(before, after) : after.state() != OVERDUE || mark.isExpecting();
        if (news) {
            return mark.again(due(after, subscription, now), now);
        }
        boolean analysed = before.state() == ENDED && after.state() == READY && !before.provisional();
        if (analysed && waitedFor(subscription)) {
            return mark.again(now, now);
        }
        boolean confirmed = before.provisional() && !after.provisional();
        boolean waiting = mark.waiting() && !mark.claimed(now) && mark.attempts() == 0;
        return confirmed && waiting ? mark.postponed(due(after, subscription, now)) : mark;
    }

    private static boolean outdated(Entry before, Entry after) {
        // a final end stays what it is, whatever count of attempts comes late
        return before.state() == OVERDUE
                ? after.state() != OVERDUE
                : before.provisional()
                                && !CallRules.sameEnd(
                                        before.row().call(), after.row().call())
                        || before.row().isOvertakenBy(after.row().call());
    }

    private static boolean sameResult(Entry before, Entry after) {
        return before.provisional() == after.provisional() && !outdated(before, after);
    }

    private static boolean waitedFor(Subscription subscription) {
        return !subscription.analysisTimeout().isZero();
    }
}
