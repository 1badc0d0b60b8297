package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Paging;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class PageIteratorTest {
    private final List<String> asked = new ArrayList<>();
    private final List<Integer> calls =
            new ArrayList<>(IntStream.range(0, 10).boxed().toList());

    private PageIterator<String> iterate(int size, PageIterator.Pages pages) {
        return iterate(Acme.list(), size, pages);
    }

    private PageIterator<String> iterate(Binding binding, int size, PageIterator.Pages pages) {
        return new PageIterator<>(
                binding,
                size,
                query -> {
                    asked.add(query.get("offset"));
                    return pages.page(query);
                },
                json -> json.text("id"));
    }

    private static Json json(String text) {
        try {
            return Json.read(text.getBytes(UTF_8), Instant.EPOCH);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Json page(List<Integer> ids, String rest) {
        return json(ids.stream()
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "{\"items\":[", "]" + rest + "}")));
    }

    private Json server(Map<String, String> query, int most) {
        int from = Math.min(Integer.parseInt(query.get("offset")), calls.size());
        int to = Math.min(from + Math.min(most, Integer.parseInt(query.get("limit"))), calls.size());
        return page(calls.subList(from, to), ",\"total\":" + calls.size());
    }

    private static List<String> all(PageIterator<String> pages) {
        List<String> read = new ArrayList<>();
        pages.forEachRemaining(read::add);
        return read;
    }

    @Test
    void readsPageByPage() {
        assertThat(all(iterate(4, query -> server(query, 100))))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(asked).containsExactly("0", "4", "8");
    }

    @Test
    void asksForNothingBeforeItIsNeeded() {
        PageIterator<String> pages = iterate(4, query -> server(query, 100));
        assertThat(asked).isEmpty();
        for (int i = 0; i < 4; i++) {
            pages.next();
        }

        assertThat(asked).containsExactly("0");
        assertThat(pages.pageEnded()).isTrue();
        pages.next();
        assertThat(asked).containsExactly("0", "4");
        assertThat(pages.pageEnded()).isFalse();
    }

    @Test
    void pagesSmallerThanAskedLoseNothing() {
        assertThat(all(iterate(100, query -> server(query, 3)))).hasSize(10).doesNotHaveDuplicates();
        assertThat(asked).containsExactly("0", "3", "6", "9");
    }

    @Test
    void aServerThatTurnsNoPagesIsNotAskedForEver() {
        assertThat(all(iterate(4, query -> page(calls, "")))).hasSize(10).doesNotHaveDuplicates();
        assertThat(asked).hasSize(3);
    }

    @Test
    void aPageThatIsPushedOnByAsManyNewCallsHidesNoneBehindIt() {
        List<String> read = all(iterate(4, query -> {
            Json page = server(query, 100);
            if (asked.size() == 1) {
                calls.addAll(0, List.of(100, 101, 102, 103));
            }
            return page;
        }));

        assertThat(read).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void callsThatShiftOntoTheNextPageComeOnce() {
        int[] placed = {100};
        List<String> read = all(iterate(4, query -> {
            Json page = server(query, 100);
            if (placed[0] < 103) {
                calls.add(0, placed[0]++);
            }
            return page;
        }));

        assertThat(read)
                .as("newest first: each new call pushes the others on")
                .contains("0", "5", "9")
                .doesNotHaveDuplicates()
                .hasSize(10);
    }

    @Test
    void aMillionCallsAreReadInConstantMemoryAndNoneTwiceThoughNewOnesKeepComing() throws ReflectiveOperationException {
        int[] pages = {0};
        int most = 1_000_000;
        int perPage = 100;
        int newAPage = 7;
        PageIterator<String> list = iterate(perPage, query -> {
            // newest first: what was at a place is pushed on by all that came since
            int from = Integer.parseInt(query.get("offset")) - newAPage * pages[0]++;
            return page(
                    IntStream.range(from, Math.min(from + perPage, most))
                            .boxed()
                            .toList(),
                    ",\"total\":2000000");
        });
        Field latest = PageIterator.class.getDeclaredField("latest");
        latest.setAccessible(true);

        int expected = 0;
        while (expected < most) {
            assertThat(list.next()).isEqualTo(String.valueOf(expected++));
            if (expected % 10_000 == 0) {
                assertThat((Set<?>) latest.get(list)).hasSizeLessThanOrEqualTo(PageIterator.REMEMBERED);
            }
        }
    }

    @Test
    void aPageOfNothingButKnownCallsIsNotTheEnd() {
        List<Json> pages = List.of(
                page(List.of(1, 2), ",\"total\":6"),
                page(List.of(1, 2), ",\"total\":6"),
                page(List.of(3, 4), ",\"total\":6"));

        assertThat(all(iterate(2, query -> pages.get(Integer.parseInt(query.get("offset")) / 2))))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void withoutTotalAShortPageIsTheLast() {
        List<Json> pages = List.of(page(List.of(1, 2), ""), page(List.of(3), ""));

        assertThat(all(iterate(2, query -> pages.get(Integer.parseInt(query.get("offset")) / 2))))
                .containsExactly("1", "2", "3");
        assertThat(asked).containsExactly("0", "2");
    }

    @Test
    void anEmptyListHasNoItem() {
        PageIterator<String> pages = iterate(4, query -> json("{\"items\":[],\"total\":0}"));

        assertThat(pages.hasNext()).isFalse();
        assertThat(pages.hasNext()).isFalse();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aServerWhoseTotalLiesDoesNotKeepUsForEver() {
        assertThat(all(iterate(
                        2,
                        query -> "0".equals(query.get("offset"))
                                ? page(List.of(1, 2), ",\"total\":99")
                                : page(List.of(), ",\"total\":99"))))
                .containsExactly("1", "2");
    }

    @Test
    void itemsWithoutIdentityAllCome() {
        Binding nameless = Binding.get("/things")
                .items("/items", null, json -> json.text())
                .paging(Paging.offset("limit", "offset", "total", 10, 10));

        assertThat(all(iterate(nameless, 10, query -> page(List.of(1, 1), ",\"total\":2"))))
                .containsExactly("1", "1");
        assertThat(all(iterate(10, query -> json("{\"items\":[{},{}],\"total\":2}"))))
                .hasSize(2);
    }

    @Test
    void afterCloseThereIsNothingMore() {
        PageIterator<String> pages = iterate(4, query -> server(query, 100));
        pages.next();
        pages.close();

        assertThat(pages.hasNext()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aFailureComesWithItsCauseAndEndsTheList() {
        VoiceCallException failure = new ProviderUnavailableException(Failure.local("acme", "listCalls"), "down", null);
        PageIterator<String> pages = iterate(4, query -> {
            if (!"0".equals(query.get("offset"))) {
                throw failure;
            }
            return server(query, 100);
        });
        for (int i = 0; i < 4; i++) {
            pages.next();
        }

        assertThatThrownBy(pages::hasNext)
                .isInstanceOf(RuntimeCamelException.class)
                .hasCause(failure);
        assertThat(pages.hasNext()).isFalse();
    }
}
