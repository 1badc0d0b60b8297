package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.Opening;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.VoiceCallException;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes the intent of a call before it is sent, once the provider's limit leaves a turn and every guard agrees. What is known of the key already waits for no turn and asks no
 * guard: it sends nothing. Thread safe.
 */
final class CallIntents {
    private final Account account;
    private final ApiClient client;
    private final CallLedger ledger;
    private final PlacingRules rules;

    CallIntents(Account account, ApiClient client, PlacingRules rules) {
        this.account = account;
        this.client = client;
        this.ledger = account.ledger();
        this.rules = rules;
    }

    /** What the key stands for; when it is free, the intent is written and the turn to send it is ours. */
    Opening open(CallRequest request, String fingerprint) throws VoiceCallException, InterruptedException {
        if (rules.guards().none() && client.tryTurn()) {
            return inTurn(request, fingerprint);
        }
        Optional<Opening> known = ledger.ask(intent(request, fingerprint));
        if (known.isPresent()) {
            return known.get();
        }
        client.awaitTurn();
        return inTurn(request, fingerprint);
    }

    private Intent intent(CallRequest request, String fingerprint) {
        Instant now = ledger.now();
        boolean later = request.scheduleAt() != null && request.scheduleAt().isAfter(now);
        Instant openSince = later ? request.scheduleAt() : now;
        return new Intent(
                account.id(),
                rules.scope(),
                request.idempotencyKey(),
                fingerprint,
                request,
                openSince,
                rules.hold(),
                rules.fence());
    }

    /** Gives the turn back unless there is something to send. */
    private Opening inTurn(CallRequest request, String fingerprint) throws VoiceCallException, InterruptedException {
        boolean free = false;
        try {
            rules.guards().check(account.id(), request);
            // made now: deadline and fence count from the call, not from the wait for its turn
            Opening opening = ledger.open(intent(request, fingerprint));
            free = opening.found() == Opening.Found.FREE;
            return opening;
        } finally {
            if (!free) {
                client.forgo();
            }
        }
    }
}
