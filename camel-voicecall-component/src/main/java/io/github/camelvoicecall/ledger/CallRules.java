package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.CallState.ACCEPTED;
import static io.github.camelvoicecall.ledger.CallState.ENDED;
import static io.github.camelvoicecall.ledger.CallState.INTENDED;
import static io.github.camelvoicecall.ledger.CallState.NOT_PLACED;
import static io.github.camelvoicecall.ledger.CallState.OVERDUE;
import static io.github.camelvoicecall.ledger.CallState.READY;
import static io.github.camelvoicecall.ledger.CallState.UNKNOWN;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What happens to a call's row, the same in every ledger. Pure: each rule takes an entry and gives the one that follows. */
final class CallRules {
    /** Longer than any deadline. */
    private static final Duration NEVER = Duration.ofDays(365_000);

    private CallRules() {}

    // Intents

    static Entry intended(String ref, Intent intent, Instant now) {
        CallRow row = new CallRow(
                ref,
                intent.account(),
                intent.scope(),
                intent.key(),
                intent.fingerprint(),
                INTENDED,
                null,
                intent.request(),
                null,
                null,
                now,
                Times.exact(intent.openSince()),
                null,
                now.plus(intent.hold()),
                0);
        return new Entry(row, null, false);
    }

    static Opening.Found found(Entry entry, Intent intent) {
        if (entry.state() == NOT_PLACED) {
            return Opening.Found.FREE;
        }
        // what a forgotten call was about isn't known any more; that it was one is enough
        boolean known = entry.row().fingerprint() != null;
        if (known && !entry.row().fingerprint().equals(intent.fingerprint())) {
            return Opening.Found.MISMATCH;
        }
        if (entry.row().callId() != null) {
            return Opening.Found.PLACED;
        }
        return entry.state() == INTENDED ? Opening.Found.BUSY : Opening.Found.UNKNOWN;
    }

    static Entry holdEnded(Entry entry, Instant now) {
        boolean held = entry.state() != INTENDED || entry.row().lookAt().isAfter(now);
        return held ? entry : unknown(entry, CallRow.ABANDONED, now);
    }

    static Entry unknown(Entry entry, String reason, Instant now) {
        if (entry.state() != INTENDED && entry.state() != UNKNOWN) {
            return entry;
        }
        return entry.edit().state(UNKNOWN).reason(reason).lookAt(now).build();
    }

    static Entry notPlaced(Entry entry, String reason) {
        if (entry.row().callId() != null) {
            return entry;
        }
        return entry.edit().state(NOT_PLACED).reason(reason).lookAt(null).build();
    }

    /** Gives the row the provider's id. From here on it is a placed call whatever was thought of it before. */
    static Entry bound(Entry entry, String callId, Instant now) {
        Draft bound = entry.edit().state(ACCEPTED).callId(callId).reason(null).lookAt(now);
        // found only after its deadline: it gets a new one, or it would be overdue again before anybody looked
        return entry.state() == OVERDUE ? bound.openSince(now).build() : bound.build();
    }

    /** Like {@link #bound(Entry, String, Instant)}, marked if the call was found by its number and time. */
    static Entry bound(Entry entry, Sighting sighting, Instant now) {
        return matched(bound(entry, sighting.call().id(), now), sighting);
    }

    static Entry matched(Entry bound, Sighting sighting) {
        return sighting.matched() ? bound.edit().reason(CallRow.MATCHED).build() : bound;
    }

    /** Our row takes over what was learnt under its id while nobody knew that the call was ours. */
    static Entry absorbed(Entry ours, Entry other, Instant now) {
        Entry bound = bound(ours, other.row().callId(), now);
        if (other.row().call() == null) {
            return bound;
        }
        VoiceCall known = ours.row().call();
        return bound.edit()
                .state(other.state())
                .call(
                        known == null
                                ? other.row().call()
                                : known.mergedWith(other.row().call()))
                .reason(other.row().reason())
                .endedAt(other.row().endedAt())
                .provisionalUntil(other.provisionalUntil())
                .lookAt(other.row().lookAt())
                .build();
    }

    // Learning

    static Entry elsewhere(String ref, AccountId account, String callId, Instant now) {
        CallRow row =
                new CallRow(ref, account, null, null, null, ACCEPTED, callId, null, null, null, now, now, null, now, 0);
        return new Entry(row, null, false);
    }

