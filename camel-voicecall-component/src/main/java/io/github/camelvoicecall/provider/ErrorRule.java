package io.github.camelvoicecall.provider;

import java.util.Locale;

/**
 * What an answer outside 2xx means. Rules are asked in order, the first that fits holds.
 *
 * @param from lowest status it fits
 * @param to highest status it fits
 * @param text words the error text must hold, whatever the case; null for any
 * @param kind what it means
 * @param field for {@link Kind#INVALID}: our name of the field to mend; null if not known
 * @param mend what to do
 */
public record ErrorRule(int from, int to, String text, Kind kind, String field, String mend) {
    /** What an error means for a caller and for the phone. */
    public enum Kind {
        /** Key refused; nothing placed. */
        CREDENTIALS,
        /** No credit or quota; nothing placed. */
        CREDIT,
        /** Request refused as it is; nothing placed. */
        INVALID,
        /** Too many requests; nothing placed, may be sent again. */
        THROTTLED,
        /** Address moved; nothing placed, never followed. */
        REDIRECT,
        /** The provider documents that nothing was placed, without saying more. */
        NOT_PLACED,
        /** Nobody knows whether something was placed. */
        UNKNOWN
    }

    /**
     * Tells whether this rule fits an answer.
     *
     * @param status the HTTP status
     * @param error the error text, or null
     * @return true if it fits
     */
    public boolean fits(int status, String error) {
        return status >= from
                && status <= to
                && (text == null || error != null && folded(error).contains(folded(text)));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
