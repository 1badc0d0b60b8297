package io.github.camelvoicecall.ledger;

import java.time.Instant;

/**
 * An event in the inbox.
 *
 * @param event the event
 * @param key what it is found by: its dedupe key, or a variant for one whose body differs from the first's
 * @param dueAt when it may be claimed; a claim moves it to the end of the lease; null when it was processed or is quarantined
 * @param quarantined true for one that came with the key of another
 */
record StoredEvent(InboxEvent event, String key, Instant dueAt, boolean quarantined) {
    static StoredEvent received(String id, InboxEvent event, Instant now) {
        return new StoredEvent(with(event, id, 0), event.dedupeKey(), now, false);
    }

    static StoredEvent quarantined(String id, InboxEvent event) {
        return new StoredEvent(with(event, id, 0), variantKey(event), null, true);
    }

    static String variantKey(InboxEvent event) {
        return event.dedupeKey() + "#" + event.bodyHash();
    }

    StoredEvent claim(Instant until) {
        return new StoredEvent(with(event, event.id(), event.attempts() + 1), key, until, false);
    }

    StoredEvent due(Instant time) {
        return new StoredEvent(event, key, time, quarantined);
    }

    StoredEvent blanked() {
        return new StoredEvent(with(event, event.id(), event.attempts(), null), key, null, quarantined);
    }

    private static InboxEvent with(InboxEvent event, String id, int attempts) {
        return with(event, id, attempts, event.body());
    }

    private static InboxEvent with(InboxEvent event, String id, int attempts, byte[] body) {
        return new InboxEvent(
                id,
                event.account(),
                event.dedupeKey(),
                event.bodyHash(),
                event.type(),
                event.callId(),
                body,
                Times.exact(event.receivedAt()),
                attempts,
                event.verified());
    }
}
