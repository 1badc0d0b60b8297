package io.github.camelvoicecall.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One row of a bulk request after the other, written straight into the request's bytes: a provider {@linkplain #put puts} its fields, and what is null or an empty map is left out.
 * The same values give the same bytes, in every process. Not thread safe.
 */
public final class JsonRow {
    private static final JsonFactory FACTORY = new ObjectMapper().getFactory();

    private final RowBuffer buffer;
    private final List<String> names = new ArrayList<>();
    private JsonGenerator json;

    /** @param buffer where the rows go */
    public JsonRow(RowBuffer buffer) {
        this.buffer = buffer;
        this.json = generator(buffer);
    }

    private static JsonGenerator generator(RowBuffer buffer) {
        try {
            JsonGenerator json = FACTORY.createGenerator(buffer);
            // rows are parted by the one who writes the request
            return json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes one row.
     *
     * @param fields puts its fields
     * @throws FieldException if it can't be sent; nothing of it is left in the buffer then
     */
    public void write(Runnable fields) {
        int begin = buffer.size();
        boolean whole = false;
        try {
            names.clear();
            json.writeStartObject();
            fields.run();
            json.writeEndObject();
            json.flush();
            whole = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole) {
                takeBack(begin);
            }
        }
    }

    private void takeBack(int begin) {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffer.truncate(begin);
            json = generator(buffer);
        }
    }

    /**
     * Sets a field.
     *
     * @param name the provider's name of it
     * @param value text, number, boolean, map (in the order it has; those inside are sorted unless their kind has an order), list, tree or instant (sent as ISO 8601 in UTC); null
     *     leaves it out
     * @return this
     * @throws FieldException naming the value that is none of these
     */
    public JsonRow put(String name, Object value) {
        if (value == null || value instanceof Map<?, ?> map && map.isEmpty()) {
            return this;
        }
        try {
            names.add(name);
            json.writeFieldName(name);
            if (value instanceof Map<?, ?> map) {
                object(map);
            } else {
                value(name, value);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets a field that may only be so long.
     *
     * @param name the provider's name of it
     * @param value as in {@link #put(String, Object)}
     * @param ours our name of it, for the error
     * @param mostBytes bytes of JSON that the provider takes for the value
     * @return this
     * @throws FieldException if it is longer
     */
    public JsonRow put(String name, Object value, String ours, int mostBytes) {
        long before = written();
        put(name, value);
        // the name in quotes, a colon, and a comma before all but the first field
        long around = name.length() + (names.size() > 1 ? 4L : 3L);
        long bytes = written() - before - around;
        if (bytes > mostBytes) {
            throw new FieldException(
                    ours, "takes " + bytes + " bytes as JSON; the provider takes " + mostBytes + ": shorten it");
        }
        return this;
    }

    private long written() {
        return (long) buffer.size() + json.getOutputBuffered();
    }

    /**
     * Adds the user's own fields as they are.
     *
     * @param extra the fields
     * @return this
     * @throws FieldException if one of them is set already
     */
    public JsonRow extra(Map<String, ?> extra) {
        extra.forEach((name, value) -> {
            if (names.contains(name)) {
                throw new FieldException(
                        "extra." + name, "is set by the component already; use the row's own field for it");
            }
            put(name, value);
        });
        return this;
    }

    private void value(String path, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(path, number);
        } else if (value instanceof Map<?, ?> map) {
            object(ordered(map));
        } else if (value instanceof Collection<?> elements) {
            array(path, elements);
        } else if (value instanceof JsonNode tree) {
            json.writeTree(tree);
        } else if (value instanceof Instant || value instanceof Enum<?> || value instanceof CharSequence) {
            json.writeString(value.toString());
        } else {
            throw new FieldException(path, "can't be written as JSON: give texts, numbers, booleans, maps or lists");
        }
    }

    /** Most texts need no escapes; looking for them eight bytes at a time halves what a request costs. */
    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (PlainAscii.all(bytes)) {
            json.writeRawUTF8String(bytes, 0, bytes.length);
        } else {
            json.writeString(text);
        }
    }

    private void number(String path, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            json.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            json.writeNumber(big);
        } else if (Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else {
            throw new FieldException(path, "is no number that JSON has");
        }
    }

    private void object(Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            json.writeFieldName(name);
            value(name, entry.getValue());
        }
        json.writeEndObject();
    }

    /** Maps of other kinds have another order in every process. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        boolean ordered = map instanceof LinkedHashMap<?, ?> || map instanceof SortedMap<?, ?> || map.size() < 2;
        return ordered ? map : sorted(map);
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        return sorted;
    }

    private void array(String path, Collection<?> elements) throws IOException {
        json.writeStartArray();
        for (Object element : elements) {
            value(path, element);
        }
        json.writeEndArray();
    }
}
