package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A page of a list, newest first, that is asked for by {@code limit} and by {@code cursor}, the last id of the page before. */
record CursorPage(int limit, long before) {
    static final Set<String> PARAMETERS = Set.of("limit", "cursor");
    private static final int DEFAULT_LIMIT = 20;
    private static final int LIMIT = 100;

    static CursorPage of(Query query, boolean cut) {
        return new CursorPage(query.limit("limit", DEFAULT_LIMIT, LIMIT, cut), query.number("cursor", Long.MAX_VALUE));
    }

    /** The answer with {@code items}, and {@code next_cursor} that is null on the last page. */
    <T> Answer answer(List<T> all, Function<T, Long> id, Function<T, ObjectNode> row) {
        List<T> rest = all.stream()
                .filter(one -> id.apply(one) < before)
                .sorted(Comparator.comparing(id).reversed())
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        rest.stream().limit(limit).map(row).forEach(items::add);
        boolean last = rest.size() <= limit;
        return Answer.json(200, answer.put("next_cursor", last ? null : id.apply(rest.get(limit - 1))));
    }
}
