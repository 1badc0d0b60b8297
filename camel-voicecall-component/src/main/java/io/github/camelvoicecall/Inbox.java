package io.github.camelvoicecall;

import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.Learnt;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Receipt;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the webhook events that were stored: each teaches the ledger something and is then due for those who want events. An event for an unknown id waits while a call is
 * being sent, since it may be faster than the provider's own answer. Thread safe.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int BATCH = 50;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int MOST_PAUSES = 30;
    private static final Duration TOO_EARLY = Duration.ofSeconds(2);
    private static final Duration NOT_ENOUGH_SAID = Duration.ofSeconds(3);

    private final Account account;
    private final EventReader reader;
    private final Wakeup wakeup;
    private final Doubts doubts;
    private final Hints hints;
    private final EventViews views;

    Inbox(Account account) {
        this.account = account;
        this.reader = new EventReader(account);
        this.wakeup = new Wakeup(() -> account.component().workers(), this::drainQuietly);
        this.doubts = new Doubts(account, reader, this::processAlone, this::wakeIn);
        this.hints = account.spec()
                .webhook()
                .filter(WebhookScheme::hints)
                .map(scheme -> new Hints(account, this))
                .orElse(null);
        this.views = new EventViews(account, reader, hints);
    }

    EventReader reader() {
        return reader;
    }

    EventViews views() {
        return views;
    }

    /**
     * Stores an event; it is on the disk when this returns, if the ledger has one.
     *
     * @param content what it says
     * @return whether it is new
     * @throws LedgerException if it isn't stored
     */
    Receipt receive(InboxEvent event, EventContent content) {
        // before it is stored: from then on another thread may be working it off
        reader.keep(event, content);
        boolean kept = false;
        try {
            Receipt receipt = account.ledger().receive(event);
            kept = receipt.kind() == Receipt.Kind.NEW;
            return receipt;
        } finally {
            if (!kept) {
                reader.forget(event);
            }
        }
    }

    /** Works off what is stored, on a thread of its own: one, however many events come at a time. */
    void wake() {
        try {
            wakeup.wake();
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Events of {} stay in the inbox: the context is stopping", account.id());
        }
    }

    private void drainQuietly() {
        try {
            drain();
        } catch (RuntimeException e) {
            LOG.warn("Events of {} stay in the inbox for now: {}", account.id(), e.getMessage());
            wakeIn(RETRY);
        }
    }

    /** Works off what is stored and due; whoever asks meanwhile waits, and then knows that it is done. */
    synchronized void drain() {
        List<InboxEvent> events;
        int most;
        do {
            most = hints == null ? BATCH : hints.room();
            events = most == 0 ? List.of() : account.ledger().claimEvents(account.id(), most, LEASE);
            process(events);
        } while (most > 0 && events.size() == most);
    }

    private void process(List<InboxEvent> events) {
        boolean due = false;
        try {
            for (InboxEvent event : events) {
                due |= processOrPostpone(event);
            }
        } finally {
            if (due) {
                account.wake();
            }
        }
    }

    private void processAlone(InboxEvent event) {
        process(List.of(event));
    }

    /**
     * Works off what is stored, and tells when a new event was taken up.
     *
     * @param eventId the event
     * @return done when it was: at once, or when its call was read
     */
    CompletableFuture<Void> drained(String eventId) {
        if (hints == null) {
            drain();
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> taken = hints.taken(eventId);
        wake();
        return taken;
    }

    /** Nobody waits for an event any more. */
    void forget(String eventId) {
        if (hints != null) {
            hints.forget(eventId);
        }
    }

    /**
     * One event that can't be learnt must not hold back those behind it.
     *
     * @return true when it is due for somebody
     */
    private boolean processOrPostpone(InboxEvent event) {
        try {
            return process(event);
        } catch (RuntimeException e) {
            LOG.warn("Event {} of {} waits in the inbox: {}", event.id(), account.id(), e.getMessage());
            account.ledger().postpone(event.id(), RETRY.multipliedBy(Math.min(event.attempts(), MOST_PAUSES)));
            return false;
        }
    }

    private boolean process(InboxEvent event) {
        if (hints != null && event.callId() != null) {
            hints.read(event);
            return false;
        }
        if (hints != null) {
            LOG.warn(
                    "Event {} of {} names no call where one was looked for; it goes to callEvents only, unverified. If every one does, set webhookCallIdField",
                    event.id(),
                    account.id());
            boolean due = processed(event);
            hints.done(event.id());
            return due;
        }
        Reading reading = readingOrNull(event);
        if (reading == null || reading.call().id() == null) {
            return processed(event);
        }
        if (tooEarly(event, reading)) {
            postpone(event, GLANCE);
            return false;
        }
        if (doubts.delay(event, reading)) {
            return false;
        }
        learn(event, reading);
        return processed(event);
    }

    private Reading readingOrNull(InboxEvent event) {
        try {
            return reader.reading(event);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Event {} of {} can't be read ({}); it goes to callEvents only",
                    event.id(),
                    account.id(),
                    e.getClass().getSimpleName());
            return null;
        }
    }

    /** @return true when it is due for somebody */
    private boolean processed(InboxEvent event) {
        boolean due = account.ledger().processed(event.id());
        if (!due) {
            reader.forget(event);
        }
        return due;
    }

    /**
     * Takes in the call that an event named, as the provider tells it over our own key.
     *
     * @param event the event, itself worth nothing
     * @param reading the call
     * @param again when the call may be read again because it doesn't show yet what the event said; null for no more
     */
    void believe(InboxEvent event, Reading reading, Duration again) {
        if (tooEarly(event, reading)) {
            postpone(event, TOO_EARLY);
            return;
        }
        CallEventType type = type(event, reading);
        if (again != null && ends(type) && !reading.call().isTerminal()) {
            account.watcher().learn(reading);
            postpone(event, again);
            return;
        }
        learn(event, reading);
        if (processed(event)) {
            account.wake();
        }
    }

    /** Puts an event back for a while. */
    void postpone(InboxEvent event, Duration pause) {
        account.ledger().postpone(event.id(), pause);
        wakeIn(pause);
    }

    static boolean ends(CallEventType type) {
        return type == CallEventType.CALL_ENDED
                || type == CallEventType.CALL_FAILED
                || type == CallEventType.CALL_ANALYZED;
    }

    private boolean tooEarly(InboxEvent event, Reading reading) {
        CallLedger ledger = account.ledger();
        boolean unknown = reading.ref() == null
                && ledger.find(account.id(), reading.call().id()).isEmpty();
        return unknown
                && ledger.sending(account.id())
                && ledger.now().isBefore(event.receivedAt().plus(PATIENCE));
    }

    private void learn(InboxEvent event, Reading reading) {
        Learnt learnt = account.watcher().learn(reading);
        CallRow row = learnt.row();
        if (row != null && ends(type(event, reading)) && row.state().open()) {
            lookUp(row);
        }
    }

    /** Has the call read again, since the event didn't say enough or was too old to be believed alone. */
    void lookUp(CallRow row) {
        account.ledger().lookAgain(row.ref(), account.ledger().now());
        account.watcher().soon(NOT_ENOUGH_SAID);
    }

    private CallEventType type(InboxEvent event, Reading reading) {
        return account.spec()
                .webhook()
                .orElseThrow()
                .type(event.type(), reading.call().status());
    }

    void wakeIn(Duration delay) {
        try {
            account.component().ticker().schedule(this::wake, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Events of {} stay in the inbox: the context is stopping", account.id());
        }
    }
}
