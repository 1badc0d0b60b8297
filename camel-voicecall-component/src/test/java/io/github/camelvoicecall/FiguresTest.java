package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.ledger.LedgerCounts;
import io.github.camelvoicecall.ledger.LedgerException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A probe every second costs next to nothing, however many calls there are to be counted. */
class FiguresTest {
    private long now = Long.MAX_VALUE - 1; // nanoTime may overflow
    private Duration cost = Duration.ofMillis(1);
    private boolean broken;
    private int counted;

    private final Figures figures = new Figures(this::count, () -> now);

    private LedgerCounts count() {
        if (broken) {
            throw new LedgerException("the store of this test fails", null);
        }
        now += cost.toNanos();
        return new LedgerCounts(++counted, 0, 0, 0);
    }

    private void probeEverySecond(int times) {
        for (int i = 0; i < times; i++) {
            figures.counts();
            now += Duration.ofSeconds(1).toNanos();
        }
    }

    @Test
    void figuresAreAtMostTwoSecondsOld() {
        probeEverySecond(10);
        assertThat(counted).isBetween(4, 5);
    }

    @Test
    void countingTakesLittleOfTheTimeHoweverLongItTakes() {
        cost = Duration.ofMillis(600);
        probeEverySecond(600);
        assertThat(cost.multipliedBy(counted))
                .isLessThan(Duration.ofSeconds(600).dividedBy(40));
    }

    @Test
    void aLedgerThatFailsIsAskedAgainEachTimeAndShowsAtOnceWhenItWorks() {
        broken = true;
        assertThatThrownBy(figures::counts).isInstanceOf(LedgerException.class);
        broken = false;
        assertThat(figures.counts().open()).isOne();
    }
}
