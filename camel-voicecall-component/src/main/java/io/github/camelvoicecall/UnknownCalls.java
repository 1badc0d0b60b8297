package io.github.camelvoicecall;

import io.github.camelvoicecall.CallWatcher.LookedUp;
import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that may have been placed, as seen by whoever places them: looked up, never sent again, unless a rule of the user says that they weren't placed. Thread safe. */
final class UnknownCalls {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownCalls.class);

    private final Account account;
    private final ApiClient client;
    private final CallLedger ledger;
    private final PlacingRules rules;

    UnknownCalls(Account account, ApiClient client, PlacingRules rules) {
        this.account = account;
        this.client = client;
        this.ledger = account.ledger();
        this.rules = rules;
    }

    /** If the ledger fails as well, the intent counts as unknown when its hold ends; what the caller must know is said all the same. */
    VoiceCall unanswered(CallRow row, OutcomeUnknownException lost) throws OutcomeUnknownException {
        try {
            return foundBy(ledger.unknown(row.ref(), lost.getMessage())).orElseThrow(() -> lost);
        } catch (LedgerException e) {
            lost.addSuppressed(e);
            throw lost;
        }
    }

    /** A webhook may have been faster than the lost answer, and a list may show the call already. */
    private Optional<VoiceCall> foundBy(CallRow row) {
        CallRow found = row.callId() != null ? row : look(row).row();
        return Optional.ofNullable(found).map(CallRow::toCall);
    }

    /**
     * A call with this key may have been placed before.
     *
     * @return the call; empty once it is settled that it wasn't placed, so that it may be tried
     * @throws OutcomeUnknownException while nobody knows
     */
    Optional<VoiceCall> find(CallRow row) throws OutcomeUnknownException {
        LookedUp looked = look(row);
        if (looked.row() != null) {
            return Optional.of(looked.row().toCall());
        }
        if (looked.conclusive() && mayBeSentAgain(row)) {
            settleAsNotPlaced(row);
            return Optional.empty();
        }
        throw CallPlacer.unknown(account, "a call with this key may have been placed before: " + row.reason());
    }

    private LookedUp look(CallRow row) {
        return account.watcher().find(client, row, rules.sendReference());
    }

    /** Only on the user's word: the list can't tell a request that never arrived from one that the provider is still working on. */
    private boolean mayBeSentAgain(CallRow row) {
        Duration after = rules.resendAfter();
        return after != null
                && row.abandoned()
                && ledger.now().isAfter(row.createdAt().plus(after));
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
}
