package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.CallBody;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a call whose intent is written, once, and settles in the ledger what became of it. Thread safe. */
final class CallSender {
    private static final Logger LOG = LoggerFactory.getLogger(CallSender.class);
    private static final int SETTLE_TRIES = 3;

    private final Account account;
    private final ApiClient client;
    private final CallLedger ledger;
    private final PlacingRules rules;
    private final UnknownCalls unknowns;

    CallSender(Account account, ApiClient client, PlacingRules rules, UnknownCalls unknowns) {
        this.account = account;
        this.client = client;
        this.ledger = account.ledger();
        this.rules = rules;
        this.unknowns = unknowns;
    }

    /** What {@link #send} sends; fails if the request can't be made. */
    CallBody body(CallRequest request) {
        return client.body(request, rules.sendReference());
    }

    VoiceCall send(CallBody request, CallRow row) throws VoiceCallException {
        byte[] body = request.bytes(row.ref());
        if (ledger.now().isAfter(row.createdAt().plus(rules.hold()))) {
            throw heldUp(row);
        }
        VoiceCall answer;
        try {
            answer = place(row, body);
        } catch (OutcomeUnknownException lost) {
            return unknowns.unanswered(row, lost);
        }
        return accepted(row, answer);
    }

    /** This process stood still for so long that others may take the call for abandoned and place it themselves. */
    private VoiceCallException heldUp(CallRow row) {
        client.forgo();
        VoiceCallException late = new ProviderUnavailableException(
                CallPlacer.failure(account, Outcome.NOT_PLACED),
                "this process was held up before it could send the call",
                null);
        notPlaced(row, late);
        return late;
    }

    private VoiceCall place(CallRow row, byte[] body) throws VoiceCallException {
        boolean told = false;
        try {
            VoiceCall answer = client.place(body).call();
            told = true;
            return answer;
        } catch (VoiceCallException e) {
            told = true;
            if (!(e instanceof OutcomeUnknownException)) {
                notPlaced(row, e);
            }
            throw e;
        } finally {
            if (!told) {
                cutShort(row);
            }
        }
    }

    private void notPlaced(CallRow row, VoiceCallException refused) {
        try {
            ledger.notPlaced(row.ref(), refused.getMessage());
        } catch (LedgerException e) {
            refused.addSuppressed(e);
        }
    }

    /** If the ledger fails as well, the intent counts as unknown when its hold ends. */
    private void cutShort(CallRow row) {
        try {
            ledger.unknown(row.ref(), "an error in this process cut the request short");
        } catch (LedgerException e) {
            LOG.warn("A call of {} that was cut short can't be noted as unknown: {}", account.id(), e.getMessage());
        }
    }

    private VoiceCall accepted(CallRow row, VoiceCall answer) throws VoiceCallException {
        for (int tried = 1; ; tried++) {
            try {
                CallRow accepted = ledger.accepted(row.ref(), answer);
                if (accepted.callId() == null) {
                    throw CallPlacer.unknown(
                            account, "the provider answered with the id of another call of ours, " + answer.id());
                }
                if (!accepted.state().open()) {
                    account.wake();
                }
                return accepted.toCall();
            } catch (LedgerException e) {
                if (tried == SETTLE_TRIES) {
                    throw new VoiceCallException(
                            CallPlacer.failure(account, Outcome.PLACED),
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
}
