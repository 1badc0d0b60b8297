package io.github.camelvoicecall;

import io.github.camelvoicecall.client.RecipientBatch;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.RecipientVerdict;
import io.github.camelvoicecall.model.RecipientVerdict.Status;
import io.github.camelvoicecall.model.RecipientsAdded;
import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of rows, remembers the first problems, and collects every verdict of a batch where somebody wants them. Not thread safe. */
final class RecipientsReport {
    private final String provider;
    private final String campaign;
    private final String job;
    private final boolean everyVerdict;
    private final List<RecipientVerdict> problems = new ArrayList<>();
    private final long[] counts = new long[Status.values().length];
    private List<RecipientVerdict> verdicts = new ArrayList<>();
    private Long created;
    private Long updated;
    private long problemsLeftOut;
    private long batches;

    /** @param everyVerdict true when somebody takes the verdicts with {@link #take} */
    RecipientsReport(String provider, String campaign, String job, boolean everyVerdict) {
        this.provider = provider;
        this.campaign = campaign;
        this.job = job;
        this.everyVerdict = everyVerdict;
    }

    /** A row that isn't part of a batch. */
    void leftOut(Status status, long row, String contactId, String number, String field, String reason) {
        add(new RecipientVerdict(row, 1, status, contactId, Masked.number(number), field, reason));
        count(status, 1);
    }

    /** Rows of a batch that are each known to be so. */
    void each(RecipientBatch batch, int from, int to, Status status, String field, String reason) {
        count(status, (long) to - from);
        if (!everyVerdict && !status.problem()) {
            return;
        }
        for (int i = from; i < to; i++) {
            add(new RecipientVerdict(
                    batch.number(i), 1, status, batch.contactId(i), Masked.number(batch.to(i)), field, reason));
        }
    }

    /** Rows of a batch of which the same is known, as one. */
    void together(RecipientBatch batch, int from, int to, Status status, String field, String reason) {
        count(status, (long) to - from);
        range(batch, from, to, status, field, reason);
    }

    /** Rows of a batch among which some failed, and nobody knows which; the others went in, now or before. */
    void someFailed(RecipientBatch batch, int from, int to, int failed, Status others, String reason) {
        count(Status.FAILED, failed);
        count(others, (long) to - from - failed);
        range(batch, from, to, Status.FAILED, null, reason);
    }

    private void range(RecipientBatch batch, int from, int to, Status status, String field, String reason) {
        long first = batch.number(from);
        boolean one = to - from == 1;
        add(new RecipientVerdict(
                first,
                batch.number(to - 1) - first + 1,
                status,
                one ? batch.contactId(from) : null,
                one ? Masked.number(batch.to(from)) : null,
                field,
                reason));
    }

    /** What the provider says of new and known people. */
    void created(Integer more, Integer known) {
        created = sum(created, more);
        updated = sum(updated, known);
    }

    private static Long sum(Long sum, Integer more) {
        return more == null ? sum : Long.valueOf(more + (sum == null ? 0 : sum));
    }

    void batch() {
        batches++;
    }

    private void count(Status status, long rows) {
        counts[status.ordinal()] += rows;
    }

    private void add(RecipientVerdict verdict) {
        if (everyVerdict) {
            verdicts.add(verdict);
        }
        if (!verdict.status().problem()) {
            return;
        }
        if (problems.size() < RecipientsAdded.MOST_PROBLEMS) {
            problems.add(verdict);
        } else {
            problemsLeftOut++;
        }
    }

    long count(Status status) {
        return counts[status.ordinal()];
    }

    /** @return true once a row is in, or may be */
    boolean anyMayBeIn() {
        return count(Status.ACCEPTED) + count(Status.SKIPPED) + count(Status.UNKNOWN) + count(Status.FAILED) > 0;
    }

    /** The first problem; null while there is none. */
    RecipientVerdict firstProblem() {
        return problems.isEmpty() ? null : problems.get(0);
    }

    /** How many verdicts wait to be taken. */
    int waiting() {
        return verdicts.size();
    }

    /** The verdicts since the last time. */
    List<RecipientVerdict> take() {
        List<RecipientVerdict> taken = verdicts;
        verdicts = new ArrayList<>();
        return taken;
    }

    /** The counts, without the problems. */
    RecipientsAdded soFar() {
        return added(List.of(), problemsLeftOut + problems.size());
    }

    RecipientsAdded all() {
        return added(problems, problemsLeftOut);
    }

    private RecipientsAdded added(List<RecipientVerdict> listed, long leftOut) {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return new RecipientsAdded(
                provider,
                campaign,
                job,
                rows,
                count(Status.ACCEPTED),
                created,
                updated,
                count(Status.REJECTED),
                count(Status.DUPLICATE),
                count(Status.FAILED),
                count(Status.UNKNOWN),
                count(Status.SKIPPED),
                batches,
                listed,
                leftOut);
    }
}
