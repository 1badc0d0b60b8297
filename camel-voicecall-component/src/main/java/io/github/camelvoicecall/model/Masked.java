package io.github.camelvoicecall.model;

import java.util.regex.Pattern;

/** How people's data is shown where nobody asked for it: in log lines, messages and {@code toString}. */
public final class Masked {
    private static final int SHOWN = 2;
    /** Digits of any script, with anything between them that stands between the digits of phone numbers. */
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[\\s\\p{Z}\\p{Pd}\\p{Cf}()./]*+\\p{Nd}){4,}+");

    private Masked() {}

    /**
     * A phone number with all but its last two digits hidden.
     *
     * @param number the number in any form, or null
     * @return for example {@code +*********23}; {@code null} for null
     */
    public static String number(String number) {
        if (number == null) {
            return null;
        }
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
        return text == null ? null : NUMBER.matcher(text).replaceAll(found -> number(found.group()));
    }
}
