package io.github.camelvoicecall.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends exchanges that take too long. One task looks after all of them: one each would wake a thread for every request. Thread safe. */
final class Deadlines {
    private final Duration longest;
    private final ScheduledExecutorService timer;
    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean armed = new AtomicBoolean();

    Deadlines(Duration longest, ScheduledExecutorService timer) {
        this.longest = longest;
        this.timer = timer;
    }

    /** @return how long an exchange may take altogether */
    Duration longest() {
        return longest;
    }

    /**
     * Begins to watch over an exchange.
     *
     * @return to be closed when it has ended
     * @throws RejectedExecutionException if this process is stopping
     */
    Deadline begin() {
        if (timer.isShutdown()) {
            throw new RejectedExecutionException("the timer has stopped");
        }
        Deadline deadline = Deadline.at(System.nanoTime() + longest.toNanos(), running::remove);
        running.add(deadline);
        try {
            arm();
        } catch (RejectedExecutionException e) {
            deadline.close();
            throw e;
        }
        return deadline;
    }

    private void arm() {
        if (armed.compareAndSet(false, true)) {
            look();
        }
    }

    private void look() {
        do {
            running.removeIf(Deadline::ring);
            Optional<Deadline> next = running.stream().min(Comparator.comparingLong(Deadline::remaining));
            if (next.isPresent()) {
                timer.schedule(this::look, next.get().remaining(), TimeUnit.NANOSECONDS);
                return;
            }
            armed.set(false);
            // another may have begun meanwhile and found it armed
        } while (!running.isEmpty() && armed.compareAndSet(false, true));
    }
}
