package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a ledger does with calls, over any store, within one transaction. */
final class CallBook {
    private final CallStore calls;
    private final Followers followers;
    private final Fence fence;
    private final Ids ids;
    private final Instant now;

    CallBook(CallStore calls, Followers followers, Fence fence, Ids ids, Instant now) {
        this.calls = calls;
        this.followers = followers;
        this.fence = fence;
        this.ids = ids;
        this.now = now;
    }

    // Intents

    Opening openNew(Intent intent) {
        Entry entry = CallRules.intended(ids.next(), intent, now);
        // the key comes first: what was placed before under it is nobody else's call
        calls.insert(entry);
        Optional<Fence.Held> held = fence.enter(intent, entry.row().ref());
        held.ifPresent(another -> calls.delete(entry));
        return held.map(Fence.Held::opening).orElseGet(() -> new Opening(Opening.Found.FREE, entry.row()));
    }

    Opening open(Intent intent) {
        Optional<Entry> known = calls.byKey(intent.scope(), intent.key());
        if (known.isEmpty()) {
            return openNew(intent);
        }
        Opening opening = found(known.get(), intent);
        return opening.found() == Opening.Found.FREE ? reopen(known.get(), intent) : opening;
    }

    Optional<Opening> ask(Intent intent) {
        return calls.byKey(intent.scope(), intent.key())
                .map(known -> found(known, intent))
                .filter(opening -> opening.found() != Opening.Found.FREE)
                .or(() -> fence.ask(intent).map(Fence.Held::opening));
    }

    private Opening found(Entry known, Intent intent) {
        Entry entry = CallRules.holdEnded(known, now);
        return new Opening(CallRules.found(entry, intent), save(known, entry).row());
    }

    private Opening reopen(Entry entry, Intent intent) {
        // under a new reference: whoever still holds the former one must not settle this try
        Entry reopened = CallRules.intended(ids.next(), intent, now);
        Optional<Fence.Held> held = fence.enter(intent, reopened.row().ref());
        if (held.isPresent()) {
            return held.get().opening();
        }
        followers.tryAgain(entry, reopened);
        calls.update(entry.row().ref(), reopened);
        return new Opening(Opening.Found.FREE, reopened.row());
    }

    CallRow accepted(String ref, VoiceCall call) {
        Entry ours = byRef(ref);
        Sighting sighting = Sighting.of(call);
        if (ours.row().callId() == null) {
            return bind(ours, sighting).row();
        }
        boolean same = ours.row().callId().equals(idOf(call));
        return same ? save(ours, CallRules.seen(ours, sighting, now)).row() : ours.row();
    }

    void notPlaced(String ref, String reason) {
        Entry entry = byRef(ref);
        save(entry, CallRules.notPlaced(entry, reason));
    }

    CallRow unknown(String ref, String reason) {
        Entry entry = byRef(ref);
        return save(entry, CallRules.unknown(entry, reason, now)).row();
    }

    Optional<Resolved> resolve(String scope, String key, String callId) {
        return calls.byKey(scope, key)
                .map(known -> settledSo(known, callId) ? new Resolved(known.row(), true) : settle(known, callId));
    }

    private static boolean settledSo(Entry entry, String callId) {
        return callId == null
                ? entry.state() == CallState.NOT_PLACED
                : callId.equals(entry.row().callId());
    }

    private Resolved settle(Entry entry, String callId) {
        checkUnresolved(entry);
        return new Resolved(resolve(entry, callId).row(), false);
    }

    private void checkUnresolved(Entry entry) {
        CallState state = CallRules.holdEnded(entry, now).state();
        boolean unresolved = state == CallState.UNKNOWN || state == CallState.OVERDUE;
        if (!unresolved || entry.row().callId() != null) {
            throw new IllegalStateException("Only an unknown call can be resolved; this one is " + state);
        }
    }

    private Learnt resolve(Entry entry, String callId) {
        if (callId == null) {
            return save(entry, CallRules.notPlaced(entry, "resolved as not placed"));
        }
        Optional<Entry> other = calls.byCallId(entry.row().account(), callId);
        if (other.isEmpty()) {
            return save(entry, CallRules.bound(entry, callId, now));
        }
        if (other.get().row().own()) {
            throw new IllegalStateException("This call id is already bound to another key");
        }
        return absorb(entry, other.get(), CallRules.absorbed(entry, other.get(), now));
    }

    // Learning

    Optional<CallRow> find(AccountId account, String callId) {
        return calls.find(account, callId).map(Entry::row);
    }

    Optional<CallRow> findByReference(String ref) {
        return Optional.ofNullable(calls.read(List.of(ref)).get(ref)).map(Entry::row);
    }

    Optional<Instant> elsewhereSince(AccountId account) {
        return followers.elsewhereSince(account);
    }

    boolean sending(AccountId account) {
        return calls.sending(account, now);
    }

