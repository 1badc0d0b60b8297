package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose is a call that an event tells of, when nobody knows its id, the event has no room for our reference, and the answer to some call of ours was lost? The call is read once:
 * what the provider keeps of it shows our reference. While it can't be read the event waits, or one of ours would be handed out as placed elsewhere. Thread safe.
 */
final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int AT_A_TIME = 4;
    private static final int REMEMBERED = 1000;

    private final Account account;
    private final EventReader reader;
    private final Consumer<InboxEvent> process;
    private final Consumer<Duration> wakeIn;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> settled = Collections.newSetFromMap(Collections.synchronizedMap(new Latest()));

    private static final class Latest extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> oldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * @param reader reads events
     * @param process takes up an event whose call was read
     * @param wakeIn has the inbox looked at again
     */
    Doubts(Account account, EventReader reader, Consumer<InboxEvent> process, Consumer<Duration> wakeIn) {
        this.account = account;
        this.reader = reader;
        this.process = process;
        this.wakeIn = wakeIn;
    }

    /** @return true when the event waits: its call is being read, or will be */
    boolean delay(InboxEvent event, Reading reading) {
        ApiClient client = account.anyClient();
        if (client == null || !doubtful(event, reading)) {
            return false;
        }
        if (age(event).compareTo(LONGEST) > 0) {
            LOG.warn(
                    "Call {} of {} can't be read; it is taken for one placed elsewhere, though the outcome of a call of ours is unknown",
                    event.callId(),
                    account.id());
            return false;
        }
        String callId = reading.call().id();
        if (client.room() == 0 || underWay.size() >= AT_A_TIME || !underWay.add(callId)) {
            postpone(event, FIRST_PAUSE);
            return true;
        }
        begin(client, event, callId);
        return true;
    }

    private boolean doubtful(InboxEvent event, Reading reading) {
        String callId = reading.call().id();
        CallLedger ledger = account.ledger();
        return reading.ref() == null
                && account.spec().binding(Operation.GET_CALL).isPresent()
                && !settled.contains(callId)
                && !saysWhose(event)
                && ledger.find(account.id(), callId).isEmpty()
                && !ledger.unresolved(account.id(), 1).isEmpty();
    }

    /** An event that echoes what was given with the call, and not our reference, is of a call placed elsewhere. */
    private boolean saysWhose(InboxEvent event) {
        try {
            Json json = reader.content(event).json();
            return account.spec().echo().map(echo -> json.has(echo.field())).orElse(true);
        } catch (IOException notJson) {
            return true;
        }
    }

    private void begin(ApiClient client, InboxEvent event, String callId) {
        boolean begun = false;
        try {
            account.ledger().postpone(event.id(), LEASE);
            account.component().workers().execute(() -> read(client, event, callId));
            begun = true;
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Event {} of {} stays in the inbox: the context is stopping", event.id(), account.id());
        } finally {
            if (!begun) {
                underWay.remove(callId);
            }
        }
    }

    private void read(ApiClient client, InboxEvent event, String callId) {
        try {
            account.watcher().learn(client.getCall(callId, Use.LOOK));
            settled.add(callId);
            process.accept(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (VoiceCallException | LedgerException e) {
            LOG.info("Event {} of {} waits until its call can be read: {}", event.id(), account.id(), e.getMessage());
            postponeQuietly(event);
        } finally {
            underWay.remove(callId);
        }
    }

    private void postponeQuietly(InboxEvent event) {
        Duration half = age(event).dividedBy(2);
        Duration atLeast = half.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : half;
        try {
            postpone(event, atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast);
        } catch (LedgerException e) {
            LOG.warn("Event {} of {} waits in the inbox: {}", event.id(), account.id(), e.getMessage());
        }
    }

    private void postpone(InboxEvent event, Duration pause) {
        account.ledger().postpone(event.id(), pause);
        wakeIn.accept(pause);
    }

    private Duration age(InboxEvent event) {
        return Duration.between(event.receivedAt(), account.ledger().now());
    }
}
