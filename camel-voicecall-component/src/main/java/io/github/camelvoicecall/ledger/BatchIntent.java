package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Masked;
import java.time.Duration;

/**
 * A batch of recipients about to be sent.
 *
 * @param account who sends it
 * @param campaign the campaign; empty where the provider has none
 * @param job the job's idempotency key
 * @param offset its first row, counted over the whole input of the job
 * @param rows how many rows of the input it spans
 * @param hash digest of what is sent
 * @param hold how long the owner may take to settle it
 * @param repeatable true when the provider finds the work done if it gets the batch once more, so that it may be sent again whenever nobody knows what became of it
 */
public record BatchIntent(
        AccountId account,
        String campaign,
        String job,
        long offset,
        int rows,
        String hash,
        Duration hold,
        boolean repeatable) {

    /** Masks numbers in the key. */
    @Override
    public String toString() {
        return "BatchIntent[account=%s, campaign=%s, job=%s, offset=%d, rows=%d]"
                .formatted(account, campaign, Masked.text(job), offset, rows);
    }
}
