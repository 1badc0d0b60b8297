package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A provider's words for the status of a call. Case, {@code -}, {@code _}, {@code .} and blanks don't matter; a word that isn't known is {@link CallStatus#UNKNOWN}. Immutable. */
public final class StatusWords {
    /** No words at all. */
    public static final StatusWords NONE = new StatusWords(Map.of());

    private final Map<String, CallStatus> words;

    private StatusWords(Map<String, CallStatus> words) {
        this.words = Map.copyOf(words);
    }

    /**
     * Adds a word, or changes its meaning.
     *
     * @param word the provider's word
     * @param status what it means
     * @return the extended vocabulary
     */
    public StatusWords with(String word, CallStatus status) {
        Map<String, CallStatus> more = new LinkedHashMap<>(words);
        more.put(fold(word), status);
        return new StatusWords(more);
    }

    /**
     * Looks a word up.
     *
     * @param word the provider's word, or null
     * @return its meaning, {@link CallStatus#UNKNOWN} if there is none
     */
    public CallStatus of(String word) {
        if (word == null) {
            return CallStatus.UNKNOWN;
        }
        CallStatus asWritten = words.get(word);
        return asWritten == null ? words.getOrDefault(fold(word), CallStatus.UNKNOWN) : asWritten;
    }

    private static String fold(String word) {
        return word.trim().toLowerCase(Locale.ROOT).replaceAll("[-_. ]+", "_");
    }
}
