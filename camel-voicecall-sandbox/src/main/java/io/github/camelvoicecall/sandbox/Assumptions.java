package io.github.camelvoicecall.sandbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a provider's pages leave open and a sandbox is asked to take for true. Immutable.
 *
 * @param words status words that take the place of the sandbox's own, by outcome
 * @param webhookNames null for the provider's own
 * @param signature how webhooks are signed, null for the provider's own way
 * @param shape the form of answers that no page shows
 * @param credits what the account has at the start
 * @param scopes what the key may do, null for everything
 */
record Assumptions(
        Set<Quirk> quirks,
        Map<Outcome, String> words,
        WebhookNames webhookNames,
        Signature signature,
        Set<String> scopes,
        Shape shape,
        int credits) {
    static final int CREDITS = 1_000_000;
    static final Assumptions OWN = new Assumptions(Set.of(), Map.of(), null, null, null, Shape.PLAIN, CREDITS);

    Assumptions {
        quirks = Set.copyOf(quirks);
        words = Map.copyOf(words);
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** The provider's words with the asked ones in their place. */
    Map<Outcome, String> words(Map<Outcome, String> own) {
        Map<Outcome, String> all = new EnumMap<>(own);
        all.putAll(words);
        return all;
    }

    WebhookNames webhookNames(WebhookNames own) {
        return webhookNames == null ? own : webhookNames;
    }

    Set<String> scopes(Set<String> own) {
        return scopes == null ? own : scopes;
    }

    Signature signature(Signature own) {
        return signature == null ? own : signature;
    }
}
