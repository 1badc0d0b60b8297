package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.CampaignStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider's words for the status of calls or campaigns. Case, {@code -}, {@code _}, {@code .} and blanks don't matter; a word that isn't known is unknown. Immutable.
 *
 * @param <S> what words mean
 */
public final class StatusWords<S extends Enum<S>> {
    /** No words for calls. */
    public static final StatusWords<CallStatus> NONE = new StatusWords<>(CallStatus.UNKNOWN, Map.of());

    /** No words for campaigns. */
    public static final StatusWords<CampaignStatus> NO_CAMPAIGNS = new StatusWords<>(CampaignStatus.UNKNOWN, Map.of());

    private static final Pattern SEPARATORS = Pattern.compile("[-_. ]+");

    private final S unknown;
    private final Map<String, S> words;

    private StatusWords(S unknown, Map<String, S> words) {
        this.unknown = unknown;
        this.words = Map.copyOf(words);
    }

    /**
     * Adds a word, or changes its meaning.
     *
     * @param word the provider's word
     * @param status what it means
     * @return the extended vocabulary
     */
    public StatusWords<S> with(String word, S status) {
        Map<String, S> more = new LinkedHashMap<>(words);
        more.put(fold(word), status);
        return new StatusWords<>(unknown, more);
    }

    /**
     * Looks a word up.
     *
     * @param word the provider's word, or null
     * @return its meaning, {@code UNKNOWN} if there is none
     */
    public S of(String word) {
        if (word == null) {
            return unknown;
        }
        S asWritten = words.get(word);
        return asWritten == null ? words.getOrDefault(fold(word), unknown) : asWritten;
    }

    /** @return everything that some word means */
    public Set<S> meanings() {
        return Set.copyOf(words.values());
    }

    static String fold(String word) {
        return SEPARATORS.matcher(word.trim().toLowerCase(Locale.ROOT)).replaceAll("_");
    }
}
