package io.github.camelvoicecall.model;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies of JSON-like values: order is kept and null values, which JSON has, are allowed. */
final class Values {
    private Values() {}

    /** @return the map itself if it is such a copy already */
    static Map<String, Object> copy(Map<String, ?> map) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        return map instanceof Copy copy ? copy : new Copy(new LinkedHashMap<>(map));
    }

    /** Like {@link #copy}, but what has no order of its own is sorted: {@code Map.of} has another one in every process. */
    static Map<String, Object> ordered(Map<String, ?> map) {
        boolean ordered =
                map == null || map instanceof Copy || map instanceof LinkedHashMap || map instanceof SortedMap;
        return copy(ordered ? map : new TreeMap<>(map));
    }

    /** A map that nobody can change, known as such by its type. Immutable. */
    private static final class Copy extends AbstractMap<String, Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final LinkedHashMap<String, Object> values;

        private Copy(LinkedHashMap<String, Object> values) {
            this.values = values;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Collections.unmodifiableMap(values).entrySet();
        }

        @Override
        public boolean containsKey(Object key) {
            return values.containsKey(key);
        }

        @Override
        public Object get(Object key) {
            return values.get(key);
        }
    }
}
