package io.github.camelvoicecall;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Work that is done when somebody wakes it: by one thread, however many wake it, and once more after the last of them. Thread safe. */
final class Wakeup {
    private final Supplier<? extends Executor> workers;
    private final Runnable work;
    private final AtomicInteger wakes = new AtomicInteger();

    /**
     * @param workers whose thread does it
     * @param work what is done
     */
    Wakeup(Supplier<? extends Executor> workers, Runnable work) {
        this.workers = workers;
        this.work = work;
    }

    /**
     * Has the work done, by a run that begins after this call.
     *
     * @throws RejectedExecutionException if there are no threads any more
     */
    void wake() {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        try {
            workers.get().execute(this::run);
        } catch (RejectedExecutionException stopping) {
            wakes.set(0);
            throw stopping;
        }
    }

    private void run() {
        boolean through = false;
        try {
            int seen;
            do {
                seen = wakes.get();
                work.run();
            } while (!wakes.compareAndSet(seen, 0));
            through = true;
        } finally {
            if (!through) {
                // or nobody could wake it any more
                wakes.set(0);
            }
        }
    }
}