    Learnt learn(AccountId account, Sighting sighting) {
        Optional<Entry> known = calls.byCallId(account, idOf(sighting.call()));
        if (known.isEmpty() || !known.get().row().own()) {
            Optional<Entry> ours = unbound(account, sighting);
            if (ours.isPresent()) {
                return bind(ours.get(), sighting);
            }
        }
        return known.isPresent()
                ? save(known.get(), CallRules.seen(known.get(), sighting, now))
                : learnElsewhere(account, sighting);
    }

    void noteFirstSight(AccountId account, Collection<VoiceCall> seen) {
        for (VoiceCall call : seen) {
            if (calls.byCallId(account, idOf(call)).isEmpty()) {
                calls.insert(CallRules.firstSeen(ids.next(), account, call, now));
            }
        }
    }

    private Optional<Entry> unbound(AccountId account, Sighting sighting) {
        return Optional.ofNullable(sighting.ref())
                .flatMap(calls::byRef)
                .filter(entry -> entry.row().own() && entry.row().account().equals(account))
                .filter(entry -> entry.row().callId() == null)
                // what a person settled meanwhile isn't for a guess to change
                .filter(entry -> !sighting.matched()
                        || entry.state() == CallState.UNKNOWN
                        || entry.state() == CallState.OVERDUE);
    }

    private Learnt learnElsewhere(AccountId account, Sighting sighting) {
        if (!followers.wantElsewhere(account, sighting.call())) {
            return new Learnt(null, false);
        }
        Entry empty = CallRules.elsewhere(ids.next(), account, idOf(sighting.call()), now);
        Entry entry = CallRules.seen(empty, sighting, now);
        calls.insert(entry);
        return new Learnt(entry.row(), followers.follow(empty, entry));
    }

    /** Gives one of our rows the id of its call, and what was learnt under that id before. */
    private Learnt bind(Entry ours, Sighting sighting) {
        String callId = idOf(sighting.call());
        Optional<Entry> other = calls.byCallId(ours.row().account(), callId);
        if (other.isEmpty()) {
            return save(ours, CallRules.seen(CallRules.bound(ours, sighting, now), sighting, now));
        }
        if (other.get().row().own()) {
            return save(
                    ours, CallRules.unknown(ours, "the provider answered with the id of another call of ours", now));
        }
        Entry both = CallRules.matched(CallRules.absorbed(ours, other.get(), now), sighting);
        return absorb(ours, other.get(), CallRules.seen(both, sighting, now));
    }

    private Learnt absorb(Entry ours, Entry other, Entry after) {
        calls.delete(other);
        calls.update(ours.row().ref(), after);
        return new Learnt(after.row(), followers.absorb(ours, other, after));
    }

    // Looking

    List<CallRow> due(AccountId account, int max, Duration claim) {
        List<Entry> looked = new ArrayList<>();
        List<Entry> settled = new ArrayList<>();
        for (Entry entry : calls.lookable(account, now, max)) {
            if (entry.state() == CallState.ENDED && followers.allServed(entry)) {
                settled.add(CallRules.lookAgain(entry, null));
            } else {
                looked.add(CallRules.looked(CallRules.holdEnded(entry, now), now.plus(claim)));
            }
        }
        calls.updateLooks(settled);
        calls.updateLooks(looked);
        return looked.stream().map(Entry::row).toList();
    }

    List<CallRow> unresolved(AccountId account, int max) {
        return calls.unresolved(account, now, max).stream()
                .map(entry -> CallRules.holdEnded(entry, now).row())
                .toList();
    }

    void lookAgain(String ref, Instant next) {
        calls.byRef(ref).ifPresent(entry -> calls.updateLooks(List.of(CallRules.lookAgain(entry, next))));
    }

    Optional<Instant> nextLook(AccountId account) {
        return calls.nextLook(account);
    }

    /** Makes some calls overdue; as long as it finds any there may be more. */
    int sweep(AccountId account, Duration deadline, int max) {
        List<Entry> late = calls.sweepable(account, now.minus(deadline), max).stream()
                .filter(entry -> CallRules.holdEnded(entry, now).state() != CallState.INTENDED)
                .toList();
        late.forEach(entry -> save(entry, CallRules.overdue(CallRules.holdEnded(entry, now), deadline, now)));
        return late.size();
    }

    private Learnt save(Entry before, Entry after) {
        if (!after.equals(before)) {
            calls.update(before.row().ref(), after);
        }
        return new Learnt(after.row(), followers.follow(before, after));
    }

    private Entry byRef(String ref) {
        return calls.byRef(ref)
                .orElseThrow(() ->
                        new LedgerException("The ledger has no call " + ref + ": its key was opened again", null));
    }

    private static String idOf(VoiceCall call) {
        if (call.id() == null) {
            throw new IllegalArgumentException("A call without the provider's id can't be learnt");
        }
        return call.id();
    }
}
