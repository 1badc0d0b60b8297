package io.github.camelvoicecall;

import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.Learnt;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.StatusWords;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Doubts doubts;
    private final Hints hints;
    private volatile StatusWords<CallStatus> words;

    Inbox(Account account) {
        this.account = account;
        this.doubts = new Doubts(account, this::processOrPostpone, this::wakeIn);
        this.hints = account.spec()
                .webhook()
                .filter(WebhookScheme::hints)
                .map(scheme -> new Hints(account, this))
                .orElse(null);
        this.words = account.spec().statuses();
    }

    void words(StatusWords<CallStatus> used) {
        words = used;
    }

    /** Works off what is stored, on a thread of its own: one, however many events come at a time. */
    void wake() {
        if (waking.getAndSet(true)) {
            return;
        }
        try {
            account.component().workers().execute(this::drainQuietly);
        } catch (RejectedExecutionException stopping) {
            waking.set(false);
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
        waking.set(false);
        List<InboxEvent> events;
        int most;
        do {
            most = hints == null ? BATCH : hints.room();
            events = most == 0 ? List.of() : account.ledger().claimEvents(account.id(), most, LEASE);
            events.forEach(this::processOrPostpone);
        } while (most > 0 && events.size() == most);
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

    /** One event that can't be learnt must not hold back those behind it. */
    private void processOrPostpone(InboxEvent event) {
        try {
            process(event);
        } catch (RuntimeException e) {
            LOG.warn("Event {} of {} waits in the inbox: {}", event.id(), account.id(), e.getMessage());
            account.ledger().postpone(event.id(), RETRY.multipliedBy(Math.min(event.attempts(), MOST_PAUSES)));
        }
    }

    private void process(InboxEvent event) {
        if (hints != null && event.callId() != null) {
            hints.read(event);
            return;
        }
        if (hints != null) {
            LOG.warn(
                    "Event {} of {} names no call where one was looked for; it goes to callEvents only, unverified. If every one does, set webhookCallIdField",
                    event.id(),
                    account.id());
            finish(event);
            hints.done(event.id());
            return;
        }
        Reading reading;
        try {
            reading = reading(event);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Event {} of {} can't be read ({}); it goes to callEvents only",
                    event.id(),
                    account.id(),
                    e.getClass().getSimpleName());
            reading = null;
        }
        if (reading != null && reading.call().id() != null && tooEarly(event, reading)) {
            account.ledger().postpone(event.id(), GLANCE);
            wakeIn(GLANCE);
            return;
        }
        if (reading != null && reading.call().id() != null) {
            if (doubts.delay(event, reading)) {
                return;
            }
            learn(event, reading);
        }
        finish(event);
    }

    private void finish(InboxEvent event) {
        if (account.ledger().processed(event.id())) {
            account.wake();
        }
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
        CallEventType type = type(event.type(), reading);
        if (again != null && ends(type) && !reading.call().isTerminal()) {
            account.watcher().learn(reading);
            postpone(event, again);
            return;
        }
        learn(event, reading);
        finish(event);
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
        if (row != null && ends(type(event.type(), reading)) && row.state().open()) {
            lookUp(row);
        }
    }

    /** Has the call read again, since the event didn't say enough or was too old to be believed alone. */
    void lookUp(CallRow row) {
        account.ledger().lookAgain(row.ref(), account.ledger().now());
        account.watcher().soon(NOT_ENOUGH_SAID);
    }

    Reading reading(InboxEvent event) throws IOException {
        WebhookScheme scheme = account.spec().webhook().orElseThrow();
        Json json = Json.read(event.body(), event.receivedAt());
        Reading reading =
                new CallReader(account.spec(), words).finish(scheme.reader().apply(json), json);
        return new Reading(reading.call().toBuilder().verified(event.verified()).build(), reading.ref());
    }

    /** The event as users see it, completed by what the ledger kept. */
    CallEvent event(InboxEvent event) {
        if (hints != null) {
            return hinted(event);
        }
        try {
            Reading reading = reading(event);
            Json json = Json.read(event.body(), event.receivedAt());
            Instant time = account.spec()
                    .webhook()
                    .map(WebhookScheme::time)
                    .map(json::instant)
                    .orElse(null);
            var call = event.callId() == null
                    ? reading.call()
                    : account.ledger()
                            .find(account.id(), event.callId())
                            .map(row -> new CallRow(
                                            row.ref(),
                                            row.account(),
                                            row.scope(),
                                            row.key(),
                                            row.fingerprint(),
                                            row.state(),
                                            row.callId(),
                                            row.request(),
                                            reading.call(),
                                            row.reason(),
                                            row.createdAt(),
                                            row.openSince(),
                                            row.endedAt(),
                                            row.lookAt(),
                                            row.looks())
                                    .toCall())
                            .orElse(reading.call());
            return new CallEvent(
                    account.spec().name(),
                    type(event.type(), reading),
                    event.type(),
                    event.callId(),
                    time,
                    call,
                    event.verified(),
                    json.object());
        } catch (LedgerException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return new CallEvent(
                    account.spec().name(),
                    CallEventType.OTHER,
                    event.type(),
                    event.callId(),
                    null,
                    null,
                    event.verified(),
                    raw(event));
        }
    }

    /** What the ledger knows of the call by now, since the event itself isn't believed. */
    private CallEvent hinted(InboxEvent event) {
        VoiceCall call = event.callId() == null
                ? null
                : account.ledger()
                        .find(account.id(), event.callId())
                        .map(CallRow::toCall)
                        .orElseGet(() -> hints.call(event.callId()));
        CallEventType type = type(event.type(), call == null ? CallStatus.UNKNOWN : call.status());
        boolean verified = event.verified() || call != null;
        return new CallEvent(
                account.spec().name(), type, event.type(), event.callId(), null, call, verified, raw(event));
    }

    private static java.util.Map<String, Object> raw(InboxEvent event) {
        try {
            return Json.read(event.body(), event.receivedAt()).object();
        } catch (IOException e) {
            return java.util.Map.of();
        }
    }

    private CallEventType type(String word, Reading reading) {
        return type(word, reading.call().status());
    }

    private CallEventType type(String word, CallStatus status) {
        CallEventType type = account.spec().webhook().orElseThrow().type(word);
        return type == CallEventType.CALL_ENDED ? CallEventType.ended(status) : type;
    }

    void wakeIn(Duration delay) {
        try {
            account.component().ticker().schedule(this::wake, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Events of {} stay in the inbox: the context is stopping", account.id());
        }
    }
}