    /** A call that was there before anybody asked: over, or asleep until its end is learnt. Nobody waits for it, so nothing of the person is kept. */
    static Entry firstSeen(String ref, AccountId account, VoiceCall call, Instant now) {
        VoiceCall known = VoiceCall.of(call.provider())
                .id(call.id())
                .status(call.status())
                .rawStatus(call.rawStatus())
                .build();
        Draft seen = elsewhere(ref, account, call.id(), now).edit().call(known).lookAt(null);
        return call.isTerminal()
                ? seen.state(READY).endedAt(now).build()
                : seen.openSince(now.plus(NEVER)).build();
    }

    /** What the provider said of a call whose id the row has. */
    static Entry seen(Entry entry, Sighting sighting, Instant now) {
        VoiceCall known = entry.row().call();
        VoiceCall news = sighting.call();
        if (known != null && earlierAttempt(news, known)) {
            return entry.edit().call(known.toBuilder().fill(news).build()).build();
        }
        if (entry.ended() && !overtakes(entry, news)) {
            return completed(entry, known.mergedWith(news));
        }
        VoiceCall call = known == null ? news : entry.ended() ? known.overtakenBy(news) : known.mergedWith(news);
        if (news.isTerminal()) {
            return ended(entry, call, sighting.provisional(), now);
        }
        return entry.state() == OVERDUE ? entry.edit().call(call).build() : open(entry, call, now);
    }

    private static boolean overtakes(Entry ended, VoiceCall news) {
        return ended.provisional() && news.status() != CallStatus.UNKNOWN
                || ended.row().isOvertakenBy(news);
    }

    private static boolean earlierAttempt(VoiceCall one, VoiceCall other) {
        return one.attempt() != null && other.attempt() != null && one.attempt() < other.attempt();
    }

    private static Entry completed(Entry entry, VoiceCall call) {
        Draft completed = entry.edit().call(call);
        boolean ready = !entry.provisional() && call.analysisReady();
        return ready ? completed.state(READY).lookAt(null).build() : completed.build();
    }

    private static Entry open(Entry entry, VoiceCall call, Instant now) {
        Draft open = entry.edit().call(call);
        if (call.status() == CallStatus.SCHEDULED) {
            open.openSince(Times.later(entry.row().openSince(), now));
        }
        if (entry.state() != ACCEPTED) {
            open.state(ACCEPTED).endedAt(null).provisionalUntil(null).lookAt(now);
        }
        return open.build();
    }

    private static Entry ended(Entry entry, VoiceCall call, Duration provisional, Instant now) {
        boolean known = entry.ended() && sameEnd(entry.row().call(), call);
        Instant until = provisional == null ? null : known ? entry.provisionalUntil() : now.plus(provisional);
        boolean ready = until == null && (call.analysisReady() || call.status() != CallStatus.COMPLETED);
        Instant lookAt = entry.row().lookAt() == null ? now : entry.row().lookAt();
        return entry.edit()
                .call(call)
                .state(ready ? READY : ENDED)
                .reason(entry.row().matched() ? CallRow.MATCHED : null)
                .endedAt(known ? entry.row().endedAt() : now)
                .provisionalUntil(until)
                .lookAt(ready ? null : lookAt)
                .build();
    }

    /** Tells whether two records are of the same end: not of another dial attempt, which may end in the same way. */
    static boolean sameEnd(VoiceCall one, VoiceCall other) {
        return one.status() == other.status() && !earlierAttempt(one, other) && !earlierAttempt(other, one);
    }

    // Looking

    static Entry looked(Entry entry, Instant next) {
        return entry.edit().lookAt(next).looks(entry.row().looks() + 1).build();
    }

    static Entry lookAgain(Entry entry, Instant next) {
        return switch (entry.state()) {
            case ACCEPTED, UNKNOWN, ENDED, OVERDUE ->
                entry.edit().lookAt(Times.exact(next)).build();
            case INTENDED, NOT_PLACED, READY -> entry;
        };
    }

    static Entry overdue(Entry open, Duration deadline, Instant now) {
        CallRow row = open.row();
        return open.edit()
                .state(OVERDUE)
                .reason(overdueReason(row, deadline))
                .lookAt(row.lookAt() == null ? now : row.lookAt())
                .build();
    }

    private static String overdueReason(CallRow row, Duration deadline) {
        String late = "no end was reported within " + words(deadline);
        return row.reason() == null ? late : row.matched() ? CallRow.MATCHED + "; " + late : row.reason();
    }

    private static String words(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
