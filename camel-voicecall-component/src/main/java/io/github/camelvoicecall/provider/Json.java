package io.github.camelvoicecall.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A forgiving view of a provider's JSON: what is missing, null or of another type than expected reads as null or empty, so that a changed field never breaks a route. Immutable.
 * Names are field names, or JSON pointers when they start with {@code /}.
 */
public final class Json {
    /** Our name of the array in the answer of a list. */
    public static final String ITEMS = "items";

    private static final int LONGEST_NUMBER = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader VALUE = MAPPER.readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** As many as declarations and options name. */
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

    private final JsonNode node;
    private final Instant readAt;
    private final FieldNames names;

    private Json(JsonNode node, Instant readAt, FieldNames names) {
        this.node = node;
        this.readAt = readAt;
        this.names = names;
    }

    private Json of(JsonNode other) {
        return new Json(other, readAt, names);
    }

    /**
     * Reads JSON.
     *
     * @param bytes UTF-8 text
     * @param readAt when it came in
     * @return the view
     * @throws IOException if the bytes aren't one JSON value
     */
    public static Json read(byte[] bytes, Instant readAt) throws IOException {
        JsonNode node = VALUE.readValue(bytes);
        if (node == null || node.isMissingNode()) {
            throw new IOException("no JSON");
        }
        return new Json(node, readAt, FieldNames.NONE);
    }

    /**
     * The view of an answer without a body.
     *
     * @param readAt when it came in
     * @return a view of nothing
     */
    public static Json nothing(Instant readAt) {
        return new Json(com.fasterxml.jackson.databind.node.MissingNode.getInstance(), readAt, FieldNames.NONE);
    }

    /**
     * @param where where fields stand under other names
     * @return a view of the same, and of all that is in it, under our names
     */
    public Json named(FieldNames where) {
        return new Json(node, readAt, where);
    }

    /** @return when the JSON came in */
    public Instant readAt() {
        return readAt;
    }

    /** @return true for a JSON object */
    public boolean isObject() {
        return node.isObject();
    }

    /**
     * The value under a name.
     *
     * @param name field name or pointer
     * @return its view, of nothing if it is missing
     */
    public Json at(String name) {
        return of(name.startsWith("/") ? node.at(pointer(name)) : names.find(node, name));
    }

    private static JsonPointer pointer(String name) {
        return POINTERS.computeIfAbsent(name, JsonPointer::compile);
    }

    /**
     * Tells whether there is something under a name.
     *
     * @param name field name or pointer
     * @return false if it is missing or null
     */
    public boolean has(String name) {
        return !at(name).absent();
    }

    /**
     * A text; numbers and booleans as they are written, objects and arrays as JSON.
     *
     * @param name field name or pointer
     * @return the text, or null
     */
    public String text(String name) {
        return at(name).text();
    }

