package io.github.camelvoicecall.provider;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object to be sent; what is null or an empty map is left out. Not thread safe. */
public final class JsonBody {
    private static final int DEEPEST = 10;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * Sets a field.
     *
     * @param name the provider's name of it
     * @param value text, number, boolean, map, list or instant (sent as ISO 8601 in UTC); null leaves it out
     * @return this
     */
    public JsonBody put(String name, Object value) {
        boolean nothing = value == null || value instanceof Map<?, ?> map && map.isEmpty();
        if (!nothing) {
            fields.put(name, value instanceof Instant instant ? instant.toString() : value);
        }
        return this;
    }

    /**
     * The object under a name, made if it isn't there. What is put into it afterwards is written with the rest.
     *
     * @param name the field that holds the object
     * @return its entries, a copy of those that were given
     */
    public Map<String, Object> inside(String name) {
        Map<String, Object> inner = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> present) {
            for (Map.Entry<?, ?> entry : present.entrySet()) {
                inner.put(String.valueOf(entry.getKey()), entry.getValue());
            }
        }
        fields.put(name, inner);
        return inner;
    }

    /**
     * Adds the user's own fields as they are.
     *
     * @param extra the fields
     * @return this
     * @throws FieldException if one of them is set already
     */
    public JsonBody extra(Map<String, ?> extra) {
        extra.forEach((name, value) -> {
            if (fields.containsKey(name)) {
                throw new FieldException(
                        "extra." + name, "is set by the component already; use the request's own field for it");
            }
            fields.put(name, value);
        });
        return this;
    }

    /**
     * Makes sure that the object can be written.
     *
     * @throws FieldException naming the field whose value is no text, number, boolean, map or list
     */
    public void check() {
        if (!plain(fields, 0)) {
            bytes();
        }
    }

    /** What is written without doubt, so that it needn't be tried. */
    private static boolean plain(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return depth < DEEPEST && plain(map.keySet(), map.values(), depth + 1);
        }
        if (value instanceof List<?> list) {
            return depth < DEEPEST && plain(List.of(), list, depth + 1);
        }
        return value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean;
    }

    private static boolean plain(Collection<?> names, Collection<?> values, int depth) {
        for (Object name : names) {
            if (!(name instanceof String)) {
                return false;
            }
        }
        for (Object value : values) {
            if (!plain(value, depth)) {
                return false;
            }
        }
        return true;
    }

    /** @return the object as UTF-8 JSON */
    public byte[] bytes() {
        return Json.write(fields);
    }
}
