package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** A page of a list that is asked for by {@code limit} (1 to 100) and {@code offset}. */
record Page(int limit, int offset) {

    static Page of(Query query, int defaultLimit) {
        return new Page(query.integer("limit", defaultLimit, 1, 100), query.integer("offset", 0, 0, Integer.MAX_VALUE));
    }

    /** The answer with the page's rows under a name, and the {@code total} of all rows. */
    <T> Answer answer(String name, List<T> all, Function<T, ObjectNode> row) {
        ObjectNode answer = Json.object();
        ArrayNode rows = answer.putArray(name);
        all.stream().skip(offset).limit(limit).map(row).forEach(rows::add);
        return Answer.json(
                200, answer.put("total", all.size()).put("limit", limit).put("offset", offset));
    }
}
