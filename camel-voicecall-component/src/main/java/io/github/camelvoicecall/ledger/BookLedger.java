package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A ledger that does everything by its {@link Books}; what is left is where they are kept and what a transaction is. */
abstract class BookLedger implements CallLedger {
    private static final int PAGE = 200;

    /** Runs work in a transaction of its own. */
    abstract <T> T atomically(Function<Books, T> work);

    /** Like {@link #atomically}, for what must never be lost once it was said: it is on disk when this returns, if the ledger has a disk. */
    abstract <T> T lastingly(Function<Books, T> work);

    // Intents

    @Override
    public Opening open(Intent intent) {
        return lastingly(books -> books.calls().open(intent));
    }

    @Override
    public Optional<Opening> ask(Intent intent) {
        return atomically(books -> books.calls().ask(intent));
    }

    @Override
    public CallRow accepted(String ref, VoiceCall call) {
        return lastingly(books -> books.calls().accepted(ref, call));
    }

    @Override
    public void notPlaced(String ref, String reason) {
        change(books -> books.calls().notPlaced(ref, reason));
    }

    @Override
    public CallRow unknown(String ref, String reason) {
        return atomically(books -> books.calls().unknown(ref, reason));
    }

    @Override
    public Optional<Resolved> resolve(String scope, String key, String callId) {
        return lastingly(books -> books.calls().resolve(scope, key, callId));
    }

    // Learning

    @Override
    public Learnt learn(AccountId account, Sighting sighting) {
        return atomically(books -> books.calls().learn(account, sighting));
    }

    @Override
    public Optional<CallRow> find(AccountId account, String callId) {
        return atomically(books -> books.calls().find(account, callId));
    }

    @Override
    public Optional<CallRow> findByReference(String ref) {
        return atomically(books -> books.calls().findByReference(ref));
    }

    @Override
    public Optional<Instant> elsewhereSince(AccountId account) {
        return atomically(books -> books.calls().elsewhereSince(account));
    }

    @Override
    public void noteFirstSight(AccountId account, Collection<VoiceCall> calls) {
        change(books -> books.calls().noteFirstSight(account, calls));
    }

    @Override
    public void endFirstSight(AccountId account) {
        lastingly(books -> books.firstSights().add(account));
    }

    @Override
    public boolean seenOnce(AccountId account) {
        return atomically(books -> books.firstSights().has(account));
    }

    @Override
    public boolean sending(AccountId account) {
        return atomically(books -> books.calls().sending(account));
    }

    @Override
    public void keepLeads(AccountId account, String campaign, Collection<Recipient> people) {
        change(books -> books.keepLeads(account, campaign, people));
    }

    @Override
    public Optional<Recipient> lead(AccountId account, String campaign, String number) {
        return atomically(books -> books.lead(account, campaign, number));
    }

    // Looking

    @Override
    public List<CallRow> due(AccountId account, int max, Duration claim) {
        return atomically(books -> books.calls().due(account, max, claim));
    }

    @Override
    public void lookAgain(String ref, Instant next) {
        change(books -> books.calls().lookAgain(ref, next));
    }

    @Override
    public Optional<Instant> nextLook(AccountId account) {
        return atomically(books -> books.calls().nextLook(account));
    }

    @Override
    public int sweep(AccountId account, Duration deadline) {
        return page(books -> books.calls().sweep(account, deadline, PAGE));
    }

    @Override
    public List<CallRow> unresolved(AccountId account, int max) {
        return atomically(books -> books.calls().unresolved(account, max));
    }

    // Hand-out

    @Override
    public boolean subscribe(Subscription subscription) {
        return atomically(books -> books.deliveries().subscribe(subscription));
    }

    @Override
    public void leave(Subscription subscription) {
        change(books -> books.deliveries().leave(subscription));
    }

    @Override
    public List<Delivery> claim(Subscription subscription, int max, Duration lease) {
        return lastingly(books -> books.deliveries().claim(subscription, max, lease));
    }

    @Override
    public void renew(Collection<Delivery> deliveries, Duration lease) {
        change(books -> books.deliveries().renew(deliveries, lease));
    }

    @Override
    public boolean done(Delivery delivery) {
        return lastingly(books -> books.deliveries().done(delivery));
    }

    @Override
    public void failed(Delivery delivery, Duration retryIn, String reason) {
        change(books -> books.deliveries().failed(delivery, retryIn, reason));
    }

    @Override
    public void release(Collection<Delivery> deliveries) {
        change(books -> books.deliveries().release(deliveries));
    }

    @Override
    public int releaseParked(Subscription subscription) {
        int released = 0;
        Optional<Integer> page;
        do {
            page = atomically(books -> books.deliveries().releaseParked(subscription, PAGE));
            released += page.orElse(0);
        } while (page.isPresent());
        return released;
    }

    @Override
    public Optional<Instant> nextDelivery(Subscription subscription) {
        return atomically(books -> books.deliveries().next(subscription));
    }

    // Inbox

    @Override
    public Receipt receive(InboxEvent event) {
        return lastingly(books -> books.inbox().receive(event));
    }

    @Override
    public List<InboxEvent> claimEvents(AccountId account, int max, Duration lease) {
        return atomically(books -> books.inbox().claim(account, max, lease));
    }

    @Override
    public boolean processed(String eventId) {
        return atomically(books -> books.inbox().processed(eventId));
    }

    @Override
    public void postpone(String eventId, Duration retryIn) {
        change(books -> books.inbox().postpone(eventId, retryIn));
    }

    @Override
    public void discard(String eventId) {
        change(books -> books.inbox().discard(eventId));
    }

    // Limits

    @Override
    public int reserve(String limiter, int limit, Duration window, int wanted, Duration block) {
        return atomically(books -> books.reserve(limiter, limit, window, wanted, block));
    }

    // Batches

    @Override
    public BatchOpening openBatch(BatchIntent intent) {
        return lastingly(books -> books.batches().open(intent));
    }

    @Override
    public BatchOpening askBatch(BatchIntent intent) {
        return atomically(books -> books.batches().ask(intent));
    }

    @Override
    public void batchSent(BatchRow batch, int failed) {
        lastingly(books -> {
            books.batches().sent(batch, failed);
            return null;
        });
    }

    @Override
    public void batchNotSent(BatchRow batch, String reason) {
        change(books -> books.batches().notSent(batch, reason));
    }

    @Override
    public void batchUnknown(BatchRow batch, String reason) {
        change(books -> books.batches().unknown(batch, reason));
    }

    @Override
    public List<BatchRow> batches(AccountId account, String campaign, String job) {
        return atomically(books -> books.batches().of(account, campaign, job));
    }

    // Care

    @Override
    public LedgerCounts counts(AccountId account) {
        return atomically(books -> books.care().counts(account));
    }

    @Override
    public int blank(Duration age, int max) {
        int total = 0;
        int done;
        do {
            int page = Math.min(PAGE, max - total);
            done = atomically(books -> books.care().blank(age, page));
            total += done;
        } while (done > 0 && total < max);
        return total;
    }

    @Override
    public int forget(String e164) {
        return atomically(books -> books.care().forget(e164));
    }

    private void change(Consumer<Books> work) {
        atomically(books -> {
            work.accept(books);
            return null;
        });
    }

    /** Runs work that does a page at a time, each in its own transaction, until nothing is left. */
    private int page(Function<Books, Integer> work) {
        int total = 0;
        int done;
        do {
            done = atomically(work);
            total += done;
        } while (done > 0);
        return total;
    }
}
