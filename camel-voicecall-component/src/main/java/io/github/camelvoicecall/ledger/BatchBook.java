package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.ledger.BatchOpening.Found;
import io.github.camelvoicecall.model.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a ledger does for batches of recipients, over any store, within one transaction. */
final class BatchBook {
    private static final String ABANDONED = "its process was gone, or held up, before it knew the answer";

    private final BatchStore store;
    private final Instant now;

    BatchBook(BatchStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    BatchOpening open(BatchIntent intent) {
        store.lock();
        List<BatchRow> there = inTheRowsOf(intent);
        Optional<BatchRow> itself =
                there.stream().filter(row -> row.sameRows(intent)).findFirst();
        List<BatchRow> others = there.stream()
                .filter(row -> !row.sameRows(intent) && row.state() != BatchState.NOT_SENT)
                .toList();
        if (others.isEmpty()) {
            return itself.map(row -> again(row, intent)).orElseGet(() -> first(intent));
        }
        boolean refused =
                itself.filter(row -> row.state() != BatchState.NOT_SENT).isEmpty();
        boolean parts = refused && others.stream().allMatch(row -> row.within(intent));
        return new BatchOpening(parts ? Found.PARTS : Found.CHANGED, others.get(0));
    }

    private List<BatchRow> inTheRowsOf(BatchIntent intent) {
        List<BatchRow> there = new ArrayList<>();
        store.before(intent.account(), intent.campaign(), intent.job(), intent.offset())
                .filter(row -> row.end() > intent.offset())
                .ifPresent(there::add);
        there.addAll(store.beginning(
                intent.account(), intent.campaign(), intent.job(), intent.offset(), intent.offset() + intent.rows()));
        return there;
    }

    private BatchOpening first(BatchIntent intent) {
        BatchRow row = intended(intent);
        store.insert(row);
        return new BatchOpening(Found.FREE, row);
    }

    private BatchOpening again(BatchRow row, BatchIntent intent) {
        if (row.state() == BatchState.NOT_SENT) {
            return free(intent);
        }
        if (!row.hash().equals(intent.hash())) {
            return new BatchOpening(Found.CHANGED, row);
        }
        if (row.state() == BatchState.SENT) {
            return new BatchOpening(Found.SENT, row);
        }
        return intent.repeatable() ? free(intent) : unsettled(row);
    }

    private BatchOpening unsettled(BatchRow row) {
        if (row.state() == BatchState.UNKNOWN) {
            return new BatchOpening(Found.UNKNOWN, row);
        }
        if (!Times.reached(row.holdUntil(), now)) {
            return new BatchOpening(Found.BUSY, row);
        }
        BatchRow unknown = row.settled(BatchState.UNKNOWN, 0, ABANDONED, now);
        store.update(unknown);
        return new BatchOpening(Found.UNKNOWN, unknown);
    }

    private BatchOpening free(BatchIntent intent) {
        BatchRow row = intended(intent);
        store.update(row);
        return new BatchOpening(Found.FREE, row);
    }

    private BatchRow intended(BatchIntent intent) {
        return new BatchRow(
                intent.account(),
                intent.campaign(),
                intent.job(),
                intent.offset(),
                intent.rows(),
                intent.hash(),
                BatchState.INTENDED,
                0,
                null,
                now,
                now.plus(intent.hold()),
                null);
    }

    void sent(BatchRow batch, int failed) {
        store.lock();
        store.update(batch.settled(BatchState.SENT, failed, null, now));
    }

    void notSent(BatchRow batch, String reason) {
        store.lock();
        boolean sent = kept(batch).filter(row -> row.state() == BatchState.SENT).isPresent();
        if (!sent) {
            store.update(batch.settled(BatchState.NOT_SENT, 0, reason, now));
        }
    }

    void unknown(BatchRow batch, String reason) {
        store.lock();
        kept(batch)
                .filter(row -> row.state() == BatchState.INTENDED)
                .ifPresent(row -> store.update(batch.settled(BatchState.UNKNOWN, 0, reason, now)));
    }

    private Optional<BatchRow> kept(BatchRow batch) {
        return store.beginning(batch.account(), batch.campaign(), batch.job(), batch.offset(), batch.end()).stream()
                .filter(row -> row.offset() == batch.offset() && row.rows() == batch.rows())
                .findFirst();
    }

    List<BatchRow> of(AccountId account, String campaign, String job) {
        return store.beginning(account, campaign, job, 0, Long.MAX_VALUE);
    }
}
