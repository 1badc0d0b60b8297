package io.github.camelvoicecall;

import io.github.camelvoicecall.CallWatcher.LookedUp;
import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Opening;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places one call so that no phone rings twice: intent before network, one request, the outcome settled in the ledger whatever happens. Only a request that provably never left,
 * or was throttled, is sent again, as a new try of the same intent. Thread safe.
 */
final class CallPlacer {
    private static final Logger LOG = LoggerFactory.getLogger(CallPlacer.class);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int SETTLE_TRIES = 3;

    private final Account account;
    private final ApiClient client;
    private final CallLedger ledger;
    private final String scope;
    private final boolean sendReference;
    private final Duration hold;
    private final Duration resendAfter;

    /**
     * @param hold how long one request may take until its outcome counts as unknown
     * @param resendAfter when a call of a dead process that the provider doesn't list may be sent again; null for never
     */
    CallPlacer(
            Account account,
            ApiClient client,
            String scope,
            boolean sendReference,
            Duration hold,
            Duration resendAfter) {
        this.account = account;
        this.client = client;
        this.ledger = account.ledger();
        this.scope = scope == null ? account.id().toString() : scope;
        this.sendReference = sendReference;
        this.hold = hold;
        this.resendAfter = resendAfter;
    }

    /**
     * @param call the call
     * @param replayed true when it was placed before under the same key
     */
    record Placed(VoiceCall call, boolean replayed) {}

    Placed place(CallRequest request, String key, String fingerprint) throws VoiceCallException, InterruptedException {
        // a body that can't be made must fail before anything is written or awaited
        client.checkBody(request, reference("check"));
        Instant until = ledger.now().plus(hold);
        while (true) {
            Placed placed = client.retries().dial(() -> attempt(request, key, fingerprint));
            if (placed != null) {
                return placed;
            }
            if (ledger.now().isAfter(until)) {
                throw unknown("somebody else is still sending a call with this key; nothing was sent");
            }
            awaitOther();
        }
    }

