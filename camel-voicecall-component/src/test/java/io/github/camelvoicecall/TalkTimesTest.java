package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TalkTimesTest {
    private static final Duration GUESS = Duration.ofSeconds(60);

    private final TalkTimes times = new TalkTimes();

    private void add(long... seconds) {
        for (long second : seconds) {
            times.add(Duration.ofSeconds(second));
        }
    }

    private long usual() {
        return times.usual(GUESS).toSeconds();
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(times.usual(GUESS)).isEqualTo(GUESS);
    }

    @Test
    void oneCallIsAllThereIsToGoBy() {
        add(10);
        assertThat(usual()).isEqualTo(10);
    }

    @Test
    void isTheTimeByWhichMostCallsHaveEnded() {
        add(100, 10, 90, 20, 80, 30, 70, 40, 60, 50);
        assertThat(usual()).isEqualTo(60);
    }

    @Test
    void aFewVeryLongCallsDoNotMatter() {
        add(10, 10, 10, 10, 10, 10, 10, 10, 86_400, 86_400);
        assertThat(usual()).isEqualTo(10);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        for (int i = 0; i < 64; i++) {
            add(1_000);
        }
        for (int i = 0; i < 64; i++) {
            add(5);
        }
        assertThat(usual()).isEqualTo(5);
    }

    @Test
    void aClockThatWentBackCountsAsNoTime() {
        add(-5);
        assertThat(usual()).isZero();
    }
}
