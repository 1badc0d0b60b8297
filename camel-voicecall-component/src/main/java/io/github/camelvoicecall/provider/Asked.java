package io.github.camelvoicecall.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a message asks for, read and checked by a binding's declaration. Immutable.
 *
 * @param values values by our names
 * @param extra the provider's own fields, passed on as they are
 */
public record Asked(Map<String, Object> values, Map<String, Object> extra) {
    /** Nothing at all. */
    public static final Asked NOTHING = new Asked(Map.of(), Map.of());

    /** Copies both. */
    public Asked {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /**
     * @param values values by our names
     * @return the request, without fields of the provider's own
     */
    public static Asked of(Map<String, ?> values) {
        return new Asked(new LinkedHashMap<>(values), Map.of());
    }

    /**
     * A value as text, for answers that don't repeat what was asked for.
     *
     * @param name our name of the field
     * @return the text, or null
     */
    public String text(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    /** Names the fields; their values may be people's data. */
    @Override
    public String toString() {
        return "Asked" + values.keySet();
    }
}
