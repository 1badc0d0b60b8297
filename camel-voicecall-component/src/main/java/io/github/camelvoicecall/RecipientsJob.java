package io.github.camelvoicecall;

import io.github.camelvoicecall.BatchSender.Parcel;
import io.github.camelvoicecall.BatchSender.Sent;
import io.github.camelvoicecall.client.RecipientBatch;
import io.github.camelvoicecall.ledger.BatchIntent;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.model.RecipientVerdict;
import io.github.camelvoicecall.model.RecipientVerdict.Status;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Adds the rows of one message: reads and checks each, fills batches with the good ones and sends them one after the other. A bad row is a problem with its number and reason; the
 * others go in. Where the provider refuses a batch, or only counts how many of its rows failed, it finds them by halving, within bounds. Not thread safe.
 */
final class RecipientsJob {
    private static final String TWICE =
            "to is the number of an earlier row: who stands there twice is called once; set allowDuplicates=true to send such rows";
    private static final int MOST_SEARCHES = 1000;
    private static final int MOST_SETBACKS = 2;
    private static final int MOST_WAITING = 5000;

    private final Target target;
    private final RecipientReader reader;
    private final RecipientBatch batch;
    private final BatchSender sender;
    private final RecipientsReport report;
    private final Progress progress;
    private final List<Recipient> people = new ArrayList<>();
    private final Consumer<List<Recipient>> keeper;
    private final SeenNumbers seen;
    private int searches;
    private int fruitless;
    private int setbacks;
    private VoiceCallException setback;
    private VoiceCallException unknown;

    /**
     * Where rows go.
     *
     * @param account whose campaign
     * @param campaign the campaign; null where the provider has none
     * @param job the job's idempotency key
     * @param keyed true when the provider honours an idempotency key
     * @param repeatable true when a batch may be sent again that perhaps went in
     * @param upserts true when a row that is sent again is the same row
     * @param duplicates true when a number may stand in several rows
     * @param hold how long a request may take
     */
    record Target(
            AccountId account,
            String campaign,
            String job,
            boolean keyed,
            boolean repeatable,
            boolean upserts,
            boolean duplicates,
            Duration hold) {}

    /** Hears of every batch. */
    interface Progress {
        /** @throws VoiceCallException if the verdicts can't be passed on */
        void batch(RecipientsReport report) throws VoiceCallException;
    }

    /** @param keeper keeps people before they are sent; null where nobody need be kept */
    RecipientsJob(
            Target target,
            RecipientReader reader,
            RecipientBatch batch,
            BatchSender sender,
            RecipientsReport report,
            Progress progress,
            Consumer<List<Recipient>> keeper) {
        this.target = target;
        this.reader = reader;
        this.batch = batch;
        this.sender = sender;
        this.report = report;
        this.progress = progress;
        this.keeper = keeper;
        this.seen = target.duplicates() ? null : new SeenNumbers();
    }

    /** @throws VoiceCallException if it had to stop; under the same key it goes on where it stopped */
    RecipientsAdded run(Iterator<?> rows) throws VoiceCallException, InterruptedException {
        for (long number = 0; rows.hasNext(); number++) {
            if (!added(number, rows.next())) {
                flush();
            }
            if (report.waiting() >= MOST_WAITING) {
                progress.batch(report);
            }
        }
        while (batch.size() > 0) {
            flush();
        }
        if (report.waiting() > 0) {
            progress.batch(report);
        }
        requireSome();
        return report.all();
    }

    /** False when the batch was full without it. */
    private boolean added(long number, Object row) {
        Recipient written = null;
        try {
            written = reader.read(row);
            Recipient checked = reader.checked(written);
            if (seen != null && seen.has(checked.to())) {
                report.leftOut(Status.DUPLICATE, number, checked.contactId(), checked.to(), "to", TWICE);
                return true;
            }
            boolean fits = batch.add(number, checked);
            if (seen != null) {
                seen.add(checked.to());
            }
            if (keeper != null) {
                people.add(checked);
            }
            return fits;
        } catch (FieldException e) {
            String id = written == null ? null : written.contactId();
            String to = written == null ? null : written.to();
            report.leftOut(Status.REJECTED, number, id, to, e.field(), e.field() + " " + e.getMessage());
            return true;
        }
    }

    private void flush() throws VoiceCallException, InterruptedException {
        fruitless = 0;
        setback = null;
        long before = wentIn();
        keep();
        deliver(0, batch.size());
        report.batch();
        batch.next();
        progress.batch(report);
        setbacks = setback == null || wentIn() > before ? 0 : setbacks + 1;
        if (setbacks == MOST_SETBACKS || setbacks > 0 && before == 0) {
            throw setback;
        }
    }

    /** Before they are sent: a call may be there before the answer is. */
    private void keep() {
        if (!people.isEmpty()) {
            keeper.accept(people);
            people.clear();
        }
    }

    private long wentIn() {
        return report.count(Status.ACCEPTED) + report.count(Status.SKIPPED);
    }

