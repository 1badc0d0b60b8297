package io.github.camelvoicecall.provider;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Limit and offset. The offset grows by what came, not by what was asked for: a server may give smaller pages. */
record OffsetPaging(String limit, String offset, String total, int defaultSize, int maxSize) implements Paging {

    @Override
    public Map<String, String> first(int size) {
        return query(size, 0);
    }

    @Override
    public Optional<Map<String, String>> next(int size, int pages, int seen, int items, Json page) {
        Integer all = page.integer(total);
        boolean last = all == null ? items < size : seen >= all;
        return items == 0 || last ? Optional.empty() : Optional.of(query(size, seen));
    }

    private Map<String, String> query(int size, int from) {
        return new TreeMap<>(Map.of(limit, Integer.toString(size), offset, Integer.toString(from)));
    }
}
