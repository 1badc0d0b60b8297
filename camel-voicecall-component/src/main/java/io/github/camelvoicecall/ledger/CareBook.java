package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a ledger does for operators and for people's data, over any store, within one transaction. */
final class CareBook {
    private static final Duration MONTH = Duration.ofDays(30);

    private final CallStore calls;
    private final InboxStore inbox;
    private final DeliveryStore deliveries;
    private final LeadStore leads;
    private final RingStore rings;
    private final Instant now;

    CareBook(
            CallStore calls,
            InboxStore inbox,
            DeliveryStore deliveries,
            LeadStore leads,
            RingStore rings,
            Instant now) {
        this.calls = calls;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.leads = leads;
        this.rings = rings;
        this.now = now;
    }

    LedgerCounts counts(AccountId account) {
        long open = calls.count(account, CallState.INTENDED)
                + calls.count(account, CallState.ACCEPTED)
                + calls.count(account, CallState.UNKNOWN);
        return new LedgerCounts(
                open,
                calls.countUnresolved(account, now),
                deliveries.countWaiting(account),
                deliveries.countParked(account));
    }

    /** Blanks some rows; as long as it finds any there may be more. */
    int blank(Duration age, int max) {
        Instant aged = now.minus(age);
        // what nobody was there to take: somebody may still come for it
        Instant old = now.minus(age.compareTo(MONTH) < 0 ? MONTH : age);
        List<Entry> rows = calls.blankable(aged, old, max);
        rows.forEach(entry -> blank(entry, aged(entry)));
        List<StoredEvent> events = inbox.blankable(aged, old, max - rows.size());
        events.forEach(this::blank);
        int forgotten = rows.isEmpty() && events.isEmpty() ? leads.prune(old) : 0;
        if (rows.size() + events.size() + forgotten == 0) {
            // marks hold nobody's data: hashes, kept as long as a fence may ask for them
            rings.prune(now.minus(CallLedger.LONGEST_FENCE));
        }
        return rows.size() + events.size() + forgotten;
    }

    int forget(String e164) {
        Pattern number = Privacy.mentions(e164);
        List<Entry> rows = calls.mentioning(Privacy.digits(e164)).stream()
                .filter(entry -> Privacy.mentions(entry, number))
                .toList();
        Set<CallId> callIds = rows.stream()
                .map(entry -> new CallId(entry.row().account(), entry.row().callId()))
                .collect(Collectors.toSet());
        rows.forEach(entry -> blank(entry, forgotten(entry)));
        List<StoredEvent> events = inbox.bodies(event -> isOf(event, callIds) || Privacy.mentions(event, number));
        events.forEach(this::blank);
        return rows.size() + events.size() + leads.forget(Privacy.digits(e164));
    }

    private record CallId(AccountId account, String id) {}

    private static boolean isOf(InboxEvent event, Set<CallId> callIds) {
        return event.callId() != null && callIds.contains(new CallId(event.account(), event.callId()));
    }

    /** The key of somebody who was forgotten while his result was awaited goes now, and a key with a number in it. */
    private Entry aged(Entry entry) {
        Entry blanked = Privacy.blanked(entry);
        boolean forgotten = entry.row().own() && entry.row().fingerprint() == null;
        return forgotten || Privacy.numberInKey(entry) ? buried(blanked) : blanked;
    }

    /** Whoever waits for the result knows the call by its key, which therefore stays until then. */
    private Entry forgotten(Entry entry) {
        Entry blanked = Privacy.blanked(entry);
        boolean needed = awaited(entry) && !Privacy.numberInKey(entry);
        return needed ? blanked.edit().nameless().build() : buried(blanked);
    }

    private boolean awaited(Entry entry) {
        return entry.state().open()
                || deliveries.ofSubject(entry.row().ref()).stream().anyMatch(mark -> !mark.done());
    }

    private Entry buried(Entry entry) {
        CallRow row = entry.row();
        return row.own()
                ? entry.edit().buried(calls.tombstone(row.scope(), row.key())).build()
                : entry;
    }

    private void blank(Entry entry, Entry blanked) {
        calls.update(entry.row().ref(), blanked);
        update(entry.row().ref(), false);
    }

    private void blank(StoredEvent stored) {
        inbox.blank(stored.blanked());
        update(stored.event().id(), true);
    }

    /** The words of a failed route may quote the call; an event without body can't be handed out any more. */
    private void update(String subject, boolean park) {
        List<Mark> marks = deliveries.ofSubject(subject).stream()
                .filter(mark -> mark.failure() != null || park && mark.waiting())
                .map(mark -> park && mark.waiting() ? mark.parked(now) : mark.wordless())
                .toList();
        deliveries.update(marks);
    }
}
