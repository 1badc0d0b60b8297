package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events whose body proves nothing: the call that each names is read over our own key, a few at a time, and only that is believed. One that can't be read waits; one that the
 * provider doesn't know is thrown away. Thread safe.
 */
final class Hints {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final int AT_A_TIME = 8;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Account account;
    private final Inbox inbox;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    Hints(Account account, Inbox inbox) {
        this.account = account;
        this.inbox = inbox;
    }

    /** How many more can be taken up now. */
    int room() {
        ApiClient client = account.anyClient();
        if (client == null) {
            return 0;
        }
        int limit = client.room();
        if (limit == 0) {
            inbox.wakeIn(FIRST_PAUSE);
        }
        return Math.max(0, Math.min(limit, AT_A_TIME - underWay.size()));
    }

    /** Done once the event was taken up for the first time, whatever came of it. To be asked before the inbox is woken. */
    CompletableFuture<Void> taken(String eventId) {
        return awaited.computeIfAbsent(eventId, id -> new CompletableFuture<>());
    }

    /** Tells who waits that the event was taken up. */
    void done(String eventId) {
        CompletableFuture<Void> waiting = awaited.remove(eventId);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Nobody waits for it any more. */
    void forget(String eventId) {
        awaited.remove(eventId);
    }

    /** A call that no ledger keeps, read once more for who wants its event; of its id only when it can't be read. */
    VoiceCall call(String callId) {
        ApiClient client = account.anyClient();
        try {
            if (client != null) {
                return client.getCall(callId, Use.LOOK).call();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (VoiceCallException e) {
            LOG.info("Call {} of {} can't be read for its event: {}", callId, account.id(), e.getMessage());
        }
        return VoiceCall.of(account.spec().name()).id(callId).build();
    }

    /** Has the event's call read, on a thread of its own. */
    void read(InboxEvent event) {
        ApiClient client = account.anyClient();
        if (client == null || !underWay.add(event.id())) {
            return; // its lease ends, and it is looked at again
        }
        boolean begun = false;
        try {
            account.ledger().postpone(event.id(), LEASE);
            account.component().workers().execute(() -> readQuietly(client, event));
            begun = true;
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Event {} of {} stays in the inbox: the context is stopping", event.id(), account.id());
        } finally {
            if (!begun) {
                underWay.remove(event.id());
            }
        }
    }

    private void readQuietly(ApiClient client, InboxEvent event) {
        try {
            Reading reading = client.getCall(event.callId(), Use.LOOK);
            inbox.believe(event, reading, later(event, LONGEST_UNKNOWN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvalidRequestException unknownThere) {
            giveUpAfter(LONGEST_UNKNOWN, event, unknownThere);
        } catch (VoiceCallException | RuntimeException e) {
            giveUpAfter(LONGEST, event, e);
        } finally {
            underWay.remove(event.id());
            done(event.id());
            inbox.wake();
        }
    }

    private void giveUpAfter(Duration longest, InboxEvent event, Exception failure) {
        try {
            Duration pause = later(event, longest);
            if (pause != null) {
                LOG.info(
                        "Event {} of {} waits until its call can be read: {}",
                        event.id(),
                        account.id(),
                        failure.getMessage());
                inbox.postpone(event, pause);
                return;
            }
            LOG.warn(
                    "Event {} of {} is thrown away, since its call can't be read (if every one is, set webhookCallIdField): {}",
                    event.id(),
                    account.id(),
                    failure.getMessage());
            account.ledger().discard(event.id());
        } catch (LedgerException e) {
            LOG.warn("Event {} of {} waits in the inbox: {}", event.id(), account.id(), e.getMessage());
        }
    }

    /** How long to wait for the next try; null when it was tried for long enough. */
    private Duration later(InboxEvent event, Duration longest) {
        Duration age = Duration.between(event.receivedAt(), account.ledger().now());
        if (age.compareTo(longest) > 0) {
            return null;
        }
        Duration half = age.dividedBy(2);
        Duration atLeast = half.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : half;
        return atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
    }
}
