package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RecipientBatch;
import io.github.camelvoicecall.ledger.BatchIntent;
import io.github.camelvoicecall.ledger.BatchOpening;
import io.github.camelvoicecall.ledger.BatchRow;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Filled;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch of recipients so that none goes in twice: intent before network, one request, the outcome settled in the ledger whatever happens. Sent again is only what provably
 * never arrived, or what the provider knows when it comes again. Thread safe.
 */
final class BatchSender {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int SETTLE_TRIES = 3;

    private final ApiClient client;
    private final CallLedger ledger;
    private final Filled envelope;
    private final String provider;
    private final Function<OutcomeUnknownException, VoiceCallException> explained;

    /** @param explained a refusal in place of an answer that proves nothing, if the campaign's status shows that it was one; else that answer */
    BatchSender(
            ApiClient client,
            CallLedger ledger,
            Filled envelope,
            String provider,
            Function<OutcomeUnknownException, VoiceCallException> explained) {
        this.client = client;
        this.ledger = ledger;
        this.envelope = envelope;
        this.provider = provider;
        this.explained = explained;
    }

    /** What became of a batch. */
    enum Result {
        /** The provider took it. */
        TAKEN,
        /** It was sent before. */
        SKIPPED,
        /** Nobody knows whether it arrived. */
        UNKNOWN,
        /** It was sent before, and nobody knows whether it arrived. */
        UNKNOWN_BEFORE,
        /** The provider refused it; nothing of it went in. */
        REFUSED,
        /** It was refused before and sent in parts. */
        PARTS
    }

    /**
     * @param result what became of the batch
     * @param taken what the provider counts, if it took it
     * @param failedBefore rows that it counted as failed when it was sent before
     * @param failure why it was refused or isn't known
     */
    record Sent(Result result, Taken taken, int failedBefore, VoiceCallException failure) {
        static Sent of(Result result) {
            return new Sent(result, null, 0, null);
        }

        static Sent because(Result result, VoiceCallException failure) {
            return new Sent(result, null, 0, failure);
        }
    }

    /**
     * A batch on its way.
     *
     * @param intent what the ledger is told
     * @param rows how many rows are sent; bad ones in between aren't
     * @param body the request's body
     * @param key the provider's idempotency key; null for none
     */
    record Parcel(BatchIntent intent, int rows, RecipientBatch.Body body, String key) {}

    /**
     * @throws VoiceCallException if nothing more can be sent for now; nothing of this batch went in
     */
    Sent send(Parcel parcel) throws VoiceCallException, InterruptedException {
        Instant until = ledger.now().plus(parcel.intent().hold());
        while (true) {
            Sent sent = tried(parcel);
            if (sent != null) {
                return sent;
            }
            if (ledger.now().isAfter(until)) {
                throw new OutcomeUnknownException(
                        failure(Outcome.UNKNOWN),
                        "somebody else is adding " + rows(parcel.intent())
                                + " under the same key; this process sent nothing",
                        null);
            }
            client.retries().sleeper().sleep(GLANCE);
        }
    }

    /** Sends rows once more that went in before, to see how many of them the provider counts as failed. */
    Taken repeat(RecipientBatch.Body body, String key) throws VoiceCallException, InterruptedException {
        return client.retries().change(true, () -> {
            client.awaitAdding();
            return client.add(envelope, body, key);
        });
    }

    /** Null while somebody else is sending it. */
    private Sent tried(Parcel parcel) throws VoiceCallException, InterruptedException {
        AtomicReference<OutcomeUnknownException> lost = new AtomicReference<>();
        try {
            Sent sent = client.retries().change(parcel.intent().repeatable(), () -> attempt(parcel, lost));
            boolean refused = sent != null && sent.result() == Result.REFUSED;
            return refused && lost.get() != null ? Sent.because(Result.UNKNOWN, lost.get()) : sent;
        } catch (OutcomeUnknownException e) {
            return Sent.because(Result.UNKNOWN, e);
        } catch (VoiceCallException e) {
            if (lost.get() == null || e.outcome() != Outcome.NOT_PLACED) {
                throw e;
            }
            // the last try left nothing there; an earlier one may have
            lost.get().addSuppressed(e);
            return Sent.because(Result.UNKNOWN, lost.get());
        }
    }

    private Sent attempt(Parcel parcel, AtomicReference<OutcomeUnknownException> lost)
            throws VoiceCallException, InterruptedException {
        try {
            return attempt(parcel);
        } catch (OutcomeUnknownException e) {
            lost.set(e);
            throw e;
        }
    }

