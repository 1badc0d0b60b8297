package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.FieldException;
import java.util.ArrayList;
import java.util.List;

/**
 * Settles calls whose outcome nobody knew, as a person says. Every one is checked before the first is settled.
 *
 * @param account whose calls
 * @param idempotencyScope space of the keys; null for the account's own
 */
record Settlements(Account account, String idempotencyScope) {

    List<VoiceCall> settle(List<Resolution> resolutions) {
        resolutions.forEach(Settlements::check);
        List<VoiceCall> settled = new ArrayList<>();
        for (Resolution resolution : resolutions) {
            settled.add(settle(resolution).toCall());
        }
        return settled;
    }

    private static void check(Resolution resolution) {
        if (resolution.idempotencyKey() == null || resolution.idempotencyKey().isBlank()) {
            throw new FieldException(
                    "idempotencyKey", "is missing: name the call by the key that listUnresolved shows");
        }
        boolean placed = resolution.outcome() != Resolution.Outcome.NOT_PLACED;
        boolean identified = resolution.callId() != null && !resolution.callId().isBlank();
        if (placed && !identified) {
            throw new FieldException(
                    resolution.outcome() == null ? "outcome" : "callId",
                    "is missing: say PLACED with the provider's callId, or NOT_PLACED");
        }
        if (!placed && identified) {
            throw new FieldException("callId", "contradicts NOT_PLACED: leave one of them out");
        }
    }

    private CallRow settle(Resolution resolution) {
        String scope = idempotencyScope == null ? account.id().toString() : idempotencyScope;
        String callId = resolution.outcome() == Resolution.Outcome.NOT_PLACED ? null : resolution.callId();
        try {
            return account.ledger()
                    .resolve(scope, resolution.idempotencyKey(), callId)
                    .orElseThrow(() -> new FieldException("idempotencyKey", "names no call in scope " + scope));
        } catch (IllegalStateException settledOtherwise) {
            throw new FieldException(
                    "idempotencyKey", "names a call that is not unresolved: " + settledOtherwise.getMessage());
        }
    }
}
