package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.util.List;

/** Remembers batches of recipients, so that a job that runs again after a crash adds nobody twice. A part of the {@link CallLedger}, with the same promises. */
public interface BatchLedger {
    /**
     * Writes the intent of a batch before its first byte is sent. A batch that is {@link BatchState#NOT_SENT} is opened again, whatever its rows are now. An intent whose
     * hold has ended becomes {@link BatchState#UNKNOWN}. A repeatable batch is opened again when nobody knows whether it was sent, but not while its owner may be sending it.
     *
     * @param intent the batch
     * @return what stands at its rows; only after {@link BatchOpening.Found#FREE} may the caller send
     */
    BatchOpening openBatch(BatchIntent intent);

    /**
     * Asks what stands at the rows of a batch, without writing anything.
     *
     * @param intent the batch
     * @return what {@link #openBatch} would find; the row of one that is free may be null
     */
    BatchOpening askBatch(BatchIntent intent);

    /**
     * Settles a batch: the provider took it, whatever was thought of it before.
     *
     * @param batch the batch
     * @param failed rows of it that the provider counts as failed
     */
    void batchSent(BatchRow batch, int failed);

    /**
     * Settles a batch: provably nothing of it went in. No effect on one that was sent.
     *
     * @param batch the batch
     * @param reason why
     */
    void batchNotSent(BatchRow batch, String reason);

    /**
     * Settles a batch: the answer was lost. No effect on one that is settled already.
     *
     * @param batch the batch
     * @param reason why
     */
    void batchUnknown(BatchRow batch, String reason);

    /**
     * The batches of a job.
     *
     * @param account whose job
     * @param campaign the campaign; empty where the provider has none
     * @param job the job's idempotency key
     * @return its batches in the order of their rows
     */
    List<BatchRow> batches(AccountId account, String campaign, String job);
}
