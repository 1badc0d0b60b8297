package io.github.camelvoicecall.model;

import java.util.List;
import java.util.Map;

/**
 * What became of all rows of {@code addRecipients}: its result, and in a {@code RecipientsAddedEvent} what is known so far. Immutable. {@code rows} is the sum of accepted, rejected,
 * duplicate, failed, unknown and skipped.
 *
 * @param provider name of the provider
 * @param campaignId the campaign; null where the provider has none
 * @param idempotencyKey key of the job: the same input under the same key continues where it stopped
 * @param rows rows read
 * @param accepted rows that the provider took
 * @param created of those, people that are new to the provider; null if it doesn't say
 * @param updated of those, people that it knew; null if it doesn't say
 * @param rejected rows that weren't sent, or that the provider refused
 * @param duplicate rows that weren't sent as an earlier row of the same input has their number
 * @param failed rows that the provider counts as failed
 * @param unknown rows that were sent and of which nobody knows whether they arrived
 * @param skipped rows that went in by an earlier run under the same key
 * @param batches batches of rows that were sent or skipped
 * @param problems the first {@value #MOST_PROBLEMS} of those that somebody should look at
 * @param problemsLeftOut how many more there are
 */
public record RecipientsAdded(
        String provider,
        String campaignId,
        String idempotencyKey,
        long rows,
        long accepted,
        Long created,
        Long updated,
        long rejected,
        long duplicate,
        long failed,
        long unknown,
        long skipped,
        long batches,
        List<RecipientVerdict> problems,
        long problemsLeftOut)
        implements VoiceResult {

    /** How many problems are listed. */
    public static final int MOST_PROBLEMS = 1000;

    /** Copies the list. */
    public RecipientsAdded {
        problems = problems == null ? List.of() : List.copyOf(problems);
    }

    /** @return nothing: it is counted from many answers */
    @Override
    public Map<String, Object> raw() {
        return Map.of();
    }

    /** Shows the counts. */
    @Override
    public String toString() {
        return "RecipientsAdded[campaignId=%s, rows=%d, accepted=%d, rejected=%d, duplicate=%d, failed=%d, unknown=%d, skipped=%d, batches=%d]"
                .formatted(campaignId, rows, accepted, rejected, duplicate, failed, unknown, skipped, batches);
    }
}
