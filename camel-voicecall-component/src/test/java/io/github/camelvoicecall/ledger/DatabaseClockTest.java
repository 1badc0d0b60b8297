package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database's time between two looks at it. */
class DatabaseClockTest {
    private static final Instant READ = Instant.parse("2026-01-15T09:00:00Z");

    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final MutableClock wall = new MutableClock();
    private final DatabaseClock clock = new DatabaseClock(ticks::get, wall);

    @BeforeEach
    void read() {
        clock.read(READ, ticks.get());
    }

    private void run(Duration time) {
        ticks.addAndGet(time.toNanos());
        wall.forward(time);
    }

    @Test
    void it_goes_on_with_the_machine() {
        run(Duration.ofSeconds(50));
        assertThat(clock.instant()).isEqualTo(READ.plusSeconds(50));
    }

    @Test
    void it_goes_on_while_the_machine_is_suspended_and_its_monotonic_clock_stands_still() {
        run(Duration.ofSeconds(5));
        wall.forward(Duration.ofHours(2));
        run(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(READ.plusSeconds(6).plus(Duration.ofHours(2)));
    }

    @Test
    void it_does_not_mind_a_wall_clock_that_is_set_back_or_a_little_on() {
        run(Duration.ofSeconds(5));
        wall.forward(Duration.ofMillis(900));
        assertThat(clock.instant()).isEqualTo(READ.plusSeconds(5));
        wall.forward(Duration.ofHours(-2));
        assertThat(clock.instant()).isEqualTo(READ.plusSeconds(5));
    }

    @Test
    void a_moment_after_a_suspension_the_database_is_asked_again() {
        run(Duration.ofSeconds(5));
        assertThat(clock.stale()).isFalse();
        wall.forward(Duration.ofSeconds(30));
        assertThat(clock.stale()).isTrue();
        clock.read(READ.plusSeconds(35), ticks.get());
        assertThat(clock.stale()).isFalse();
        run(Duration.ofMinutes(1));
        assertThat(clock.stale()).isTrue();
    }
}
