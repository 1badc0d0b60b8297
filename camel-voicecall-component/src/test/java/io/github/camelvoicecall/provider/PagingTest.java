package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {
    private static Json page(String json) {
        try {
            return Json.read(json.getBytes(UTF_8), Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCursorLeadsToTheNextPageUntilThereIsNone() {
        Paging paging = Paging.cursor("limit", "cursor", "next_cursor", 20, 100);

        assertThat(paging.first(50)).isEqualTo(Map.of("limit", "50"));
        assertThat(paging.next(50, 1, 50, 50, page("{\"next_cursor\":90}")))
                .contains(Map.of("limit", "50", "cursor", "90"));
        assertThat(paging.next(50, 1, 0, 0, page("{\"next_cursor\":\"x\"}")))
                .as("an empty page isn't the last one")
                .contains(Map.of("limit", "50", "cursor", "x"));
        assertThat(paging.next(50, 1, 50, 50, page("{\"next_cursor\":null}"))).isEmpty();
        assertThat(paging.next(50, 1, 50, 50, page("{\"next_cursor\":\"\"}"))).isEmpty();
        assertThat(paging.next(50, 1, 50, 50, page("{}"))).isEmpty();
    }

    @Test
    void pagesAreNumberedFromOne() {
        Paging paging = Paging.number("page", "page_size", "/data/total", 10, 100);

        assertThat(paging.first(10)).isEqualTo(Map.of("page", "1", "page_size", "10"));
        assertThat(paging.next(10, 1, 10, 10, page("{\"data\":{\"total\":25}}")))
                .contains(Map.of("page", "2", "page_size", "10"));
        assertThat(paging.next(10, 3, 25, 5, page("{\"data\":{\"total\":25}}"))).isEmpty();
        assertThat(paging.next(10, 2, 10, 0, page("{\"data\":{\"total\":25}}")))
                .as("an empty page ends it whatever the total says")
                .isEmpty();
        assertThat(paging.next(10, 1, 10, 10, page("{}")))
                .as("without a total a full page may not be the last")
                .isPresent();
        assertThat(paging.next(10, 1, 9, 9, page("{}"))).isEmpty();
    }

    @Test
    void aLimitAloneMayHideMore() {
        Paging paging = Paging.limit("limit", 200);

        assertThat(paging.defaultSize()).isEqualTo(200);
        assertThat(paging.first(200)).isEqualTo(Map.of("limit", "200"));
        assertThat(paging.next(200, 1, 200, 200, page("{}"))).isEmpty();
        assertThat(paging.cut(200, 200)).isTrue();
        assertThat(paging.cut(200, 199)).isFalse();
    }

    @Test
    void aListWithoutPagesIsWhole() {
        Paging paging = Paging.none();

        assertThat(paging.first(1)).isEmpty();
        assertThat(paging.next(1, 1, 7, 7, page("{}"))).isEmpty();
        assertThat(paging.cut(1, 7)).isFalse();
    }

    @Test
    void aListIsFoundBareOrInAnObjectThatHoldsJustOne() {
        Binding binding = Binding.get("/x").items("", null, json -> json).paging(Paging.none());

        assertThat(binding.array(page("[1,2]")).list()).hasSize(2);
        assertThat(binding.array(page("{\"total\":2,\"contacts\":[1,2]}")).list())
                .hasSize(2);
        assertThat(binding.array(page("{\"a\":[1],\"b\":[2]}")).isArray()).isFalse();
        assertThat(binding.array(page("{\"a\":1}")).isArray()).isFalse();
    }
}
