package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The first rows of a list that has no further pages. */
record LimitedPage(int limit, boolean oldestFirst, Shape shape) {

    /** The answer with the first rows. */
    <T> Answer answer(String name, List<T> newestFirst, Function<T, ObjectNode> row) {
        List<T> all = new ArrayList<>(newestFirst);
        if (oldestFirst) {
            Collections.reverse(all);
        }
        return Answer.json(
                200, shape.list(name, all.stream().limit(limit).map(row).toList()));
    }
}
