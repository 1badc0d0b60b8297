package io.github.camelvoicecall.provider;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A field of a request, as a provider's page describes it: our name, the provider's name, type and rules. From it the engine reads messages, refuses what is wrong before anything
 * is sent, and writes the request. Immutable.
 *
 * <p>{@code text("agentId").as("agent_ref_id").required()}, {@code object("retry", integer("maxRetries").as("max_retries").range(1, 5))}.
 */
public final class Field {
    /** What a value may be. */
    public enum Type {
        /** A text; numbers and booleans are taken as they are written. */
        TEXT("a text"),
        /** A whole number, also one in quotes. */
        INTEGER("a whole number"),
        /** A number, also one in quotes. */
        NUMBER("a number"),
        /** True or false. */
        BOOLEAN("true or false"),
        /** An object: with declared fields, or free when none is declared. */
        OBJECT("an object"),
        /** A list. */
        LIST("a list"),
        /** ISO 8601 with a zone. */
        INSTANT("a time in ISO 8601 with a zone, such as 2026-01-15T09:00:00Z"),
        /** A phone number; sent in E.164. */
        PHONE("a phone number");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** @return what to write, in words */
        public String words() {
            return words;
        }
    }

    /** A rule of the provider's own. */
    private record Rule(Predicate<Object> holds, String mend) {}

    private final String name;
    private final Type type;
    private String sentAs;
    private boolean required;
    private Object standard;
    private List<String> words = List.of();
    private List<Field> parts = List.of();
    private Field items;
    private List<Rule> rules = List.of();

    private Field(String name, Type type) {
        this.name = name;
        this.type = type;
        this.sentAs = name;
    }

    /**
     * @param name our name
     * @return a text
     */
    public static Field text(String name) {
        return new Field(name, Type.TEXT);
    }

    /**
     * @param name our name
     * @return a whole number
     */
    public static Field integer(String name) {
        return new Field(name, Type.INTEGER);
    }

    /**
     * @param name our name
     * @return a number
     */
    public static Field number(String name) {
        return new Field(name, Type.NUMBER);
    }

    /**
     * @param name our name
     * @return true or false
     */
    public static Field bool(String name) {
        return new Field(name, Type.BOOLEAN);
    }

    /**
     * @param name our name
     * @return ISO 8601 with a zone, sent in UTC
     */
    public static Field instant(String name) {
        return new Field(name, Type.INSTANT);
    }

    /**
     * @param name our name
     * @return a phone number, sent in E.164
     */
    public static Field phone(String name) {
        return new Field(name, Type.PHONE);
    }

    /**
     * A text that is one of these words. Case, {@code -}, {@code _} and blanks don't matter; what is sent is the word as it stands here.
     *
     * @param name our name
     * @param words the provider's words
     * @return the field
     */
    public static Field oneOf(String name, String... words) {
        Field field = new Field(name, Type.TEXT);
        field.words = List.of(words);
        return field;
    }

    /**
     * An object with fields of its own; without any it is free and passed on as it is.
     *
     * @param name our name
     * @param parts its fields
     * @return the field
     */
    public static Field object(String name, Field... parts) {
        Field field = new Field(name, Type.OBJECT);
        field.parts = List.of(parts);
        return field;
    }

    /**
     * A list whose elements may be anything.
     *
     * @param name our name
     * @return the field
     */
    public static Field list(String name) {
        return new Field(name, Type.LIST);
    }

    /**
     * A list.
     *
     * @param name our name
     * @param element what each element is; its name doesn't matter
     * @return the field
     */
    public static Field list(String name, Field element) {
        Field field = list(name);
        field.items = element;
        return field;
    }

    /**
     * @param theirs the provider's name of the field; by default ours
     * @return the changed field
     */
    public Field as(String theirs) {
        Field changed = copy();
        changed.sentAs = theirs;
        return changed;
    }

    /** @return the changed field, which must be given */
    public Field required() {
        Field changed = copy();
        changed.required = true;
        return changed;
    }

    /**
     * @param value what is sent when nothing is given
     * @return the changed field
     */
    public Field orElse(Object value) {
        Field changed = copy();
        changed.standard = value;
        return changed;
    }

