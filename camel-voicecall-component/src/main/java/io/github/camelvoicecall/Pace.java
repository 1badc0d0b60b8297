package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import java.time.Duration;
import java.time.Instant;

/**
 * When a question about a call is likely to be worth its request: by how long calls usually take, and rarely where webhooks tell as well, since reads are then for what they leave
 * out.
 *
 * @param talkTimes how long calls usually take
 * @param webhooks whether webhooks tell as well
 * @param every how long a question may wait at most, as long as a call is young
 */
record Pace(TalkTimes talkTimes, boolean webhooks, Duration every) {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration READ = Duration.ofSeconds(1);
    private static final Duration RESULTS = Duration.ofSeconds(10);
    private static final Duration LIST = Duration.ofSeconds(15);
    private static final Duration PAGE = Duration.ofSeconds(5);
    private static final int PATIENCE = 2;

    static Pace of(Account account, Duration every) {
        return new Pace(account.talkTimes(), account.hasWebhooks(), every);
    }

    /** From when on a read of a claimed call is worth its request. */
    Instant worthwhile(CallRow row) {
        boolean first = row.looks() <= 1;
        if (row.state() == CallState.ACCEPTED && first) {
            Duration usual = talkTimes.nextLook(Duration.ZERO, atLeast(READ));
            return row.openSince().plus(webhooks ? usual.multipliedBy(PATIENCE) : usual);
        }
        boolean waitsForResults = row.state() == CallState.ENDED && row.endedAt() != null;
        return waitsForResults ? row.endedAt().plus(results()) : Instant.MIN;
    }

    /** After a read that didn't show the end: going by how long calls usually take, and long ones less and less often. */
    Duration afterRead(CallRow row, Instant now) {
        if (row.state() == CallState.ENDED && row.endedAt() != null) {
            return bounded(results(), Duration.between(row.endedAt(), now));
        }
        Duration age = age(row, now);
        return bounded(Duration.ZERO, talkTimes.nextLook(age, atLeast(READ)).minus(age));
    }

    /** For a call that can't be read by itself. */
    Duration unreadable(CallRow row, Instant now) {
        return bounded(every, age(row, now).dividedBy(3));
    }

    /** After the list was read: one request tells of many calls, so it needn't be put off for each. */
    Duration afterList(CallRow row, Instant now) {
        Duration grown = age(row, now).dividedBy(8);
        return row.state() == CallState.OVERDUE ? every : atLeast(grown.compareTo(LIST) < 0 ? LIST : grown);
    }

    /** Between two reads of the list: longer where it takes many pages. */
    Duration betweenLists(int pages) {
        Duration share = PAGE.multipliedBy(pages);
        return atLeast(share.compareTo(LIST) < 0 ? LIST : share);
    }

    private Duration results() {
        return webhooks ? every.multipliedBy(PATIENCE) : atLeast(RESULTS);
    }

    /** A user who wants to be asked more often, or has webhooks, decides. */
    private Duration atLeast(Duration ours) {
        return webhooks || every.compareTo(ours) < 0 ? every : ours;
    }

    private static Duration age(CallRow row, Instant now) {
        Duration age = Duration.between(row.openSince(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Duration bounded(Duration shortest, Duration wanted) {
        Duration pause = wanted.compareTo(shortest) < 0 ? shortest : wanted;
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