    /** @return this value as text, or null */
    public String text() {
        if (absent()) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /**
     * A whole number.
     *
     * @param name field name or pointer
     * @return the number, or null
     */
    public Integer integer(String name) {
        try {
            BigDecimal number = decimal(name);
            return number == null ? null : Integer.valueOf(number.intValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return null;
        }
    }

    /**
     * A number, also one in quotes.
     *
     * @param name field name or pointer
     * @return the number, or null
     */
    public BigDecimal decimal(String name) {
        JsonNode value = at(name).node;
        String digits = value.isNumber() || value.isTextual() ? value.asText().trim() : "";
        try {
            // the time to read a number grows with the square of its length
            return digits.isEmpty() || digits.length() > LONGEST_NUMBER ? null : new BigDecimal(digits);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /**
     * A time in ISO 8601, with {@code Z} or an offset; without one it is UTC.
     *
     * @param name field name or pointer
     * @return the time, or null
     */
    public Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        String iso = text.replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException noOffset) {
            return utc(iso);
        }
    }

    private static Instant utc(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    /**
     * An object as a map.
     *
     * @param name field name or pointer
     * @return the map; empty if it is missing or no object
     */
    public Map<String, Object> object(String name) {
        return at(name).object();
    }

    /** @return this object as a map; empty if it is none */
    public Map<String, Object> object() {
        return node.isObject() ? map(node) : Map.of();
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>(node.size());
            node.forEach(element -> elements.add(value(element)));
            return elements;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : node.asText();
    }

    /**
     * The elements of an array.
     *
     * @param name field name or pointer
     * @return the elements; empty if it is missing or no array
     */
    public List<Json> list(String name) {
        return at(name).list();
    }

    /** @return the elements of this array; empty if it is none */
    public List<Json> list() {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).map(this::of).toList()
                : List.of();
    }

    /** @return true for an array */
    public boolean isArray() {
        return node.isArray();
    }

    /**
     * The texts of an array; a single text is an array of one.
     *
     * @param name field name or pointer
     * @return the texts; empty if there are none
     */
    public List<String> texts(String name) {
        Json value = at(name);
        List<Json> elements = value.isArray() || value.isObject() || value.absent() ? value.list() : List.of(value);
        return elements.stream().map(Json::text).filter(Objects::nonNull).toList();
    }

    /**
     * True or false, also in quotes.
     *
     * @param name field name or pointer
     * @return the value, or null
     */
    public Boolean bool(String name) {
        return Plain.bool(text(name));
    }

    /** @return this array, {@link #ITEMS}, or the only array that this object holds, itself or in the only object in it; else a view of nothing */
    public Json onlyArray() {
        if (node.isArray()) {
            return this;
        }
        if (names.ours().contains(ITEMS) && at(ITEMS).isArray()) {
            return at(ITEMS);
        }
        List<JsonNode> arrays = children(JsonNode::isArray);
        List<JsonNode> objects = children(JsonNode::isObject);
        if (arrays.isEmpty() && objects.size() == 1) {
            return of(objects.get(0)).onlyArray();
        }
        return arrays.size() == 1 ? of(arrays.get(0)) : nothing(readAt);
    }

    /** @return this object if it has an id, else the only object right below that has one, else this */
    public Json identified() {
        if (has("id")) {
            return this;
        }
        List<Json> below = children(JsonNode::isObject).stream()
                .map(this::of)
                .filter(inner -> inner.has("id"))
                .toList();
        return below.size() == 1 ? below.get(0) : this;
    }

    private List<JsonNode> children(Predicate<JsonNode> wanted) {
        return StreamSupport.stream(node.spliterator(), false).filter(wanted).toList();
    }

    /**
     * What an envelope holds.
     *
     * @param name name of the object inside
     * @return the object under that name; this itself if there is none
     */
    public Json inside(String name) {
        return at(name).isObject() ? at(name) : this;
    }

    /**
     * The time between two times.
     *
     * @param from field name or pointer of the earlier one
     * @param to field name or pointer of the later one
     * @return whole seconds; null if one is missing
     */
    public BigDecimal secondsBetween(String from, String to) {
        Instant start = instant(from);
        Instant end = instant(to);
        return start == null || end == null
                ? null
                : BigDecimal.valueOf(Duration.between(start, end).toSeconds());
    }

    /**
     * The first of some texts that is there.
     *
     * @param otherwise what counts when none is
     * @param names field names or pointers
     * @return the text; may be null
     */
    public String firstText(String otherwise, String... names) {
        return Arrays.stream(names)
                .map(this::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(otherwise);
    }

    private boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    /**
     * Writes a map as JSON.
     *
     * @param object maps, lists, texts, numbers, booleans, nulls
     * @return UTF-8 text
     * @throws FieldException naming the field whose value is none of these
     */
    public static byte[] write(Map<String, ?> object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonMappingException e) {
            throw new FieldException(path(e), "can't be written as JSON: give texts, numbers, booleans, maps or lists");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value in " + object.keySet() + " can't be written as JSON", e);
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
