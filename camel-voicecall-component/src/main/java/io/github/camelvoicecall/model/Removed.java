package io.github.camelvoicecall.model;

import java.util.Map;

/**
 * Something that was deleted at a provider.
 *
 * @param provider the provider's name
 * @param id the provider's id of what is gone
 * @param raw the provider's JSON as it came; empty if there was none
 */
public record Removed(String provider, String id, Map<String, Object> raw) implements VoiceResult {
    /** Copies the JSON. */
    public Removed {
        raw = Values.copy(raw);
    }
}
