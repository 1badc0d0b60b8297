package io.github.camelvoicecall.provider;

import java.util.Map;
import java.util.Optional;

/** A limit and no way to go on: what is beyond it can't be read. */
record LimitPaging(String limit, int maxSize) implements Paging {

    @Override
    public int defaultSize() {
        return maxSize;
    }

    @Override
    public Map<String, String> first(int size) {
        return Map.of(limit, Integer.toString(size));
    }

    @Override
    public Optional<Map<String, String>> next(int size, int pages, int seen, int items, Json page) {
        return Optional.empty();
    }

    @Override
    public boolean cut(int size, int items) {
        return items >= size;
    }
}
