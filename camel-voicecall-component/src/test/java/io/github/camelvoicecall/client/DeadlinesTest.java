package io.github.camelvoicecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void oneTaskLooksAfterAllExchanges() {
        Deadlines deadlines = new Deadlines(Duration.ofMinutes(1), timer);

        List<Deadline> many =
                IntStream.range(0, 1000).mapToObj(i -> deadlines.begin()).toList();
        many.forEach(Deadline::close);
        deadlines.begin().close();

        assertThat(timer.getQueue()).hasSize(1);
    }

    @Test
    void eachIsBrokenOffWhoeverCameBeforeOrAfter() {
        Deadlines deadlines = new Deadlines(Duration.ofMillis(50), timer);

        deadlines.begin().close();
        Deadline second = deadlines.begin();
        Deadline third = deadlines.begin();
        await().until(() -> second.missed() && third.missed());
        await().until(() -> timer.getQueue().isEmpty() && timer.getActiveCount() == 0);

        Deadline afterQuietTime = deadlines.begin();
        await().until(afterQuietTime::missed);
    }

    @Test
    void whoHasEndedInTimeIsLeftAlone() {
        Deadlines deadlines = new Deadlines(Duration.ofMillis(50), timer);

        Deadline ended = deadlines.begin();
        ended.close();
        Deadline running = deadlines.begin();
        await().until(running::missed);

        assertThat(ended.missed()).isFalse();
    }

    @Test
    void nothingBeginsOnceTheTimerHasStopped() {
        Deadlines deadlines = new Deadlines(Duration.ofMinutes(1), timer);
        timer.shutdownNow();

        assertThatThrownBy(deadlines::begin).isInstanceOf(RejectedExecutionException.class);
    }
}
