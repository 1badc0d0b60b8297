package io.github.camelvoicecall;

import io.github.camelvoicecall.Settlement.Result;
import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Resolved;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles calls whose outcome nobody knew, as a person says. Of a list every entry is checked before the first is settled; then each is settled by itself, whatever becomes of the
 * others.
 *
 * @param account whose calls
 * @param idempotencyScope space of the keys; null for the account's own
 * @param client reads call ids at the provider; null where there is none
 */
record Settlements(Account account, String idempotencyScope, ApiClient client) {
    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

    /** An entry that can't be settled. */
    private static final class Unsettled extends FieldException {
        private static final long serialVersionUID = 1L;

        private final Result result;

        Unsettled(Result result, String field, String why) {
            super(field, why);
            this.result = result;
        }
    }

    /**
     * Settles one call.
     *
     * @return the call now
     * @throws FieldException if it can't be settled so
     */
    VoiceCall settle(Resolution resolution) throws InterruptedException {
        check(resolution, "");
        return settled(resolution).row().toCall();
    }

    /**
     * Settles a list.
     *
     * @return what became of each
     * @throws FieldException naming the entry that is wrong; nothing is settled then
     * @throws LedgerException if the ledger fails in the middle, saying how far it came
     */
    List<Settlement> settle(List<Resolution> resolutions) throws InterruptedException {
        check(resolutions);
        List<Settlement> settlements = new ArrayList<>();
        for (Resolution resolution : resolutions) {
            try {
                settlements.add(settlement(resolution));
            } catch (LedgerException e) {
                throw new LedgerException(
                        "resolveCall came to entry [%d] of %d; send the whole list again, those before it are settled: %s"
                                .formatted(settlements.size(), resolutions.size(), e.getMessage()),
                        e);
            }
        }
        return settlements;
    }

    private static void check(List<Resolution> resolutions) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < resolutions.size(); i++) {
            Resolution resolution = resolutions.get(i);
            check(resolution, "[" + i + "].");
            Integer before = first.putIfAbsent(resolution.idempotencyKey(), i);
            if (before != null && !resolutions.get(before).equals(resolution)) {
                throw new FieldException(
                        "[" + i + "].idempotencyKey",
                        "says something else of " + Masked.text(resolution.idempotencyKey()) + " than entry [" + before
                                + "]: leave one of them out");
            }
        }
    }

    private static void check(Resolution resolution, String entry) {
        if (blank(resolution.idempotencyKey())) {
            throw new FieldException(
                    entry + "idempotencyKey", "is missing: name the call by the key that listUnresolved shows");
        }
        boolean placed = resolution.outcome() != Resolution.Outcome.NOT_PLACED;
        boolean identified = !blank(resolution.callId());
        if (placed && !identified) {
            throw new FieldException(
                    entry + (resolution.outcome() == null ? "outcome" : "callId"),
                    "is missing: say PLACED with the provider's callId, or NOT_PLACED" + of(resolution, entry));
        }
        if (!placed && identified) {
            throw new FieldException(
                    entry + "callId", "contradicts NOT_PLACED: leave one of them out" + of(resolution, entry));
        }
    }

    private static String of(Resolution resolution, String entry) {
        return entry.isEmpty() ? "" : "; the entry is of " + Masked.text(resolution.idempotencyKey());
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private Settlement settlement(Resolution resolution) throws InterruptedException {
        String key = resolution.idempotencyKey();
        try {
            Resolved resolved = settled(resolution);
            Result result = resolved.before() ? Result.ALREADY_SETTLED : Result.SETTLED;
            return new Settlement(key, result, resolved.row().toCall(), null);
        } catch (Unsettled e) {
            return new Settlement(key, e.result, null, e.field() + " " + e.getMessage());
        }
    }

    private Resolved settled(Resolution resolution) throws InterruptedException {
        String scope = idempotencyScope == null ? account.id().toString() : idempotencyScope;
        String callId = resolution.outcome() == Resolution.Outcome.NOT_PLACED ? null : resolution.callId();
        if (callId != null) {
            checkAtProvider(callId);
        }
        try {
            return account.ledger()
                    .resolve(scope, resolution.idempotencyKey(), callId)
                    .orElseThrow(
                            () -> new Unsettled(Result.NOT_FOUND, "idempotencyKey", "names no call in scope " + scope));
        } catch (IllegalStateException settledOtherwise) {
            throw new Unsettled(
                    Result.CONFLICT,
                    "idempotencyKey",
                    "names a call that can't be settled so: " + settledOtherwise.getMessage());
        }
    }

    /** A typing error would bind the key to a call that nobody placed, for good. */
    private void checkAtProvider(String callId) throws InterruptedException {
        if (client == null || account.spec().binding(Operation.GET_CALL).isEmpty()) {
            return;
        }
        try {
            // once: who settles many while the provider hangs must not wait for every repetition
            client.getCall(callId, RateLimiter.Use.LOOK);
        } catch (InvalidRequestException unknownThere) {
            throw new Unsettled(
                    Result.NOT_FOUND,
                    "callId",
                    "names no call that " + account.id().provider() + " knows: " + unknownThere.getMessage());
        } catch (VoiceCallException e) {
            LOG.info("The id of a resolved call can't be checked, so it is taken as it is: {}", e.getMessage());
        }
    }
}
