package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakeupTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();
    private Executor workers = threads::add;
    private Runnable during = () -> {};
    private final Wakeup wakeup = new Wakeup(() -> workers, () -> {
        done.incrementAndGet();
        during.run();
    });

    private void run() {
        while (!threads.isEmpty()) {
            threads.poll().run();
        }
    }

    @Test
    void workIsDoneOnceHoweverManyWakeItBeforeItBegins() {
        wakeup.wake();
        wakeup.wake();
        wakeup.wake();

        assertThat(threads).hasSize(1);
        run();
        assertThat(done).hasValue(1);
    }

    @Test
    void whoWakesItWhileItRunsHasItDoneOnceMoreByTheSameThread() {
        during = () -> {
            if (done.get() == 1) {
                wakeup.wake();
                wakeup.wake();
            }
        };
        wakeup.wake();

        threads.poll().run();

        assertThat(done).hasValue(2);
        assertThat(threads).as("no second thread waits for the first").isEmpty();
    }

    @Test
    void itCanBeWokenAgainAfterItWasDone() {
        wakeup.wake();
        run();
        wakeup.wake();
        run();

        assertThat(done).hasValue(2);
    }

    @Test
    void itCanBeWokenAgainAfterAnError() {
        during = () -> {
            throw new AssertionError("out of something");
        };
        wakeup.wake();
        assertThatThrownBy(this::run).isInstanceOf(AssertionError.class);
        during = () -> {};

        wakeup.wake();
        run();

        assertThat(done).hasValue(2);
    }

    @Test
    void itCanBeWokenAgainOnceThereAreThreads() {
        workers = task -> {
            throw new RejectedExecutionException("stopping");
        };
        assertThatThrownBy(wakeup::wake).isInstanceOf(RejectedExecutionException.class);
        workers = threads::add;

        wakeup.wake();
        run();

        assertThat(done).hasValue(1);
    }
}
