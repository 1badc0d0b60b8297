package io.github.camelvoicecall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.provider.FieldException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads one row as a recipient: a {@link Recipient}, a map, a JSON object or a bean with its names. In a flat row, such as one of CSV, {@code variables.NAME} and {@code extra.NAME} are
 * entries of those maps. Thread safe.
 */
final class RecipientReader {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> KNOWN = List.of("to", "contactId", "contactName", "variables", "extra");
    private static final String VARIABLES = "variables.";
    private static final String EXTRA = "extra.";

    private final PhoneNumbers numbers;

    RecipientReader(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * @param row a row
     * @return the recipient as it was written
     * @throws FieldException if it can't be read as one
     */
    Recipient read(Object row) {
        return row instanceof Recipient recipient ? recipient : recipient(fields(row));
    }

    /**
     * @param written the recipient as it was written
     * @return the same with its number in E.164
     * @throws FieldException if that is no number, or no certain one
     */
    Recipient checked(Recipient written) {
        String number = numbers.e164("to", written.to());
        return number.equals(written.to()) ? written : written.to(number);
    }

    private static Map<?, ?> fields(Object row) {
        if (row instanceof Map<?, ?> map) {
            return map;
        }
        if (row == null || row instanceof Iterable<?> && !(row instanceof JsonNode) || row instanceof Object[]) {
            throw new FieldException("row", row == null ? "is null" : "is a list: give its columns names");
        }
        try {
            return row instanceof CharSequence line
                    ? MAPPER.readValue(line.toString(), FIELDS)
                    : MAPPER.convertValue(row, FIELDS);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new FieldException(
                    "row", "is a " + row.getClass().getSimpleName() + ": give a Recipient, a map or a JSON object");
        }
    }

    private static Recipient recipient(Map<?, ?> fields) {
        String to = null;
        String contactId = null;
        String contactName = null;
        Entries variables = new Entries();
        Entries extra = new Entries();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = String.valueOf(field.getKey());
            Object value = field.getValue();
            switch (name) {
                case "to" -> to = text(name, value);
                case "contactId" -> contactId = text(name, value);
                case "contactName" -> contactName = text(name, value);
                case "variables" -> variables.all(name, value);
                case "extra" -> extra.all(name, value);
                default -> {
                    if (name.startsWith(VARIABLES)) {
                        variables.one(name.substring(VARIABLES.length()), value);
                    } else if (name.startsWith(EXTRA)) {
                        extra.one(name.substring(EXTRA.length()), value);
                    } else {
                        throw unknown(name);
                    }
                }
            }
        }
        return new Recipient(to, contactId, contactName, variables.map, extra.map);
    }

    private static FieldException unknown(String name) {
        return new FieldException(
                name,
                "is not a field of a recipient; known are " + KNOWN
                        + ", and for columns variables.NAME and extra.NAME");
    }

    /** A number that went through a spreadsheet as 4930123456.0 would ring somebody else. */
    private static String text(String name, Object value) {
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        if (value != null && !(value instanceof CharSequence) && !whole) {
            throw new FieldException(name, "has a value of the wrong type: give a text");
        }
        String text = Objects.toString(value, "");
        return text.isBlank() ? null : text;
    }

    /** Entries of a map, given as a whole or one by one. */
    private static final class Entries {
        private Map<String, Object> map = Map.of();
        private boolean own;

        void all(String name, Object value) {
            if (value == null
                    || value instanceof CharSequence text && text.toString().isBlank()) {
                return;
            }
            if (!(value instanceof Map<?, ?> given)) {
                throw new FieldException(name, "has a value of the wrong type: give an object");
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> whole = (Map<String, Object>) given;
            if (map.isEmpty()) {
                map = whole;
            } else {
                whole.forEach(this::one);
            }
        }

        void one(String name, Object value) {
            if (!own) {
                map = new LinkedHashMap<>(map);
                own = true;
            }
            map.put(name, value);
        }
    }
}
