package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out what is due for a subscription: claims by a lease that is renewed while the route runs, marks what is done, gives back what failed. One pass at a time; a wake-up
 * during a pass makes another. Thread safe.
 */
final class HandOut {
    /** How often claims are to be renewed. */
    static final Duration UPKEEP = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(HandOut.class);
    private static final Duration LEASE = UPKEEP.multipliedBy(3);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int CLAIM = 10;

    /** Takes one delivery to the route. */
    interface Route {
        /** Routes it; what becomes of it is told by {@link HandOut#done} or {@link HandOut#failed}. */
        void take(Delivery delivery, int index, int size);

        /** @return false when the consumer is stopping or suspended */
        boolean open();
    }

    private final VoiceCallComponent component;
    private final CallLedger ledger;
    private final Subscription subscription;
    private final Route route;
    private final int concurrency;
    private final int batch;
    private final int maxDeliveries;
    private final Map<Delivery, Instant> running = new ConcurrentHashMap<>();
    private final Set<Delivery> routing = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<Void>> beside = ConcurrentHashMap.newKeySet();
    private final ReentrantLock pass = new ReentrantLock();
    private final Wakeup wakeup;
    private CompletableFuture<Void> queued;
    private ScheduledFuture<?> alarm;

    HandOut(
            VoiceCallComponent component,
            CallLedger ledger,
            Subscription subscription,
            VoiceCallConfiguration options,
            Route route) {
        this.component = component;
        this.wakeup = new Wakeup(component::workers, this::queuedPass);
        this.ledger = ledger;
        this.subscription = subscription;
        this.route = route;
        this.concurrency = Math.max(1, options.getConcurrentConsumers());
        this.batch =
                options.getMaxMessagesPerPoll() > 0 ? options.getMaxMessagesPerPoll() : Math.max(CLAIM, concurrency);
        this.maxDeliveries = options.getMaxDeliveries();
    }

    synchronized void stop() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** Makes a pass that begins after this call; the future ends with it. */
    synchronized CompletableFuture<Void> wake() {
        if (queued == null) {
            queued = new CompletableFuture<>();
            try {
                wakeup.wake();
            } catch (RejectedExecutionException stopping) {
                queued.complete(null);
            }
        }
        return queued;
    }

    private synchronized CompletableFuture<Void> takeQueued() {
        CompletableFuture<Void> mine = queued;
        queued = null;
        return mine;
    }

