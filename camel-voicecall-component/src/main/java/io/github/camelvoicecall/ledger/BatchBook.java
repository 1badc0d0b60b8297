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
        BatchOpening there = ask(intent);
        return switch (there.found()) {
            case FREE -> new BatchOpening(Found.FREE, write(intended(intent), there.row() != null));
            case UNKNOWN -> new BatchOpening(Found.UNKNOWN, write(there.row(), true));
            default -> there;
        };
    }

    private BatchRow write(BatchRow row, boolean there) {
        if (there) {
            store.update(row);
        } else {
            store.insert(row);
        }
        return row;
    }

    BatchOpening ask(BatchIntent intent) {
        List<BatchRow> there = inTheRowsOf(intent);
        Optional<BatchRow> itself =
                there.stream().filter(row -> row.sameRows(intent)).findFirst();
        List<BatchRow> others = there.stream()
                .filter(row -> !row.sameRows(intent) && row.state() != BatchState.NOT_SENT)
                .toList();
        if (others.isEmpty()) {
            return itself.map(row -> ask(row, intent)).orElseGet(() -> new BatchOpening(Found.FREE, null));
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

    private BatchOpening ask(BatchRow row, BatchIntent intent) {
        return new BatchOpening(found(row, intent), abandoned(row) && !intent.repeatable() ? givenUp(row) : row);
    }

    private Found found(BatchRow row, BatchIntent intent) {
        if (row.state() == BatchState.NOT_SENT) {
            return Found.FREE;
        }
        if (!row.hash().equals(intent.hash())) {
            return Found.CHANGED;
        }
        if (row.state() == BatchState.SENT) {
            return Found.SENT;
        }
        if (row.state() == BatchState.INTENDED && !abandoned(row)) {
            return Found.BUSY;
        }
        return intent.repeatable() ? Found.FREE : Found.UNKNOWN;
    }

    private boolean abandoned(BatchRow row) {
        return row.state() == BatchState.INTENDED && Times.reached(row.holdUntil(), now);
    }

    private BatchRow givenUp(BatchRow row) {
        return row.settled(BatchState.UNKNOWN, 0, ABANDONED, now);
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