    /**
     * A rule of the provider's own.
     *
     * @param holds the rule; gets a {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code Instant}, {@code Map} or {@code List}
     * @param mend what the value must be, as in "must be 1 to 5"
     * @return the changed field
     */
    public Field rule(Predicate<Object> holds, String mend) {
        Field changed = copy();
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(holds, mend));
        changed.rules = List.copyOf(more);
        return changed;
    }

    /**
     * Bounds of a number, the length of a text or the elements of a list.
     *
     * @param least the least
     * @param most the most
     * @return the changed field
     */
    public Field range(long least, long most) {
        String what = type == Type.TEXT ? " characters long" : type == Type.LIST ? " elements long" : "";
        return rule(
                value -> size(value).compareTo(BigDecimal.valueOf(least)) >= 0
                        && size(value).compareTo(BigDecimal.valueOf(most)) <= 0,
                "must be " + least + " to " + most + what);
    }

    private static BigDecimal size(Object value) {
        if (value instanceof String text) {
            return BigDecimal.valueOf(text.codePointCount(0, text.length()));
        }
        return value instanceof List<?> list ? BigDecimal.valueOf(list.size()) : new BigDecimal(String.valueOf(value));
    }

    private Field copy() {
        Field copy = new Field(name, type);
        copy.sentAs = sentAs;
        copy.required = required;
        copy.standard = standard;
        copy.words = words;
        copy.parts = parts;
        copy.items = items;
        copy.rules = rules;
        return copy;
    }

    /** @return our name */
    public String name() {
        return name;
    }

    /** @return the provider's name */
    public String sentAs() {
        return sentAs;
    }

    /** @return what a value may be */
    public Type type() {
        return type;
    }

    /** @return true when it must be given */
    public boolean isRequired() {
        return required;
    }

    /** @return what is sent when nothing is given; null for nothing */
    public Object standard() {
        return standard;
    }

    /** @return the words that are allowed; empty for any */
    public List<String> words() {
        return words;
    }

    /** @return the fields of an object; empty for a free one */
    public List<Field> parts() {
        return parts;
    }

    /** @return what each element of a list is, if that is declared */
    public Optional<Field> items() {
        return Optional.ofNullable(items);
    }

    /** @return the provider's own rules in words, for documentation */
    public List<String> rules() {
        return rules.stream().map(Rule::mend).toList();
    }

    /**
     * Reads a value as this field.
     *
     * @param given what the message holds, not null
     * @param path the field's full name, for errors
     * @param phones brings a phone number into E.164
     * @return {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code Instant}, {@code Map} or {@code List}
     * @throws FieldException if it is something else or breaks a rule
     */
    Object read(Object given, String path, Phones phones) {
        Object value = typed(Plain.of(given), path, phones);
        rules.forEach(rule -> {
            if (!rule.holds().test(value)) {
                throw new FieldException(path, rule.mend());
            }
        });
        return value;
    }

    private Object typed(Object given, String path, Phones phones) {
        Object value =
                switch (type) {
                    case TEXT -> words.isEmpty() ? Plain.text(given) : word(given, path);
                    case INTEGER -> Plain.integer(given);
                    case NUMBER -> Plain.number(given);
                    case BOOLEAN -> Plain.bool(given);
                    case INSTANT -> Plain.instant(given);
                    case PHONE -> given instanceof String number ? phones.e164(path, number) : null;
                    case OBJECT -> given instanceof Map<?, ?> map ? object(map, path, phones) : null;
                    case LIST -> given instanceof List<?> list ? elements(list, path, phones) : null;
                };
        if (value == null) {
            throw new FieldException(path, "has a value of the wrong type or form: it must be " + type.words());
        }
        return value;
    }

    private String word(Object given, String path) {
        String text = Plain.text(given);
        return words.stream()
                .filter(word -> text != null && StatusWords.fold(word).equals(StatusWords.fold(text)))
                .findFirst()
                .orElseThrow(() -> new FieldException(path, "must be one of " + words));
    }

    private Map<?, ?> object(Map<?, ?> given, String path, Phones phones) {
        return parts.isEmpty() ? given : read(parts, given, path + ".", phones);
    }

    private List<?> elements(List<?> given, String path, Phones phones) {
        if (items == null) {
            return given;
        }
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = path + "[" + i + "]";
            if (given.get(i) == null) {
                throw new FieldException(at, "is null: it must be " + items.type.words());
            }
            read.add(items.read(given.get(i), at, phones));
        }
        return read;
    }

    /** Reads an object by the fields it may have. */
    static Map<String, Object> read(List<Field> fields, Map<?, ?> given, String path, Phones phones) {
        refuseUnknown(fields, given, path);
        Map<String, Object> read = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = present(given.get(field.name));
            if (value != null) {
                read.put(field.name, field.read(value, path + field.name, phones));
            } else if (field.standard != null) {
                read.put(field.name, field.standard);
            } else if (field.required) {
                throw new FieldException(path + field.name, "is missing: it must be " + field.wanted());
            }
        }
        return read;
    }

    private static void refuseUnknown(List<Field> fields, Map<?, ?> given, String path) {
        List<String> known = fields.stream().map(Field::name).toList();
        for (Object name : given.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                throw new FieldException(
                        path + name,
                        "is not a field of this request; "
                                + (known.isEmpty()
                                        ? "it has none"
                                        : "known are " + known + "; a provider's own fields go under extra"));
            }
        }
    }

    private String wanted() {
        return words.isEmpty() ? type.words() : "one of " + words;
    }

    private static Object present(Object value) {
        return value instanceof CharSequence text && text.toString().isBlank() ? null : value;
    }

    /** What goes to the provider for a value that was read. */
    Object sent(Object value) {
        if (value instanceof Instant instant) {
            return instant.toString();
        }
        if (value instanceof Map<?, ?> map && !parts.isEmpty()) {
            return sent(parts, map);
        }
        if (value instanceof List<?> list && items != null) {
            return list.stream().map(items::sent).toList();
        }
        return value;
    }

    /** Values by the provider's names, in the order of the declaration, so that the same values are the same bytes. */
    static Map<String, Object> sent(List<Field> fields, Map<?, ?> values) {
        Map<String, Object> sent = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = values.get(field.name);
            if (value != null) {
                sent.put(field.sentAs, field.sent(value));
            }
        }
        return sent;
    }

    /** Shows the declaration: {@code name (text, required)}. */
    @Override
    public String toString() {
        return name + " (" + wanted() + (required ? ", required" : "") + ")";
    }
}
