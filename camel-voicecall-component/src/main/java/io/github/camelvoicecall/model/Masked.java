package io.github.camelvoicecall.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * How people's data is shown where nobody asked for it: in log lines, messages and {@code toString}. Thread safe.
 *
 * <p>A record doesn't know which component it belongs to, so showing whole numbers is a matter of the whole JVM: see {@link #unmask()}.
 */
public final class Masked {
    private static final int SHOWN = 2;
    /** Digits of any script, with anything between them that stands between the digits of phone numbers. */
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[\\s\\p{Z}\\p{Pd}\\p{Cf}()./]*+\\p{Nd}){4,}+");

    private static final AtomicInteger UNMASKED = new AtomicInteger();

    private Masked() {}

    /** Has whole numbers shown from now on, in this JVM, until {@link #mask()} was called as often. The component's option {@code unmaskNumbers} does it while it runs. */
    public static void unmask() {
        UNMASKED.incrementAndGet();
    }

    /** Takes one {@link #unmask()} back. */
    public static void mask() {
        UNMASKED.decrementAndGet();
    }

    /**
     * A phone number with all but its last two digits hidden.
     *
     * @param number the number in any form, or null
     * @return for example {@code +*********23}; {@code null} for null
     */
    public static String number(String number) {
        return number == null || UNMASKED.get() > 0 ? number : hidden(number);
    }

    private static String hidden(String number) {
        StringBuilder masked = new StringBuilder(number);
        long digits = number.chars().filter(Character::isDigit).count();
        for (int i = 0, seen = 0; i < masked.length(); i++) {
            if (Character.isDigit(masked.charAt(i)) && ++seen <= digits - SHOWN) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }

    /**
     * A text with every run of five or more digits hidden but for its last two, for texts of others (a provider's error) that may quote a number.
     *
     * @param text the text, or null
     * @return the text without full numbers
     */
    public static String text(String text) {
        return UNMASKED.get() > 0 ? text : kept(text);
    }

    /**
     * A text with every run of five or more digits hidden but for its last two, whatever {@link #unmask()} says: for what is kept longer than people's data may be.
     *
     * @param text the text, or null
     * @return the text without full numbers
     */
    public static String kept(String text) {
        return text == null ? null : NUMBER.matcher(text).replaceAll(found -> hidden(found.group()));
    }
}
