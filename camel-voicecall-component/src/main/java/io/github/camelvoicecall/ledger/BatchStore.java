package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.util.List;
import java.util.Optional;

/** Keeps the rows of batches, within one transaction. */
interface BatchStore {
    /** One transaction at a time may open batches: those of one job may overlap. */
    void lock();

    /** Those that begin from {@code offset} to before {@code end}, in the order of their rows, the longer ones first. */
    List<BatchRow> beginning(AccountId account, String campaign, String job, long offset, long end);

    /** The last one that begins before {@code offset} and isn't {@link BatchState#NOT_SENT}. Such batches never overlap, so it alone may reach beyond. */
    Optional<BatchRow> before(AccountId account, String campaign, String job, long offset);

    void insert(BatchRow row);

    /** Writes over the batch of the same rows. */
    void update(BatchRow row);
}
