package io.github.camelvoicecall.provider;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Page number, from 1, and page size. It ends at the total, at an empty page, or, where no total is given, at a short page. */
record NumberPaging(String number, String size, String total, int defaultSize, int maxSize) implements Paging {

    @Override
    public Map<String, String> first(int items) {
        return query(1, items);
    }

    @Override
    public Optional<Map<String, String>> next(int asked, int pages, int seen, int items, Json page) {
        Integer all = page.integer(total);
        boolean last = all == null ? items < asked : seen >= all;
        return items == 0 || last ? Optional.empty() : Optional.of(query(pages + 1, asked));
    }

    private Map<String, String> query(int page, int items) {
        return new TreeMap<>(Map.of(number, Integer.toString(page), size, Integer.toString(items)));
    }
}
