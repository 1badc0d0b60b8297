package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TalkTimesTest {
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final TalkTimes times = new TalkTimes();

    @Test
    void knowingNothingItLooksLessAndLessOften() {
        assertThat(next(0)).isEqualTo(SHORTEST);
        assertThat(next(30)).isEqualTo(Duration.ofSeconds(40));
        assertThat(next(300)).isEqualTo(Duration.ofSeconds(400));
    }

    @Test
    void firstLooksSoonAfterMostHaveEnded() {
        learn(20, 60);

        assertThat(next(0)).isEqualTo(Duration.ofMillis(64_800));
    }

    @Test
    void thatManyEndSoonIsWorthAnEarlierLook() {
        learn(10, 20);
        learn(10, 100);

        assertThat(next(0)).isEqualTo(Duration.ofMillis(29_600));
        assertThat(next(30)).as("then nothing ends for long").isEqualTo(Duration.ofMillis(104_800));
    }

    @Test
    void aCallLongerThanAllBeforeIsLookedAtLessAndLessOften() {
        learn(20, 60);

        assertThat(next(60)).isEqualTo(Duration.ofSeconds(90));
        assertThat(next(600)).isEqualTo(Duration.ofSeconds(800));
    }

    @Test
    void neverLooksSoonerThanTheShortestPause() {
        learn(20, 1);

        assertThat(next(0)).isEqualTo(SHORTEST);
    }

    @Test
    void forgetsWhatWasLongAgo() {
        learn(20, 600);
        learn(500, 60);

        assertThat(next(0)).isEqualTo(Duration.ofMillis(64_800));
    }

    private void learn(int calls, int seconds) {
        for (int i = 0; i < calls; i++) {
            times.add(Duration.ofSeconds(seconds));
        }
    }

    private Duration next(int seconds) {
        return times.nextLook(Duration.ofSeconds(seconds), SHORTEST);
    }
}