    private void queuedPass() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        pass.lock();
        try {
            mine = takeQueued();
            boolean more = true;
            while (more && route.open()) {
                more = batch() == batch;
            }
            scheduleNext();
        } catch (RuntimeException e) {
            LOG.warn("Results of {} wait in the ledger: {}", subscription.account(), e.getMessage());
        } finally {
            pass.unlock();
            // what another pass began and isn't through with counts as well
            CompletableFuture<Void> told = mine;
            CompletableFuture.allOf(beside.toArray(CompletableFuture[]::new))
                    .whenComplete((done, failed) -> told.complete(null));
        }
    }

    /** One batch, on the caller's thread unless there are several consumers, and unless a pass is running. */
    int once() {
        if (!pass.tryLock()) {
            return 0;
        }
        try {
            int taken = batch();
            scheduleNext();
            return taken;
        } finally {
            pass.unlock();
        }
    }

    private int batch() {
        return concurrency == 1 ? oneByOne() : besideEachOther();
    }

    private int oneByOne() {
        List<Delivery> claimed = claim(batch);
        int next = 0;
        try {
            for (; next < claimed.size(); next++) {
                take(claimed.get(next), next, claimed.size());
            }
        } finally {
            // what an error kept from being taken is due again when its lease ends
            claimed.subList(next, claimed.size()).forEach(running::remove);
        }
        return claimed.size();
    }

    /** Claims no more than can be routed now; whoever is through makes another pass. */
    private int besideEachOther() {
        int free = Math.min(concurrency - beside.size(), batch);
        List<Delivery> claimed = free <= 0 ? List.of() : claim(free);
        for (int i = 0; i < claimed.size(); i++) {
            Delivery delivery = claimed.get(i);
            int index = i;
            CompletableFuture<Void> task = new CompletableFuture<>();
            beside.add(task);
            boolean begun = inBackground(() -> {
                try {
                    take(delivery, index, claimed.size());
                } finally {
                    beside.remove(task);
                    task.complete(null);
                    wake();
                }
            });
            if (!begun) {
                beside.remove(task);
                running.remove(delivery);
            }
        }
        return claimed.size();
    }

    private List<Delivery> claim(int most) {
        Instant until = ledger.now().plus(LEASE);
        List<Delivery> claimed = ledger.claim(subscription, most, LEASE);
        claimed.forEach(delivery -> running.put(delivery, until));
        return claimed;
    }

    private void take(Delivery delivery, int index, int size) {
        if (!route.open()) {
            running.remove(delivery);
            release(delivery);
            return;
        }
        if (!held(delivery)) {
            running.remove(delivery);
            LOG.info("This process was held up: a result of {} is left to whoever claims it", subscription.account());
            return;
        }
        routing.add(delivery);
        try {
            route.take(delivery, index, size);
        } catch (RuntimeException e) {
            // or its claim would be renewed for ever, and so would those of the rest of the batch
            LOG.warn("A result of {} didn't get as far as the route", subscription.account(), e);
            failed(delivery, e.getClass().getName());
        }
    }

    /** False once somebody else may have routed it, so that ours would be a repeat that isn't flagged. */
    private boolean held(Delivery delivery) {
        Instant until = running.get(delivery);
        return until != null && ledger.now().isBefore(until);
    }

    private void release(Delivery delivery) {
        try {
            ledger.release(List.of(delivery));
        } catch (LedgerException e) {
            LOG.warn("A result of {} waits until its lease ends: {}", subscription.account(), e.getMessage());
        }
    }

    /** The route is done with a delivery. */
    void done(Delivery delivery) {
        settled(delivery);
        try {
            if (!ledger.done(delivery)) {
                LOG.warn(
                        "The lease of a result of {} was lost while the route ran; it may be handed out again, flagged as redelivered",
                        subscription.account());
            }
        } catch (LedgerException e) {
            LOG.error(
                    "A result of {} was handed out, but the ledger can't note it; it will come again, flagged as redelivered",
                    subscription.account(),
                    e);
        }
    }

    private void settled(Delivery delivery) {
        running.remove(delivery);
        routing.remove(delivery);
    }

    /** The route failed with a delivery. */
    void failed(Delivery delivery, String reason) {
        settled(delivery);
        boolean park = maxDeliveries > 0 && delivery.attempt() >= maxDeliveries;
        if (park) {
            LOG.error("A result of {} failed {} times and is parked", subscription.account(), delivery.attempt());
        }
        try {
            ledger.failed(delivery, park ? null : pause(delivery.attempt()), reason);
            scheduleNext();
        } catch (LedgerException e) {
            LOG.warn(
                    "A failed result of {} waits in the ledger until its lease ends: {}",
                    subscription.account(),
                    e.getMessage());
        }
    }

    private static Duration pause(int attempt) {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
        return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
    }

    /** Keeps the claims of running routes alive; to be called every {@link #UPKEEP}. */
    void renew() {
        try {
            List<Delivery> held = running.keySet().stream().filter(this::held).toList();
            Instant until = ledger.now().plus(LEASE);
            // what waits here and isn't held any more will be left to others: they must not have to wait for it
            List<Delivery> kept = running.keySet().stream()
                    .filter(delivery -> routing.contains(delivery) || held.contains(delivery))
                    .toList();
            if (!kept.isEmpty()) {
                ledger.renew(kept, LEASE);
            }
            held.forEach(delivery -> running.computeIfPresent(delivery, (same, before) -> until));
        } catch (LedgerException e) {
            LOG.warn("The claims of {} can't be renewed for now: {}", subscription.account(), e.getMessage());
        }
    }

    private void scheduleNext() {
        // outside the lock, which the ticker needs
        Optional<Instant> next = ledger.nextDelivery(subscription);
        alarmAt(next, ledger.now());
    }

    private synchronized void alarmAt(Optional<Instant> next, Instant now) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (next.isPresent() && route.open()) {
            long millis = Math.max(20, Duration.between(now, next.get()).toMillis() + 1);
            alarm = component.ticker().schedule(this::wake, millis, TimeUnit.MILLISECONDS);
        }
    }

    private boolean inBackground(Runnable task) {
        try {
            component.workers().execute(task);
            return true;
        } catch (RejectedExecutionException stopping) {
            return false;
        }
    }
}
