package io.github.camelvoicecall.model;

import java.util.List;
import java.util.Map;

/**
 * An event that a provider's webhooks can send.
 *
 * @param provider the provider's name
 * @param name the provider's name of the event
 * @param type what it means
 * @param label its heading; null if the provider gives none
 * @param description when it is sent; null if the provider doesn't say
 * @param options what can be sent with it, by the provider's names
 * @param raw the provider's JSON as it came
 */
public record WebhookEventType(
        String provider,
        String name,
        CallEventType type,
        String label,
        String description,
        List<String> options,
        Map<String, Object> raw)
        implements VoiceResult {
    /** Copies the list and the JSON. */
    public WebhookEventType {
        options = options == null ? List.of() : List.copyOf(options);
        raw = Values.copy(raw);
    }
}
