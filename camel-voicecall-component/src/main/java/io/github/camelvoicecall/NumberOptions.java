package io.github.camelvoicecall;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** Camel reads a number or time that it can't read as 0, which here means no limit, no fence, no patience: such a value is refused instead. */
final class NumberOptions {
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern TIME =
            Pattern.compile("\\d+|(?=\\d)(\\d+d)?(\\d+h)?(\\d+m(in)?)?(\\d+s(ec)?)?(\\d+ms)?");

    private NumberOptions() {}

    /**
     * @param options what an address sets
     * @param types knows the types of the options
     * @throws IllegalArgumentException naming the first option whose value is no number or time
     */
    static void check(Map<String, Object> options, PropertyConfigurerGetter types) {
        options.forEach((name, value) -> {
            Class<?> type = types.getOptionType(name, true);
            if (type != null && value instanceof String text && !text.startsWith("#")) {
                check(name, type, text.strip());
            }
        });
    }

    private static void check(String name, Class<?> type, String text) {
        boolean whole = type == int.class || type == Integer.class;
        boolean time = type == long.class || type == Long.class;
        if (whole && !isWhole(text)) {
            throw new IllegalArgumentException("Option " + name + ": '" + text + "' is no whole number of 0 or more");
        }
        if (time && !TIME.matcher(text).matches() && !isDuration(text)) {
            throw new IllegalArgumentException("Option " + name + ": '" + text
                    + "' is no time: write milliseconds, or numbers with d, h, m, s or ms, such as 30s or 1h30m");
        }
    }

    private static boolean isWhole(String text) {
        return WHOLE.matcher(text).matches() && text.length() <= 10 && Long.parseLong(text) <= Integer.MAX_VALUE;
    }

    private static boolean isDuration(String text) {
        try {
            return text.startsWith("P") && !Duration.parse(text).isNegative();
        } catch (DateTimeParseException no) {
            return false;
        }
    }
}
