package io.github.camelvoicecall.provider;

import java.util.Map;
import java.util.Optional;

/** The whole list in one answer. */
record SinglePage() implements Paging {

    @Override
    public int defaultSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int maxSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Map<String, String> first(int size) {
        return Map.of();
    }

    @Override
    public Optional<Map<String, String>> next(int size, int pages, int seen, int items, Json page) {
        return Optional.empty();
    }
}
