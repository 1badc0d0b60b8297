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
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.StatusWords;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private static final Duration NOT_ENOUGH_SAID = Duration.ofSeconds(3);

    private final Account account;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Doubts doubts;
    private volatile StatusWords<CallStatus> words;

    Inbox(Account account) {
        this.account = account;
        this.doubts = new Doubts(account, this::processOrPostpone, this::wakeIn);
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
        do {
            events = account.ledger().claimEvents(account.id(), BATCH, LEASE);
            events.forEach(this::processOrPostpone);
        } while (events.size() == BATCH);
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
        if (account.ledger().processed(event.id())) {
            account.wake();
        }
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
        CallEventType type = type(event.type(), reading);
        boolean saysEnd = type == CallEventType.CALL_ENDED
                || type == CallEventType.CALL_FAILED
                || type == CallEventType.CALL_ANALYZED;
        if (row != null && saysEnd && row.state().open()) {
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

    private static java.util.Map<String, Object> raw(InboxEvent event) {
        try {
            return Json.read(event.body(), event.receivedAt()).object();
        } catch (IOException e) {
            return java.util.Map.of();
        }
    }

    private CallEventType type(String word, Reading reading) {
        CallEventType type = word == null
                ? CallEventType.OTHER
                : account.spec().webhook().orElseThrow().words().getOrDefault(word, CallEventType.OTHER);
        return type == CallEventType.CALL_ENDED
                ? CallEventType.ended(reading.call().status())
                : type;
    }

    private void wakeIn(Duration delay) {
        try {
            account.component().ticker().schedule(this::wake, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Events of {} stay in the inbox: the context is stopping", account.id());
        }
    }
}
