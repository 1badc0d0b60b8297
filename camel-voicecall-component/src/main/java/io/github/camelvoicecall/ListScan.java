package io.github.camelvoicecall;

import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One pass over a provider's list, newest first: takes in what concerns us and stops at the first page that has no news, unless a call without an id may still be further down, or
 * an earlier pass broke off further down. A list that tells no times may come in any order; where its ids say that it isn't newest first, all of it is read. Used once, by one
 * thread.
 */
final class ListScan {
    /** Providers write whole seconds, and clocks differ a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Duration SKEW = Duration.ofMinutes(2);
    private static final int MOST_NEW = 1000;
    private static final Pattern COUNTED = Pattern.compile("\\d{1,18}");

    private final Account account;
    private final CallWatcher watcher;
    private final PageIterator<Reading> calls;
    private final Map<String, CallRow> wanted;
    private final Optional<Instant> elsewhereSince;
    private final CampaignFinder campaigns;
    private final Pace pace;
    private final boolean brief;
    private final boolean timeless;
    private final Deque<Reading> newOnes = new ArrayDeque<>();
    private final String brokenOffAt;
    private boolean news;
    private boolean caughtUp;
    private boolean rises;
    private String lastTaken;

    /**
     * @param calls the list
     * @param wanted rows to be found, by reference; those found are removed
     * @param elsewhereSince from when on calls placed elsewhere are wanted; empty for never
     * @param campaigns finds what the list leaves out of calls that are new
     * @param pace says when those that go on are looked at again
     */
    ListScan(
            Account account,
            CallWatcher watcher,
            PageIterator<Reading> calls,
            Map<String, CallRow> wanted,
            Optional<Instant> elsewhereSince,
            CampaignFinder campaigns,
            Pace pace) {
        this.account = account;
        this.watcher = watcher;
        this.calls = calls;
        this.wanted = wanted;
        this.elsewhereSince = elsewhereSince;
        this.campaigns = campaigns;
        this.pace = pace;
        Binding list = account.spec().binding(Operation.LIST_CALLS).orElseThrow();
        this.brief = list.isBrief();
        this.timeless = list.isTimeless();
        this.brokenOffAt = elsewhereSince.isPresent() ? watcher.brokenOffAt() : null;
        this.caughtUp = brokenOffAt == null;
    }

    /** @return how many pages were read */
    int run() throws InterruptedException {
        boolean whole = false;
        try {
            int pages = scan();
            takeNewOnes();
            whole = true;
            return pages;
        } catch (RuntimeException e) {
            takeNewOnes();
            throw e;
        } finally {
            // what was taken in is no news to the next pass, which would stop there
            if (elsewhereSince.isPresent()) {
                watcher.brokeOffAt(whole ? null : caughtUp && lastTaken != null ? lastTaken : brokenOffAt);
            }
        }
    }

    private int scan() throws InterruptedException {
        int pages = 0;
        while (calls.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Reading reading = calls.next();
            news |= take(reading);
            rises |= timeless && lastTaken != null && isGreater(reading.call().id(), lastTaken);
            lastTaken = reading.call().id();
            if (!caughtUp && lastTaken.equals(brokenOffAt)) {
                caughtUp = true;
                news = true;
            }
            if (!calls.pageEnded()) {
                continue;
            }
            pages++;
            if (!goOn(reading.call())) {
                return pages;
            }
        }
        return Math.max(1, pages);
    }

    private boolean take(Reading reading) {
        CallRow known = account.ledger().find(account.id(), reading.call().id()).orElse(null);
        boolean ours = known != null || reading.ref() != null && wanted.containsKey(reading.ref());
        boolean settled = known != null && known.state() == CallState.READY && !known.isOvertakenBy(reading.call());
        if (settled || !ours && !wantedFromElsewhere(reading.call())) {
            return false;
        }
        if (!ours) {
            newOnes.push(reading);
            if (newOnes.size() == MOST_NEW) {
                takeNewOnes();
            }
            return true;
        }
        return learn(reading, known);
    }

    /** The oldest first: a process that dies while it reads the list has taken none of them, or none above one that is missing, so that the next pass gets there. */
    private void takeNewOnes() {
        while (!newOnes.isEmpty()) {
            Reading reading = newOnes.pop();
            learn(
                    reading,
                    account.ledger().find(account.id(), reading.call().id()).orElse(null));
        }
    }

    private boolean learn(Reading reading, CallRow known) {
        CallRow row = watcher.learn(completed(reading, known)).row();
        boolean asked = row != null && wanted.remove(row.ref()) != null;
        if (asked && brief && row.state() == CallState.ENDED) {
            wanted.put(row.ref(), row); // to be read by itself, since what came of it isn't in the list
            return true;
        }
        if (row != null && (asked || known == null)) {
            Instant now = account.ledger().now();
            boolean over = row.state() == CallState.READY;
            account.ledger().lookAgain(row.ref(), over ? null : now.plus(pace.afterList(row, now)));
        }
        return known == null || asked;
    }

    private Reading completed(Reading reading, CallRow known) {
        boolean ends = known != null && known.state().open() && reading.call().isTerminal();
        boolean told = known != null && known.call() != null && known.call().campaignId() != null;
        return known == null || ends && !told
                ? new Reading(ofPerson(campaigns.completed(reading.call())), reading.ref())
                : reading;
    }

    /** Whose call it is, where the provider tells no more than a number. */
    private VoiceCall ofPerson(VoiceCall call) {
        if (call.campaignId() == null || call.to() == null || call.contactId() != null) {
            return call;
        }
        return account.ledger()
                .lead(account.id(), call.campaignId(), call.to())
                .map(person -> call.toBuilder()
                        .contactId(person.contactId())
                        .contactName(person.contactName())
                        .variables(person.variables())
                        .build())
                .orElse(call);
    }

    private boolean wantedFromElsewhere(VoiceCall call) {
        Instant lastSeen = call.endedAt() != null ? call.endedAt() : call.createdAt();
        return elsewhereSince.isPresent()
                && (lastSeen == null || !lastSeen.isBefore(elsewhereSince.get().minus(TOLERANCE)));
    }

    private boolean goOn(VoiceCall last) {
        boolean onlyHere = account.spec().binding(Operation.GET_CALL).isEmpty();
        boolean lost = wanted.values().stream()
                .anyMatch(row -> row.callId() == null ? !longBefore(last, row.createdAt()) : onlyHere);
        boolean behind = !caughtUp && wantedFromElsewhere(last);
        boolean anywhere = rises && (!wanted.isEmpty() || elsewhereSince.isPresent());
        boolean goOn = lost || behind || anywhere || news && (!wanted.isEmpty() || elsewhereSince.isPresent());
        news = false;
        return goOn;
    }

    /** Providers count their calls; ids that are no numbers tell nothing. */
    private static boolean isGreater(String id, String other) {
        boolean counted =
                COUNTED.matcher(id).matches() && COUNTED.matcher(other).matches();
        return counted && Long.parseLong(id) > Long.parseLong(other);
    }

    private static boolean longBefore(VoiceCall call, Instant time) {
        return call.createdAt() != null && call.createdAt().isBefore(time.minus(SKEW));
    }
}
