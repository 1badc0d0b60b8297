package io.github.camelvoicecall.provider;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Limit and cursor: each page says where the next one begins, the last one says nothing. */
record CursorPaging(String limit, String cursor, String next, int defaultSize, int maxSize) implements Paging {

    @Override
    public Map<String, String> first(int size) {
        return Map.of(limit, Integer.toString(size));
    }

    @Override
    public Optional<Map<String, String>> next(int size, int pages, int seen, int items, Json page) {
        String from = page.text(next);
        return from == null || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new TreeMap<>(Map.of(limit, Integer.toString(size), cursor, from)));
    }
}