    private Sent attempt(Parcel parcel) throws VoiceCallException, InterruptedException {
        BatchOpening opening = opening(parcel.intent());
        return switch (opening.found()) {
            case FREE -> transmit(opening.row(), parcel);
            case SENT -> new Sent(Result.SKIPPED, null, opening.row().failed(), null);
            case UNKNOWN -> Sent.because(Result.UNKNOWN_BEFORE, unknownBefore(opening.row()));
            case PARTS -> Sent.of(Result.PARTS);
            case CHANGED -> throw changed(parcel.intent(), opening.row());
            case BUSY -> null;
        };
    }

    private BatchOpening opening(BatchIntent intent) throws VoiceCallException, InterruptedException {
        try {
            // what was sent before must not wait for the limit
            BatchOpening known = ledger.askBatch(intent);
            return known.found() == BatchOpening.Found.FREE ? openInTurn(intent) : known;
        } catch (LedgerException e) {
            throw new VoiceCallException(
                    failure(Outcome.NOT_PLACED),
                    "the ledger can't write " + rows(intent) + " down, so they were not sent: " + e.getMessage(),
                    e);
        }
    }

    private BatchOpening openInTurn(BatchIntent intent) throws VoiceCallException, InterruptedException {
        client.awaitAdding();
        boolean free = false;
        try {
            BatchOpening opening = ledger.openBatch(intent);
            free = opening.found() == BatchOpening.Found.FREE;
            return opening;
        } finally {
            if (!free) {
                client.forgoAdding();
            }
        }
    }

    private Sent transmit(BatchRow row, Parcel parcel) throws VoiceCallException {
        if (ledger.now().isAfter(row.holdUntil())) {
            client.forgoAdding();
            throw notSent(
                    row,
                    new ProviderUnavailableException(
                            failure(Outcome.NOT_PLACED), "this process was held up before it could send rows", null));
        }
        boolean settled = false;
        try {
            Taken taken = client.add(envelope, parcel.body(), parcel.key());
            settled = true;
            sent(row, taken.failedOf(parcel.rows()));
            return new Sent(Result.TAKEN, taken, 0, null);
        } catch (OutcomeUnknownException e) {
            settled = true;
            VoiceCallException known = explained.apply(e);
            if (known != e) {
                throw notSent(row, known);
            }
            unknown(row, e);
            throw e;
        } catch (InvalidRequestException e) {
            settled = true;
            return Sent.because(Result.REFUSED, notSent(row, e));
        } catch (VoiceCallException e) {
            if (!settled) {
                settled = true;
                notSent(row, e);
            }
            throw e;
        } finally {
            if (!settled) {
                ledger.batchUnknown(row, "an error in this process cut the request short");
            }
        }
    }

    private void sent(BatchRow row, int failed) throws VoiceCallException {
        for (int tried = 1; ; tried++) {
            try {
                ledger.batchSent(row, failed);
                return;
            } catch (LedgerException e) {
                if (tried == SETTLE_TRIES) {
                    throw new VoiceCallException(
                            failure(Outcome.PLACED),
                            "rows " + row.offset() + " to " + (row.offset() + row.rows() - 1)
                                    + " went in, but the ledger can't note it: under the same key they count as unknown",
                            e);
                }
                LOG.warn("Rows from {} on went in, but the ledger failed to note it; trying again", row.offset());
            }
        }
    }

    /** If the ledger fails as well, the intent counts as unknown when its hold ends; what the caller must know is said all the same. */
    private void unknown(BatchRow row, OutcomeUnknownException lost) {
        try {
            ledger.batchUnknown(row, lost.getMessage());
        } catch (LedgerException e) {
            lost.addSuppressed(e);
        }
    }

    private VoiceCallException notSent(BatchRow row, VoiceCallException refused) {
        try {
            ledger.batchNotSent(row, refused.getMessage());
        } catch (LedgerException e) {
            refused.addSuppressed(e);
        }
        return refused;
    }

    private VoiceCallException unknownBefore(BatchRow row) {
        return new OutcomeUnknownException(
                failure(Outcome.UNKNOWN), "an earlier run may have sent these rows: " + row.reason(), null);
    }

    private VoiceCallException changed(BatchIntent intent, BatchRow row) {
        return new InvalidRequestException(
                failure(Outcome.NOT_PLACED),
                "body",
                "the input changed since this job ran before: at row " + row.offset() + " stood a batch of "
                        + row.rows()
                        + " other rows (now " + rows(intent)
                        + "). Give the same input again, or changed rows alone under a new idempotencyKey",
                null);
    }

    private static String rows(BatchIntent intent) {
        return "rows " + intent.offset() + " to " + (intent.offset() + intent.rows() - 1);
    }

    private Failure failure(Outcome outcome) {
        return Failure.local(provider, Operation.ADD_RECIPIENTS.id()).with(outcome);
    }
}
