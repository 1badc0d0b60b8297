package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetPagingTest {
    private final Paging paging = Paging.offset("limit", "offset", "total", 25, 100);

    private Optional<Map<String, String>> next(int size, int seen, int items, String page) {
        try {
            return paging.next(size, 1, seen, items, Json.read(page.getBytes(UTF_8), Instant.EPOCH));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void beginsAtZero() {
        assertThat(paging.first(10)).isEqualTo(Map.of("limit", "10", "offset", "0"));
    }

    @Test
    void goesOnUntilTheTotal() {
        assertThat(next(10, 10, 10, "{\"total\":11}")).contains(Map.of("limit", "10", "offset", "10"));
        assertThat(next(10, 11, 1, "{\"total\":11}")).isEmpty();
        assertThat(next(10, 10, 10, "{\"total\":10}")).isEmpty();
    }

    @Test
    void aPageSmallerThanAskedIsNotTheEndWhereTheTotalSaysSo() {
        assertThat(next(100, 25, 25, "{\"total\":60}")).contains(Map.of("limit", "100", "offset", "25"));
    }

    @Test
    void withoutATotalAShortPageIsTheLast() {
        assertThat(next(10, 10, 10, "{}")).contains(Map.of("limit", "10", "offset", "10"));
        assertThat(next(10, 13, 3, "{}")).isEmpty();
    }

    @Test
    void aTotalThatIsNoNumberIsNone() {
        assertThat(next(10, 10, 10, "{\"total\":\"many\"}")).isPresent();
        assertThat(next(10, 10, 10, "{\"total\":18446744073709551616}")).isPresent();
    }

    @Test
    void anEmptyPageIsTheEndWhateverTheTotalSays() {
        assertThat(next(10, 30, 0, "{\"total\":99}")).isEmpty();
    }
}
