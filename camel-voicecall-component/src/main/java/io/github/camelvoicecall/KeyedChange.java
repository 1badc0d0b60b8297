package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.BatchIntent;
import io.github.camelvoicecall.ledger.BatchOpening;
import io.github.camelvoicecall.ledger.BatchRow;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes something at a provider that honours an idempotency key, so that a key stands for one request for as long as the ledger keeps it, which may be longer than the provider
 * does: the same request goes out again under its key, another one is an error before it is sent. A key whose request was refused is free again. Thread safe.
 */
final class KeyedChange {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedChange.class);

    private final Account account;
    private final Operation operation;
    private final Duration hold;

    KeyedChange(Account account, Operation operation, VoiceCallConfiguration options) {
        this.account = account;
        this.operation = operation;
        this.hold = Duration.ofMillis(options.getConnectTimeout() + 2 * options.getResponseTimeout());
    }

    /** Sends a change under the provider's own key. */
    interface Change {
        Object send(String key) throws VoiceCallException, InterruptedException;
    }

    /**
     * @param key the user's key, or a made one
     * @param fingerprint what is sent
     * @throws InvalidRequestException if the key stands for something else
     */
    Object run(String key, String fingerprint, Change change) throws VoiceCallException, InterruptedException {
        BatchOpening opening = opened(key, fingerprint);
        String sent = IntentKeys.sent(account.id(), operation, key);
        if (opening.found() == BatchOpening.Found.BUSY) {
            // the same request is on its way elsewhere: its sender notes what becomes of it
            return change.send(sent);
        }
        BatchRow row = opening.row();
        try {
            Object result = change.send(sent);
            settle(() -> account.ledger().batchSent(row, 0));
            return result;
        } catch (VoiceCallException e) {
            settle(() -> failed(row, e));
            throw e;
        }
    }

    private void failed(BatchRow row, VoiceCallException failure) {
        if (failure.outcome() == Outcome.NOT_PLACED) {
            account.ledger().batchNotSent(row, failure.getMessage());
        } else {
            account.ledger().batchUnknown(row, failure.getMessage());
        }
    }

    private BatchOpening opened(String key, String fingerprint) throws VoiceCallException {
        BatchIntent intent =
                new BatchIntent(account.id(), "operation:" + operation, key, 0, 1, fingerprint, hold, true);
        BatchOpening opening = opening(intent);
        if (opening.found() == BatchOpening.Found.CHANGED) {
            throw new InvalidRequestException(
                    failure(),
                    "idempotencyKey",
                    "idempotencyKey stands for another " + operation
                            + ", sent before: send the same again, or give a new key",
                    null);
        }
        return opening;
    }

    private BatchOpening opening(BatchIntent intent) throws VoiceCallException {
        try {
            return account.ledger().openBatch(intent);
        } catch (LedgerException e) {
            throw new VoiceCallException(
                    failure(), "the ledger can't write it down, so nothing was sent: " + e.getMessage(), e);
        }
    }

    /** What the ledger can't note now counts as on its way, and goes out again under its key. */
    private void settle(Runnable noting) {
        try {
            noting.run();
        } catch (LedgerException e) {
            LOG.warn("The outcome of {} can't be noted in the ledger: {}", operation, e.getMessage());
        }
    }

    private Failure failure() {
        return Failure.local(account.id().provider(), operation.id()).with(Outcome.NOT_PLACED);
    }
}
