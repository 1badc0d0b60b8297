package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.ledger.BatchOpening.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class BatchesContract extends CallLedgerContract {
    BatchesContract(LedgerKind kind) {
        super(kind);
    }

    static BatchIntent batch(long offset, int rows, String hash) {
        return new BatchIntent(ACCOUNT, "campaign-1", "job-1", offset, rows, hash, HOLD, false);
    }

    static BatchIntent repeatable(long offset, int rows, String hash) {
        return new BatchIntent(ACCOUNT, "campaign-1", "job-1", offset, rows, hash, HOLD, true);
    }

    private Found found(BatchIntent intent) {
        return ledger.openBatch(intent).found();
    }

    private BatchRow intended(long offset, int rows) {
        BatchOpening opening = ledger.openBatch(batch(offset, rows, "hash-" + offset));
        assertThat(opening.found()).isEqualTo(Found.FREE);
        return opening.row();
    }

    private List<BatchRow> rows() {
        return ledger.batches(ACCOUNT, "campaign-1", "job-1");
    }

    @Test
    void a_batch_is_free_once_and_sent_for_ever_after() {
        ledger.batchSent(intended(0, 100), 3);
        forward(DAY.multipliedBy(500));
        BatchOpening again = ledger.openBatch(batch(0, 100, "hash-0"));
        assertThat(again.found()).isEqualTo(Found.SENT);
        assertThat(again.row().failed()).isEqualTo(3);
        assertThat(found(repeatable(0, 100, "hash-0"))).isEqualTo(Found.SENT);
        assertThat(found(batch(100, 100, "hash-100"))).isEqualTo(Found.FREE);
    }

    @Test
    void jobs_campaigns_and_accounts_do_not_know_each_others_batches() {
        ledger.batchSent(intended(0, 100), 0);
        assertThat(found(new BatchIntent(ACCOUNT, "campaign-1", "job-2", 0, 50, "other", HOLD, false)))
                .isEqualTo(Found.FREE);
        assertThat(found(new BatchIntent(ACCOUNT, "campaign-2", "job-1", 0, 50, "other", HOLD, false)))
                .isEqualTo(Found.FREE);
        assertThat(found(new BatchIntent(OTHER_ACCOUNT, "campaign-1", "job-1", 0, 50, "other", HOLD, false)))
                .isEqualTo(Found.FREE);
    }

    @Test
    void a_batch_that_somebody_is_sending_is_busy_until_its_hold_ends_and_unknown_then() {
        BatchRow row = intended(0, 100);
        assertThat(found(batch(0, 100, "hash-0"))).isEqualTo(Found.BUSY);
        forward(HOLD);
        BatchOpening late = ledger.openBatch(batch(0, 100, "hash-0"));
        assertThat(late.found()).isEqualTo(Found.UNKNOWN);
        assertThat(late.row().reason()).isNotBlank();
        assertThat(rows()).extracting(BatchRow::state).containsExactly(BatchState.UNKNOWN);
        ledger.batchSent(row, 0);
        assertThat(found(batch(0, 100, "hash-0"))).isEqualTo(Found.SENT);
    }

    @Test
    void a_lost_answer_is_never_sent_again_unless_the_batch_is_repeatable() {
        ledger.batchUnknown(intended(0, 100), "no answer");
        BatchOpening again = ledger.openBatch(batch(0, 100, "hash-0"));
        assertThat(again.found()).isEqualTo(Found.UNKNOWN);
        assertThat(again.row().reason()).isEqualTo("no answer");
        assertThat(found(repeatable(0, 100, "hash-0"))).isEqualTo(Found.FREE);
        assertThat(found(repeatable(0, 100, "another"))).isEqualTo(Found.CHANGED);
    }

    @Test
    void a_repeatable_batch_waits_while_its_owner_may_be_sending_it() {
        assertThat(found(repeatable(0, 100, "hash-0"))).isEqualTo(Found.FREE);
        assertThat(found(repeatable(0, 100, "hash-0"))).isEqualTo(Found.BUSY);
        forward(HOLD);
        assertThat(found(repeatable(0, 100, "hash-0"))).isEqualTo(Found.FREE);
    }

    @Test
    void what_was_not_sent_may_come_again_with_other_rows() {
        ledger.batchNotSent(intended(0, 100), "refused");
        assertThat(rows()).extracting(BatchRow::reason).containsExactly("refused");
        assertThat(found(batch(0, 80, "mended"))).isEqualTo(Found.FREE);
        assertThat(found(batch(80, 100, "hash-80"))).isEqualTo(Found.FREE);
        assertThat(found(batch(0, 100, "mended"))).isEqualTo(Found.CHANGED);
    }

    @Test
    void other_rows_where_a_batch_was_sent_are_noticed_and_the_offset_is_told() {
        ledger.batchSent(intended(0, 100), 0);
        ledger.batchSent(intended(100, 100), 0);
        assertThat(found(batch(100, 100, "changed"))).isEqualTo(Found.CHANGED);
        for (BatchIntent shifted : List.of(batch(50, 100, "x"), batch(150, 10, "x"), batch(199, 100, "x"))) {
            BatchOpening opening = ledger.openBatch(shifted);
            assertThat(opening.found()).isEqualTo(Found.CHANGED);
            assertThat(opening.row().offset()).isEqualTo(shifted.offset() / 100 * 100);
        }
        assertThat(found(batch(200, 100, "x"))).isEqualTo(Found.FREE);
        assertThat(rows()).hasSize(3);
    }

    @Test
    void a_batch_that_was_refused_and_sent_in_parts_is_known_by_its_parts() {
        ledger.batchNotSent(intended(0, 100), "refused");
        BatchRow left = intended(0, 50);
        ledger.batchSent(left, 0);
        ledger.batchNotSent(intended(50, 50), "refused");
        assertThat(found(batch(0, 100, "hash-0"))).isEqualTo(Found.PARTS);
        assertThat(found(batch(0, 50, "hash-0"))).isEqualTo(Found.SENT);
        assertThat(found(batch(50, 50, "hash-50"))).isEqualTo(Found.FREE);
        assertThat(rows())
                .extracting(BatchRow::offset, BatchRow::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0L, 100),
                        org.assertj.core.groups.Tuple.tuple(0L, 50),
                        org.assertj.core.groups.Tuple.tuple(50L, 50));
    }

    @Test
    void what_is_settled_is_not_unsettled_by_somebody_who_is_late() {
        BatchRow row = intended(0, 100);
        ledger.batchSent(row, 0);
        ledger.batchNotSent(row, "late");
        ledger.batchUnknown(row, "late");
        assertThat(rows()).extracting(BatchRow::state).containsExactly(BatchState.SENT);
        BatchRow refused = intended(100, 100);
        ledger.batchNotSent(refused, "refused");
        ledger.batchUnknown(refused, "late");
        assertThat(rows().get(1).state()).isEqualTo(BatchState.NOT_SENT);
    }

    @Test
    void of_many_who_open_overlapping_batches_at_once_exactly_one_may_send() throws Exception {
        List<BatchOpening> openings =
                Together.run(16, i -> () -> ledger.openBatch(batch(i % 4 * 10, 100, "hash-" + i % 4 * 10)));
        assertThat(openings)
                .filteredOn(opening -> opening.found() == Found.FREE)
                .hasSize(1);
    }
}
