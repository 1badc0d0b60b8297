package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Instant;

/**
 * A webhook event as it came in. The bytes are not copied: don't change them.
 *
 * @param id the ledger's id; null before it is stored
 * @param account whose webhook
 * @param dedupeKey equal for deliveries of the same event: call id, raw event, event time or body hash
 * @param bodyHash digest of the body; the same key with another body is kept apart
 * @param type the provider's word for the event; null if the event has none
 * @param callId the provider's id of the call; null if the event has none
 * @param body the raw bytes
 * @param receivedAt when it came in
 * @param attempts how often processing began
 * @param verified true when its signature was verified
 */
public record InboxEvent(
        String id,
        AccountId account,
        String dedupeKey,
        String bodyHash,
        String type,
        String callId,
        byte[] body,
        Instant receivedAt,
        int attempts,
        boolean verified) {

    @Override
    public String toString() {
        return "InboxEvent[id=%s, account=%s, type=%s, callId=%s]".formatted(id, account, type, callId);
    }
}
