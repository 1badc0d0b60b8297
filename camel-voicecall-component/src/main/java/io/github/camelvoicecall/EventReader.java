package io.github.camelvoicecall;

import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.provider.StatusWords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what webhook events say. What the gate has read is kept until the event was handed out or nobody wants it, so that inbox and route don't parse it again; what doesn't fit,
 * and what another process took in, is read from the bytes in the inbox. Thread safe.
 */
final class EventReader {
    /** Bytes of bodies; parsed they take several times as much. */
    private static final int ROOM = 2 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Account account;
    private final int room;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private int used;
    private volatile CallReader calls;

    private record Kept(EventContent content, int size, Instant since) {}

    EventReader(Account account) {
        this(account, ROOM);
    }

    EventReader(Account account, int room) {
        this.account = account;
        this.room = room;
        words(account.spec().statuses());
    }

    void words(StatusWords<CallStatus> words) {
        calls = new CallReader(account.spec(), words);
    }

    /** Keeps what was read of an event, if there is room. By the digest of its body, so that it can't be taken for what another says. */
    synchronized void keep(InboxEvent event, EventContent content) {
        Kept added = new Kept(content, event.body().length, event.receivedAt());
        if (used + added.size > room) {
            dropOlderThan(added.since.minus(LONGEST));
        }
        if (used + added.size <= room && kept.putIfAbsent(event.bodyHash(), added) == null) {
            used += added.size;
        }
    }

    /** They are kept in the order in which they came. */
    private void dropOlderThan(Instant time) {
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            Kept next = oldest.next();
            if (!next.since.isBefore(time)) {
                return;
            }
            used -= next.size;
            oldest.remove();
        }
    }

    /** Nobody here needs it any more, unless a route fails with it. */
    synchronized void forget(InboxEvent event) {
        Kept forgotten = kept.remove(event.bodyHash());
        if (forgotten != null) {
            used -= forgotten.size;
        }
    }

    /**
     * @param event an event whose body may be blanked
     * @return what it says
     * @throws IOException if it has no JSON (any more)
     */
    EventContent content(InboxEvent event) throws IOException {
        if (event.body() == null) {
            throw new IOException("its body was blanked");
        }
        Kept known = kept(event.bodyHash());
        return known == null
                ? EventContent.of(account.spec().webhook().orElseThrow(), event.body(), event.receivedAt())
                : known.content;
    }

    private synchronized Kept kept(String bodyHash) {
        return kept.get(bodyHash);
    }

    /**
     * @param event an event whose body may be blanked
     * @return the call that it tells of, as verified as the event is
     * @throws IOException if it has no JSON (any more)
     */
    Reading reading(InboxEvent event) throws IOException {
        return reading(event, content(event));
    }

    Reading reading(InboxEvent event, EventContent content) {
        Reading read = content.reading(calls);
        return read.call().verified() == event.verified()
                ? read
                : new Reading(read.call().toBuilder().verified(event.verified()).build(), read.ref());
    }
}
