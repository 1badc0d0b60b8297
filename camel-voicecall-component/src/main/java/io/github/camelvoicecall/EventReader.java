package io.github.camelvoicecall;

import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.StatusWords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what a webhook event says. What the gate has parsed is kept, until the event was handed out or nobody wants it, so that inbox and route don't parse it again; what doesn't
 * fit, and what another process took in, is read from the bytes in the inbox. Thread safe.
 */
final class EventReader {
    /** Bytes of bodies: parsed they take about five times as much. */
    private static final int ROOM = 2 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Account account;
    private final int room;
    private final Map<String, Content> kept = new LinkedHashMap<>();
    private int used;
    private volatile StatusWords<CallStatus> words;

    /** What stands in one body. */
    private static final class Content {
        private final Json json;
        private final int size;
        private volatile Reading reading;

        private Content(Json json, int size) {
            this.json = json;
            this.size = size;
        }
    }

    EventReader(Account account) {
        this(account, ROOM);
    }

    EventReader(Account account, int room) {
        this.account = account;
        this.room = room;
        this.words = account.spec().statuses();
    }

    void words(StatusWords<CallStatus> other) {
        words = other;
    }

    /** Keeps what was parsed of an event's body, unless there is no room. By its digest, so that it can't be taken for another's. */
    synchronized void keep(InboxEvent event, Json json) {
        int size = event.body().length;
        if (used + size > room) {
            dropOlderThan(json.readAt().minus(LONGEST));
        }
        if (used + size <= room && kept.putIfAbsent(event.bodyHash(), new Content(json, size)) == null) {
            used += size;
        }
    }

    /** Those before the first that is young enough: they are kept in the order in which they came. */
    private void dropOlderThan(Instant time) {
        Iterator<Content> contents = kept.values().iterator();
        while (contents.hasNext()) {
            Content oldest = contents.next();
            if (!oldest.json.readAt().isBefore(time)) {
                return;
            }
            used -= oldest.size;
            contents.remove();
        }
    }

    /** Nobody here wants to read it again, or only who can parse it again. */
    synchronized void forget(InboxEvent event) {
        Content content = kept.remove(event.bodyHash());
        if (content != null) {
            used -= content.size;
        }
    }

    /**
     * @param event an event whose body may be blanked
     * @return its JSON
     * @throws IOException if it has none (any more)
     */
    Json json(InboxEvent event) throws IOException {
        return content(event).json;
    }

    /**
     * @param event an event whose body may be blanked
     * @return the call that it tells of, as verified as the event is
     * @throws IOException if it has no JSON (any more)
     */
    Reading reading(InboxEvent event) throws IOException {
        Content content = content(event);
        Reading known = content.reading;
        if (known == null) {
            known = read(content.json);
            content.reading = known;
        }
        return known.call().verified() == event.verified()
                ? known
                : new Reading(
                        known.call().toBuilder().verified(event.verified()).build(), known.ref());
    }

    private Content content(InboxEvent event) throws IOException {
        if (event.body() == null) {
            throw new IOException("its body was blanked");
        }
        Content known = kept(event.bodyHash());
        return known == null ? new Content(Json.read(event.body(), event.receivedAt()), event.body().length) : known;
    }

    private synchronized Content kept(String bodyHash) {
        return kept.get(bodyHash);
    }

    private Reading read(Json json) {
        var read = account.spec().webhook().orElseThrow().reader().apply(json);
        return new CallReader(account.spec(), words).finish(read, json);
    }
}