    private void deliver(int from, int to) throws VoiceCallException, InterruptedException {
        Sent sent = sender.send(parcel(from, to));
        switch (sent.result()) {
            case TAKEN -> taken(from, to, sent.taken());
            case SKIPPED -> skipped(from, to, sent.failedBefore());
            case UNKNOWN -> {
                setback = sent.failure();
                unknown(from, to, sent.failure());
            }
            case UNKNOWN_BEFORE -> unknown(from, to, sent.failure());
            case REFUSED -> refused(from, to, sent.failure());
            case PARTS -> halves(from, to);
        }
    }

    private void unknown(int from, int to, VoiceCallException why) {
        unknown = why;
        report.together(batch, from, to, Status.UNKNOWN, null, why.getMessage());
    }

    private void halves(int from, int to) throws VoiceCallException, InterruptedException {
        int middle = middle(from, to);
        deliver(from, middle);
        deliver(middle, to);
    }

    private static int middle(int from, int to) {
        return (from + to) >>> 1;
    }

    private Parcel parcel(int from, int to) {
        RecipientBatch.Body body = batch.body(from, to);
        String hash = body.digest();
        long offset = batch.number(from);
        int span = Math.toIntExact(batch.number(to - 1) - offset + 1);
        String campaign = Objects.toString(target.campaign(), "");
        BatchIntent intent = new BatchIntent(
                target.account(), campaign, target.job(), offset, span, hash, target.hold(), target.repeatable());
        String name = String.join("\n", campaign, target.job(), Long.toString(offset), hash);
        String key = target.keyed() ? IntentKeys.sent(target.account(), Operation.ADD_RECIPIENTS, name) : null;
        return new Parcel(intent, to - from, body, key);
    }

    private void taken(int from, int to, Taken taken) throws VoiceCallException, InterruptedException {
        fruitless = 0;
        report.created(taken.created(), taken.updated());
        failed(from, to, taken.failedOf(to - from));
    }

    private void skipped(int from, int to, int failedBefore) {
        fruitless = 0;
        if (failedBefore == 0) {
            report.each(batch, from, to, Status.SKIPPED, null, null);
        } else {
            report.someFailed(
                    batch,
                    from,
                    to,
                    failedBefore,
                    Status.SKIPPED,
                    "%d of these rows failed when an earlier run sent them".formatted(failedBefore));
        }
    }

    /** Tells which rows failed: of those that the provider knows again by sending half of them once more. */
    private void failed(int from, int to, int failed) throws InterruptedException {
        if (failed == 0) {
            report.each(batch, from, to, Status.ACCEPTED, null, null);
        } else if (failed == to - from) {
            report.each(batch, from, to, Status.FAILED, null, "the provider counts it as failed and doesn't say why");
        } else {
            int middle = middle(from, to);
            int first = target.upserts() && maySearch() ? failedAgain(from, middle) : -1;
            if (first < 0) {
                String reason = "the provider counts %d of these %d rows as failed and doesn't say which";
                report.someFailed(batch, from, to, failed, Status.ACCEPTED, reason.formatted(failed, to - from));
                return;
            }
            int left = Math.max(failed - (to - middle), Math.min(first, Math.min(failed, middle - from)));
            failed(from, middle, left);
            failed(middle, to, failed - left);
        }
    }

    /** How many rows fail when they are sent once more; -1 if that can't be told. */
    private int failedAgain(int from, int to) throws InterruptedException {
        Parcel half = parcel(from, to);
        try {
            return sender.repeat(half.body(), half.key()).failedOf(to - from);
        } catch (VoiceCallException e) {
            searches = MOST_SEARCHES;
            return -1;
        }
    }

    /** Nothing of a refused batch went in, so its halves may be sent; where no part is taken it isn't about single rows. */
    private void refused(int from, int to, VoiceCallException why) throws VoiceCallException, InterruptedException {
        setback = why;
        fruitless++;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(batch.size());
        boolean fruitful = fruitless <= 2 * bits + 2;
        if (to - from > 1 && fruitful && maySearch()) {
            halves(from, to);
            return;
        }
        String field = why instanceof InvalidRequestException invalid ? invalid.getField() : null;
        report.together(batch, from, to, Status.REJECTED, field, why.getMessage());
    }

    private boolean maySearch() {
        return searches++ < MOST_SEARCHES;
    }

    /** A result in which nothing went in would look like success. */
    private void requireSome() throws VoiceCallException {
        if (unknown != null && wentIn() == 0) {
            throw unknown;
        }
        RecipientsAdded all = report.soFar();
        RecipientVerdict first = report.firstProblem();
        if (first != null && all.rejected() == all.rows()) {
            throw new InvalidRequestException(
                    Failure.local(target.account().provider(), Operation.ADD_RECIPIENTS.id()),
                    first.field(),
                    "none of " + all.rows() + " rows can be sent; row " + first.row() + ": " + first.reason(),
                    null);
        }
    }
}