    private void awaitOther() throws OutcomeUnknownException {
        try {
            client.retries().sleeper().sleep(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted while somebody else was sending a call with this key");
        }
    }

    /** One try; null while somebody else is sending this call. */
    private Placed attempt(CallRequest request, String key, String fingerprint)
            throws VoiceCallException, InterruptedException {
        Opening opening = opening(request, key, fingerprint);
        return switch (opening.found()) {
            case FREE -> new Placed(send(request, opening.row()), false);
            case PLACED -> new Placed(opening.row().toCall(), true);
            case UNKNOWN -> perhapsPlaced(opening.row());
            case MISMATCH ->
                throw new InvalidRequestException(
                        failure(Outcome.NOT_PLACED),
                        "idempotencyKey",
                        "the key stands for a call with another number, agent or variables; a new call needs a new key",
                        null);
            case BUSY -> null;
        };
    }

    /** What the key stands for; when it is free, the intent is written and the turn to send it is ours. */
    private Opening opening(CallRequest request, String key, String fingerprint)
            throws VoiceCallException, InterruptedException {
        try {
            Intent intent = intent(request, key, fingerprint);
            if (client.tryTurn()) {
                return open(intent);
            }
            // what was placed before must not wait for the limit, nor be refused by it as if it hadn't been placed
            Optional<Opening> known = ledger.ask(intent);
            return known.isPresent() ? known.get() : openInTurn(intent);
        } catch (LedgerException e) {
            throw new VoiceCallException(
                    failure(Outcome.NOT_PLACED),
                    "the ledger can't write the call down, so it was not sent: " + e.getMessage(),
                    e);
        }
    }

    private Intent intent(CallRequest request, String key, String fingerprint) {
        Instant now = ledger.now();
        boolean later = request.scheduleAt() != null && request.scheduleAt().isAfter(now);
        Instant openSince = later ? request.scheduleAt() : now;
        return new Intent(account.id(), scope, key, fingerprint, request, openSince, hold);
    }

    private Opening openInTurn(Intent intent) throws VoiceCallException, InterruptedException {
        client.awaitTurn();
        return open(intent);
    }

    /** Gives the turn back unless there is something to send. */
    private Opening open(Intent intent) {
        boolean free = false;
        try {
            Opening opening = ledger.open(intent);
            free = opening.found() == Opening.Found.FREE;
            return opening;
        } finally {
            if (!free) {
                client.forgo();
            }
        }
    }

    private VoiceCall send(CallRequest request, CallRow row) throws VoiceCallException {
        if (ledger.now().isAfter(row.createdAt().plus(hold))) {
            throw heldUp(row);
        }
        boolean settled = false;
        try {
            Reading answer = client.place(client.callBody(request, reference(row.ref())));
            settled = true;
            return accepted(row, answer.call());
        } catch (OutcomeUnknownException e) {
            settled = true;
            return unanswered(row, e);
        } catch (VoiceCallException e) {
            if (!settled) {
                settled = true;
                notPlaced(row, e);
            }
            throw e;
        } finally {
            if (!settled) {
                ledger.unknown(row.ref(), "an error in this process cut the request short");
            }
        }
    }

    /** This process stood still for so long that others may take the call for abandoned and place it themselves. */
    private VoiceCallException heldUp(CallRow row) {
        client.forgo();
        VoiceCallException late = new ProviderUnavailableException(
                failure(Outcome.NOT_PLACED), "this process was held up before it could send the call", null);
        notPlaced(row, late);
        return late;
    }

    /** If the ledger fails as well, the intent counts as unknown when its hold ends; what the caller must know is said all the same. */
    private VoiceCall unanswered(CallRow row, OutcomeUnknownException lost) throws VoiceCallException {
        try {
            return lookUp(ledger.unknown(row.ref(), lost.getMessage()), lost);
        } catch (LedgerException e) {
            lost.addSuppressed(e);
            throw lost;
        }
    }

    private void notPlaced(CallRow row, VoiceCallException refused) {
        try {
            ledger.notPlaced(row.ref(), refused.getMessage());
        } catch (LedgerException e) {
            refused.addSuppressed(e);
        }
    }

    private String reference(String ref) {
        return sendReference ? ref : null;
    }

    private VoiceCall accepted(CallRow row, VoiceCall answer) throws VoiceCallException {
        for (int tried = 1; ; tried++) {
            try {
                CallRow accepted = ledger.accepted(row.ref(), answer);
                if (accepted.callId() == null) {
                    throw unknown("the provider answered with the id of another call of ours, " + answer.id());
                }
                if (!accepted.state().open()) {
                    account.wake();
                }
                return accepted.toCall();
            } catch (LedgerException e) {
                if (tried == SETTLE_TRIES) {
                    throw new VoiceCallException(
                            failure(Outcome.PLACED),
                            "the call was placed as " + answer.id()
                                    + ", but the ledger can't note it: don't send it again; once the ledger works, settle it with resolveCall",
                            e);
                }
                LOG.warn(
                        "Call {} of {} was placed, but the ledger failed to note it; trying again: {}",
                        answer.id(),
                        account.id(),
                        e.getMessage());
            }
        }
    }

    /** A webhook may have been faster than the lost answer, and a list may show the call already. */
    private VoiceCall lookUp(CallRow row, OutcomeUnknownException otherwise) throws VoiceCallException {
        CallRow found = row.callId() != null ? row : look(row).row();
        if (found == null) {
            throw otherwise;
        }
        return found.toCall();
    }

    private LookedUp look(CallRow row) {
        return account.watcher().find(client, row, sendReference);
    }

    /** A call with this key may have been placed before; null once it is settled that it wasn't, so that it may be tried. */
    private Placed perhapsPlaced(CallRow row) throws OutcomeUnknownException {
        LookedUp looked = look(row);
        if (looked.row() != null) {
            return new Placed(looked.row().toCall(), true);
        }
        if (looked.conclusive() && mayBeSentAgain(row)) {
            settleAsNotPlaced(row);
            return null;
        }
        throw unknown("a call with this key may have been placed before: " + row.reason());
    }

    /** Only on the user's word: the list can't tell a request that never arrived from one that the provider is still working on. */
    private boolean mayBeSentAgain(CallRow row) {
        return resendAfter != null
                && row.abandoned()
                && ledger.now().isAfter(row.createdAt().plus(resendAfter));
    }

    private void settleAsNotPlaced(CallRow row) {
        LOG.info(
                "A call of {} that a process left behind {} ago is not in the provider's list: by resendAbandonedAfter it counts as not placed",
                account.id(),
                Duration.between(row.createdAt(), ledger.now()).truncatedTo(ChronoUnit.SECONDS));
        try {
            // by reference, not by key: who opened the key again meanwhile has another one, and may have been called
            ledger.notPlaced(row.ref(), "not in the provider's list, by resendAbandonedAfter");
        } catch (LedgerException openedAgain) {
            LOG.debug("Not settled, its key was perhaps opened again: {}", openedAgain.getMessage());
        }
    }

    private OutcomeUnknownException unknown(String message) {
        return new OutcomeUnknownException(failure(Outcome.UNKNOWN), message, null);
    }

    private Failure failure(Outcome outcome) {
        return Failure.local(account.id().provider(), Operation.TRIGGER_CALL.id())
                .with(outcome);
    }
}
