package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

abstract class LimitsContract extends CallLedgerContract {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration BLOCK = Duration.ofSeconds(5);

    LimitsContract(LedgerKind kind) {
        super(kind);
    }

    private int reserve(int wanted) {
        return ledger.reserve("vyora", 60, WINDOW, wanted, BLOCK);
    }

    @Test
    void no_more_than_the_limit_is_granted() {
        assertThat(reserve(50)).isEqualTo(50);
        assertThat(reserve(50)).isEqualTo(10);
        assertThat(reserve(50)).isZero();
        assertThat(reserve(0)).isZero();
        assertThat(ledger.reserve("other", 60, WINDOW, 50, BLOCK)).isEqualTo(50);
    }

    @Test
    void what_was_granted_counts_until_a_window_after_its_last_use() {
        reserve(60);
        forward(WINDOW.plus(BLOCK).minus(SECOND));
        assertThat(reserve(1)).isZero();
        forward(SECOND);
        assertThat(reserve(100)).isEqualTo(60);
    }

    @Test
    void a_limit_of_a_day_holds_and_is_kept_in_little() {
        Duration day = Duration.ofDays(1);
        int granted = 0;
        for (int i = 0; i < 400; i++) {
            granted += ledger.reserve("daily", 300, day, 1, BLOCK);
            forward(SECOND);
        }
        assertThat(granted).isEqualTo(300);
        forward(day.minus(Duration.ofSeconds(400)));
        assertThat(ledger.reserve("daily", 300, day, 1, BLOCK))
                .as("the first ones still count")
                .isZero();
        forward(Duration.ofMinutes(10));
        assertThat(ledger.reserve("daily", 300, day, 300, BLOCK)).isEqualTo(300);
    }

    @Test
    void a_limit_that_was_lowered_holds() {
        reserve(60);
        assertThat(ledger.reserve("vyora", 10, WINDOW, 5, BLOCK)).isZero();
    }

    @Test
    @Tag("P11")
    void no_window_ever_sees_more_than_the_limit_whenever_in_its_block_a_request_is_sent() {
        Random random = new Random(7);
        List<Instant> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int granted = reserve(1 + random.nextInt(20));
            for (int k = 0; k < granted; k++) {
                sent.add(in(Duration.ofMillis(random.nextInt((int) BLOCK.toMillis() + 1))));
            }
            forward(Duration.ofMillis(random.nextInt(3000)));
        }
        assertThat(sent).hasSizeGreaterThan(300);
        for (Instant from : sent) {
            assertThat(sent.stream().filter(time -> !time.isBefore(from) && time.isBefore(from.plus(WINDOW))))
                    .hasSizeLessThanOrEqualTo(60);
        }
    }
}
