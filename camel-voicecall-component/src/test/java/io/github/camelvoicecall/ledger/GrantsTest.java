package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void twenty_thousand_requests_of_a_day_are_kept_in_a_thousand_entries() {
        Duration day = Duration.ofDays(1);
        Instant now = Instant.parse("2026-01-15T09:00:00Z");
        Grants grants = Grants.NONE;
        for (int i = 0; i < 20_000; i++) {
            grants = grants.at(now).plus(1, now, day, Duration.ofSeconds(5));
            now = now.plusMillis(4320);
        }

        assertThat(grants.free(20_000)).isZero();
        assertThat(grants.toString().split(",")).hasSizeLessThanOrEqualTo(1001);
        assertThat(Grants.parse(grants.toString()).free(20_000)).isZero();
    }
}
