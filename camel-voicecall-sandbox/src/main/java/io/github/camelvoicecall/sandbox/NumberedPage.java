package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** A page of a list that is asked for by {@code page}, from 1 on, and {@code page_size}, 1 to 100, 10 if not said. */
record NumberedPage(int page, int size) {

    static NumberedPage of(Query query) {
        return new NumberedPage(query.integer("page", 1, 1, Integer.MAX_VALUE), query.integer("page_size", 10, 1, 100));
    }

    /** The answer with a message and, in {@code data}, the page's rows under a name and the {@code total} of all rows. */
    <T> Answer answer(String message, String name, List<T> all, Function<T, ObjectNode> row) {
        ObjectNode answer = Json.object().put("message", message);
        ObjectNode data = answer.putObject("data");
        ArrayNode rows = data.putArray(name);
        all.stream().skip((page - 1L) * size).limit(size).map(row).forEach(rows::add);
        data.put("page", page).put("page_size", size).put("total", all.size());
        return Answer.json(200, answer);
    }
}
