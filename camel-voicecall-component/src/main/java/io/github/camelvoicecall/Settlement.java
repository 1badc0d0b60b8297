package io.github.camelvoicecall;

import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.VoiceCall;

/**
 * What became of one {@link Resolution} of a list: {@code resolveCall} answers a list with a list of these, in the same order. Immutable.
 *
 * @param idempotencyKey the call's key
 * @param result what became of it
 * @param call the call now; null when there is none, and in a conflict
 * @param reason why it wasn't settled; null when it was
 */
public record Settlement(String idempotencyKey, Result result, VoiceCall call, String reason) {
    /** What became of it. */
    public enum Result {
        /** Settled now. */
        SETTLED,
        /** Had been settled the same way before: nothing was changed. */
        ALREADY_SETTLED,
        /** Isn't unresolved, but is being sent, or was settled otherwise; or its call id is another key's. Nothing was changed. */
        CONFLICT,
        /** There is no such key in the ledger, or no such call id at the provider. Nothing was changed. */
        NOT_FOUND
    }

    @Override
    public String toString() {
        return "Settlement[idempotencyKey=%s, result=%s, reason=%s]"
                .formatted(Masked.text(idempotencyKey), result, Masked.text(reason));
    }
}
