package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Masked;
import java.time.Instant;

/**
 * A batch of recipients as the ledger knows it; one row per account, campaign, job, offset and number of rows. Immutable.
 *
 * @param account who sent it
 * @param campaign the campaign; empty where the provider has none
 * @param job the job's idempotency key
 * @param offset its first row, counted over the whole input of the job
 * @param rows how many rows of the input it spans
 * @param hash digest of what was sent
 * @param state where it stands
 * @param failed rows of it that the provider counted as failed
 * @param reason why it was not sent or is unknown; else null
 * @param intendedAt when it was about to be sent, the last time
 * @param holdUntil how long its owner may take to settle it
 * @param settledAt when its state was known; null while it is intended
 */
public record BatchRow(
        AccountId account,
        String campaign,
        String job,
        long offset,
        int rows,
        String hash,
        BatchState state,
        int failed,
        String reason,
        Instant intendedAt,
        Instant holdUntil,
        Instant settledAt) {

    BatchRow settled(BatchState as, int failedRows, String why, Instant now) {
        return new BatchRow(
                account, campaign, job, offset, rows, hash, as, failedRows, why, intendedAt, holdUntil, now);
    }

    long end() {
        return offset + rows;
    }

    boolean sameRows(BatchIntent intent) {
        return offset == intent.offset() && rows == intent.rows();
    }

    boolean within(BatchIntent intent) {
        return offset >= intent.offset() && end() <= intent.offset() + intent.rows();
    }

    /** Masks numbers in the key. */
    @Override
    public String toString() {
        return "BatchRow[account=%s, campaign=%s, job=%s, offset=%d, rows=%d, state=%s, failed=%d]"
                .formatted(account, campaign, Masked.text(job), offset, rows, state, failed);
    }
}
