package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Masked;
import java.time.Duration;
import java.time.Instant;

/**
 * A call about to be placed.
 *
 * @param account who places it
 * @param scope the space in which the key is unique
 * @param key the idempotency key, given or made
 * @param fingerprint digest of what the key stands for (number, agent, variables); the same key with another fingerprint is a mistake
 * @param request the request, kept to fill what the provider doesn't echo
 * @param openSince when the deadline of the call starts to run: its scheduled time, else now
 * @param hold how long the owner may take to settle it; past that it counts as {@link CallState#UNKNOWN}
 * @param fence how long before and after this call no other call of the ledger may ring the same number, whatever its account and key; null for no such wish
 */
public record Intent(
        AccountId account,
        String scope,
        String key,
        String fingerprint,
        CallRequest request,
        Instant openSince,
        Duration hold,
        Duration fence) {

    /** An intent that may ring a number however often it is called. */
    public Intent(
            AccountId account,
            String scope,
            String key,
            String fingerprint,
            CallRequest request,
            Instant openSince,
            Duration hold) {
        this(account, scope, key, fingerprint, request, openSince, hold, null);
    }

    @Override
    public String toString() {
        return "Intent[account=%s, key=%s]".formatted(account, Masked.text(key));
    }
}
