package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** Batches of recipients in maps; when it is full, the job that was begun first and has nothing unsettled is forgotten. Not thread safe. */
final class MemoryBatches implements BatchStore {
    private record Job(AccountId account, String campaign, String name) {
        static Job of(BatchRow row) {
            return new Job(row.account(), row.campaign(), row.job());
        }
    }

    private record Rows(long offset, int count) implements Comparable<Rows> {
        private static final Comparator<Rows> ORDER =
                Comparator.comparingLong(Rows::offset).thenComparing(Rows::count, Comparator.reverseOrder());

        @Override
        public int compareTo(Rows other) {
            return ORDER.compare(this, other);
        }
    }

    private static final NavigableMap<Rows, BatchRow> NONE = Collections.emptyNavigableMap();

    private final Map<Job, NavigableMap<Rows, BatchRow>> jobs = new LinkedHashMap<>();
    private final IntSupplier max;
    private int size;

    MemoryBatches(IntSupplier max) {
        this.max = max;
    }

    @Override
    public void lock() {
        // the whole ledger is locked
    }

    @Override
    public List<BatchRow> beginning(AccountId account, String campaign, String job, long offset, long end) {
        return List.copyOf(rows(account, campaign, job)
                .subMap(first(offset), true, first(end), false)
                .values());
    }

    @Override
    public Optional<BatchRow> before(AccountId account, String campaign, String job, long offset) {
        return rows(account, campaign, job).headMap(first(offset), false).descendingMap().values().stream()
                .filter(row -> row.state() != BatchState.NOT_SENT)
                .findFirst();
    }

    private NavigableMap<Rows, BatchRow> rows(AccountId account, String campaign, String job) {
        return jobs.getOrDefault(new Job(account, campaign, job), NONE);
    }

    private static Rows first(long offset) {
        return new Rows(offset, Integer.MAX_VALUE);
    }

    @Override
    public void insert(BatchRow row) {
        if (size >= max.getAsInt()) {
            evict(Job.of(row));
        }
        jobs.computeIfAbsent(Job.of(row), job -> new TreeMap<>()).put(new Rows(row.offset(), row.rows()), row);
        size++;
    }

    @Override
    public void update(BatchRow row) {
        NavigableMap<Rows, BatchRow> rows = jobs.get(Job.of(row));
        if (rows != null) {
            rows.replace(new Rows(row.offset(), row.rows()), row);
        }
    }

    private void evict(Job current) {
        Iterator<Map.Entry<Job, NavigableMap<Rows, BatchRow>>> oldest =
                jobs.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Job, NavigableMap<Rows, BatchRow>> job = oldest.next();
            if (!job.getKey().equals(current) && settled(job.getValue())) {
                size -= job.getValue().size();
                oldest.remove();
                return;
            }
        }
        throw new LedgerException(
                "The call ledger in memory is full of batches of recipients; a JdbcCallLedger keeps more", null);
    }

    private static boolean settled(Map<Rows, BatchRow> rows) {
        return rows.values().stream()
                .allMatch(row -> row.state() == BatchState.SENT || row.state() == BatchState.NOT_SENT);
    }
}
