package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.CallBody;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Opening;
import io.github.camelvoicecall.model.CallRefusedException;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.LedgerUnavailableException;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Places one call so that no phone rings twice: intent before network, one request, the outcome settled in the ledger whatever happens. Only a request that provably never left,
 * or was throttled, is sent again, as a new try of the same intent. Thread safe.
 */
final class CallPlacer {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Account account;
    private final ApiClient client;
    private final CallLedger ledger;
    private final PlacingRules rules;
    private final CallIntents intents;
    private final CallSender sender;
    private final UnknownCalls unknowns;

    CallPlacer(Account account, ApiClient client, PlacingRules rules) {
        this.account = account;
        this.client = client;
        this.ledger = account.ledger();
        this.rules = rules;
        this.intents = new CallIntents(account, client, rules);
        this.unknowns = new UnknownCalls(account, client, rules);
        this.sender = new CallSender(account, client, rules, unknowns);
    }

    /**
     * @param call the call
     * @param replayed true when it was placed before under the same key
     */
    record Placed(VoiceCall call, boolean replayed) {}

    Placed place(CallRequest asked, IntentKeys.Key key, String fingerprint)
            throws VoiceCallException, InterruptedException {
        CallRequest request = asked.toBuilder().idempotencyKey(key.text()).build();
        // a body that can't be made must fail before anything is written or awaited
        CallBody body = sender.body(request);
        try {
            return untilPlaced(request, fingerprint, body);
        } catch (LedgerException e) {
            throw nothingSent(key, e);
        }
    }

    private Placed untilPlaced(CallRequest request, String fingerprint, CallBody body)
            throws VoiceCallException, InterruptedException {
        Instant until = ledger.now().plus(rules.hold());
        while (true) {
            Placed placed = client.retries().dial(() -> attempt(request, fingerprint, body));
            if (placed != null) {
                return placed;
            }
            if (ledger.now().isAfter(until)) {
                throw unknown(account, "somebody else is still sending a call with this key; nothing was sent");
            }
            awaitOther();
        }
    }

    private void awaitOther() throws OutcomeUnknownException {
        try {
            client.retries().sleeper().sleep(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(account, "interrupted while somebody else was sending a call with this key");
        }
    }

    /** One try; null while somebody else is sending this call. */
    private Placed attempt(CallRequest request, String fingerprint, CallBody body)
            throws VoiceCallException, InterruptedException {
        Opening opening = intents.open(request, fingerprint);
        return switch (opening.found()) {
            case FREE -> new Placed(sender.send(body, opening.row()), false);
            case PLACED -> new Placed(opening.row().toCall(), true);
            case UNKNOWN ->
                unknowns.find(opening.row()).map(call -> new Placed(call, true)).orElse(null);
            case MISMATCH -> throw mismatch();
            case FENCED -> throw fenced(opening);
            case BUSY -> null;
        };
    }

    private InvalidRequestException mismatch() {
        return new InvalidRequestException(
                failure(account, Outcome.NOT_PLACED),
                "idempotencyKey",
                "the key stands for a call with another number, agent or variables; a new call needs a new key",
                null);
    }

    private CallRefusedException fenced(Opening held) {
        String key = held.row().key();
        String reason =
                "the number was called, or may have been, by %s with idempotencyKey %s%s; it may be called again at %s"
                        .formatted(
                                held.row().account(),
                                Masked.text(key),
                                held.row().callId() == null
                                        ? ""
                                        : ", call " + held.row().callId(),
                                held.freeAt().truncatedTo(ChronoUnit.SECONDS));
        return new CallRefusedException(failure(account, Outcome.NOT_PLACED), reason, held.freeAt(), key);
    }

    /** A key that was never used before is of a call that nobody placed. Of any other, only the ledger could tell. */
    private LedgerUnavailableException nothingSent(IntentKeys.Key key, LedgerException e) {
        String earlier = key.fresh() ? "" : "; whether one with its key was sent before isn't known";
        return new LedgerUnavailableException(
                failure(account, key.fresh() ? Outcome.NOT_PLACED : Outcome.UNKNOWN),
                "the ledger can't write the call down, so it was not sent" + earlier
                        + ". Send it again under the same key once the ledger works: " + e.getMessage(),
                e);
    }

    static OutcomeUnknownException unknown(Account account, String message) {
        return new OutcomeUnknownException(failure(account, Outcome.UNKNOWN), message, null);
    }

    static Failure failure(Account account, Outcome outcome) {
        return Failure.local(account.id().provider(), Operation.TRIGGER_CALL.id())
                .with(outcome);
    }
}
