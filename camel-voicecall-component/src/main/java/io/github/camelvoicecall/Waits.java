package io.github.camelvoicecall;

import io.github.camelvoicecall.CallWatcher.Asker;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.CallStillRunningException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchanges of an account that wait for the end of a call, none of them on a thread. Whoever learns of an end here tells them; what another process learnt they find in the
 * ledger. Nothing of a wait is written down: the ledger knows the call, so it can be waited for again after a crash. Thread safe.
 */
final class Waits {
    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final String STOPPING = "goes on while the application that waits for it stops";
    private static final int TICKS_PER_CHECK = 20;

    private final Account account;
    private final Map<String, Set<Wait>> byCall = new ConcurrentHashMap<>();
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private final AtomicBoolean checking = new AtomicBoolean();
    private ScheduledFuture<?> ticking;
    private int ticks;
    private volatile boolean stopped;

    Waits(Account account) {
        this.account = account;
    }

    /**
     * Waits for the end of a placed call.
     *
     * @param call the call as it is known
     * @param terms what to wait for
     * @return done with the finished call, or with a {@link CallStillRunningException}
     */
    CompletableFuture<CallRow> await(VoiceCall call, Wait.Terms terms) {
        Instant until = account.component().clock().instant().plus(terms.timeout());
        Wait wait = new Wait(call.id(), until, terms, new CompletableFuture<>());
        byCall.compute(call.id(), (id, waits) -> {
            Set<Wait> mine = waits == null ? ConcurrentHashMap.newKeySet() : waits;
            mine.add(wait);
            return mine;
        });
        wait.end().whenComplete((row, failure) -> forget(wait));
        lookQuietly(wait); // the end may have been learnt before anybody waited
        if (stopped) {
            giveUp(wait, call, STOPPING);
        }
        tick();
        return wait.end();
    }

    /** The call is placed: a ledger that fails now is asked again by the next tick. */
    private void lookQuietly(Wait wait) {
        try {
            look(wait);
        } catch (LedgerException e) {
            LOG.warn(
                    "Call {} of {} is waited for, though the ledger fails: {}",
                    wait.callId(),
                    account.id(),
                    e.getMessage());
        }
    }

    private void forget(Wait wait) {
        byCall.computeIfPresent(wait.callId(), (id, waits) -> {
            waits.remove(wait);
            if (waits.isEmpty()) {
                asked.remove(id);
            }
            return waits.isEmpty() ? null : waits;
        });
    }

    /** Who asks the provider for those who wait; empty while nobody does. */
    Optional<Asker> asker() {
        if (byCall.isEmpty()) {
            return Optional.empty();
        }
        return byCall.values().stream()
                .flatMap(Collection::stream)
                .map(wait -> wait.terms().asker())
                .filter(asker -> asker.client() != null)
                .findFirst();
    }

    /** Tells those who wait for a call what was learnt of it. */
    void learnt(CallRow row) {
        Set<Wait> waits = row.callId() == null ? null : byCall.get(row.callId());
        if (waits != null) {
            Instant now = account.ledger().now();
            waits.forEach(wait -> wait.take(row, now));
        }
    }

    private synchronized void tick() {
        if (ticking == null) {
            long every = TICK.toMillis();
            ticking = account.component()
                    .ticker()
                    .scheduleWithFixedDelay(this::checkInBackground, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean rest() {
        if (byCall.isEmpty() && ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
        return ticking == null;
    }

    private void checkInBackground() {
        if (rest() || checking.getAndSet(true)) {
            return;
        }
        try {
            account.component().workers().execute(this::check);
        } catch (RejectedExecutionException stopping) {
            checking.set(false);
        }
    }

    private void check() {
        try {
            Instant now = account.component().clock().instant();
            endIf(wait -> !now.isBefore(wait.until()), "isn't finished after completionTimeout");
            if (ticks++ % TICKS_PER_CHECK == 0) {
                byCall.values().forEach(waits -> waits.forEach(this::look));
            }
        } catch (LedgerException e) {
            LOG.warn("Who waits for calls of {} waits on, though the ledger fails: {}", account.id(), e.getMessage());
        } finally {
            checking.set(false);
        }
    }

    /** Looks into the ledger: another process may have learnt of the end, or time alone made it one. */
    private void look(Wait wait) {
        CallRow row = account.ledger().find(account.id(), wait.callId()).orElse(null);
        if (row == null) {
            end(wait, "fell out of the ledger, which had no more room, so nobody here hears of its end");
        } else if (!wait.take(row, account.ledger().now())) {
            readIfNobodyDoes(row, wait);
        }
    }

    /** The ledger has a call looked at until all subscriptions have its result, and who waits here may want more than they do. */
    private void readIfNobodyDoes(CallRow row, Wait wait) {
        boolean dropped = row.state() == CallState.ENDED && row.lookAt() == null;
        boolean readable = account.spec().binding(Operation.GET_CALL).isPresent();
        var client = wait.terms().asker().client();
        Instant now = account.ledger().now();
        if (!dropped || !readable || client == null || client.room() == 0 || now.isBefore(again(row))) {
            return;
        }
        asked.put(row.callId(), now);
        try {
            account.watcher().learn(client.getCall(row.callId(), Use.LOOK));
        } catch (VoiceCallException e) {
            LOG.info(
                    "The results of call {} of {} can't be read for now: {}",
                    row.callId(),
                    account.id(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant again(CallRow row) {
        Instant last = asked.get(row.callId());
        return last == null ? Instant.MIN : last.plus(Duration.between(row.endedAt(), last));
    }

    /** Ends the waits of a producer that stops. */
    void stop(Asker asker) {
        endIf(wait -> wait.terms().asker().equals(asker), "goes on while the route that waits for it stops");
    }

    /** Ends all waits, also those to come: the application stops, and must not be held up by calls. */
    void stop() {
        stopped = true;
        endIf(wait -> true, STOPPING);
    }

    private void endIf(Predicate<Wait> which, String why) {
        byCall.values().forEach(waits -> waits.stream().filter(which).forEach(wait -> end(wait, why)));
    }

    private void end(Wait wait, String why) {
        Optional<CallRow> row = Optional.empty();
        try {
            row = account.ledger().find(account.id(), wait.callId());
            if (row.isPresent() && wait.take(row.get(), account.ledger().now())) {
                return;
            }
        } catch (LedgerException e) {
            LOG.warn("What is known of call {} of {} can't be read: {}", wait.callId(), account.id(), e.getMessage());
        }
        VoiceCall nothing =
                VoiceCall.of(account.spec().name()).id(wait.callId()).build();
        giveUp(wait, row.map(CallRow::toCall).orElse(nothing), why);
    }

    private void giveUp(Wait wait, VoiceCall call, String why) {
        Failure failure = Failure.local(account.spec().name(), Operation.TRIGGER_CALL.id())
                .with(Outcome.PLACED);
        wait.end()
                .completeExceptionally(
                        new CallStillRunningException(
                                failure,
                                call,
                                "call " + wait.callId() + " was placed and " + why + " (last known status: "
                                        + call.status()
                                        + "). Don't place it again under another key: its result comes to callCompleted, getCall reads it, and the same idempotencyKey waits on without dialling"));
    }
}
