package io.github.camelvoicecall.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values as JSON has them: texts, numbers, booleans, maps with text keys, lists. What has no order of its own is sorted, so that another Java process writes the same bytes.
 */
final class Plain {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Plain() {}

    static Object of(Object value) {
        if (value instanceof JsonNode node) {
            return MAPPER.convertValue(node, Object.class);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(Plain::of).toList();
        }
        if (value instanceof Object[] elements) {
            return of(Arrays.asList(elements));
        }
        return value instanceof CharSequence || value instanceof Enum<?> ? value.toString() : value;
    }

    private static Map<String, Object> map(Map<?, ?> map) {
        boolean ordered = map instanceof LinkedHashMap<?, ?> || map instanceof SortedMap<?, ?>;
        Map<String, Object> plain = ordered ? new LinkedHashMap<>() : new TreeMap<>();
        map.forEach((name, value) -> plain.put(String.valueOf(name), of(value)));
        return plain;
    }

    static String text(Object value) {
        boolean simple = value instanceof String || value instanceof Number || value instanceof Boolean;
        return simple ? value.toString() : null;
    }

    static Long integer(Object value) {
        try {
            BigDecimal number = number(value);
            return number == null ? null : Long.valueOf(number.longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return null;
        }
    }

    static BigDecimal number(Object value) {
        try {
            boolean simple = value instanceof Number || value instanceof String;
            return simple ? new BigDecimal(value.toString().trim()) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    static Boolean bool(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
    }

    static Instant instant(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        try {
            return value instanceof String text ? OffsetDateTime.parse(text).toInstant() : null;
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }
}
