package io.github.camelvoicecall.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of JSON-like values: order is kept and null values, which JSON has, are allowed. */
final class Values {
    private Values() {}

    static Map<String, Object> copy(Map<String, ?> map) {
        return map == null || map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
