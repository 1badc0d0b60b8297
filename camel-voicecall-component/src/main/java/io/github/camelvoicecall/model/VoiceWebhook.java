package io.github.camelvoicecall.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A webhook that is registered at a provider. Its secret and the values of its own headers are for code ({@code ${body.secret}}) and stand neither in the JSON nor in
 * {@link #toString()} nor in {@link #raw()}, so that no log shows them.
 *
 * @param provider the provider's name
 * @param id the provider's id, for {@code webhookId}
 * @param agentId the agent whose calls it reports; null for all, or if the provider doesn't say
 * @param name its name; null if it has none
 * @param url where the provider sends to
 * @param events the provider's names of the events it sends
 * @param options what else it sends, by the provider's names
 * @param customHeaders headers that the provider adds; not in JSON
 * @param active whether it sends; null if the provider doesn't say
 * @param secret what signs its requests, where the provider shows it (often just once, at creation); not in JSON
 * @param createdAt when it was made; null if the provider doesn't say
 * @param updatedAt when it was last changed; null if the provider doesn't say
 * @param raw the provider's JSON, without secrets
 */
public record VoiceWebhook(
        String provider,
        String id,
        String agentId,
        String name,
        String url,
        List<String> events,
        Map<String, Object> options,
        @JsonIgnore Map<String, Object> customHeaders,
        Boolean active,
        @JsonIgnore String secret,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant updatedAt,
        Map<String, Object> raw)
        implements Identified {
    private static final String HIDDEN = "xxxxxx";

    /** Copies the lists and maps; hides the secret and the headers' values in the JSON. */
    public VoiceWebhook {
        events = events == null ? List.of() : List.copyOf(events);
        options = Values.copy(options);
        customHeaders = Values.copy(customHeaders);
        raw = Values.copy(hidden(raw, secret, customHeaders));
    }

    private static Map<String, Object> hidden(Map<String, ?> raw, String secret, Map<String, Object> headers) {
        Map<String, Object> safe = new LinkedHashMap<>();
        if (raw != null) {
            raw.forEach((name, value) -> safe.put(name, hide(value, secret, headers)));
        }
        return safe;
    }

    private static Object hide(Object value, String secret, Map<String, Object> headers) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((name, each) -> inner.put(String.valueOf(name), hide(each, secret, headers)));
            return inner;
        }
        return value != null && (value.equals(secret) || headers.containsValue(value)) ? HIDDEN : value;
    }

    /** Shows neither secret nor headers, and of the address no query. */
    @Override
    public String toString() {
        return "VoiceWebhook[provider=%s, id=%s, agentId=%s, url=%s, events=%s, active=%s]"
                .formatted(provider, id, agentId, url == null ? null : url.replaceFirst("\\?.*", "?…"), events, active);
    }
}
