package io.github.camelvoicecall.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The account that a key belongs to.
 *
 * @param provider the provider's name
 * @param id the provider's id of the account; null if it doesn't say
 * @param name its name; null if the provider doesn't say
 * @param plan the plan; null if the provider doesn't say
 * @param scopes what the key may do; null if the provider doesn't say
 * @param requestsPerMinute limit of requests; null if the provider doesn't say
 * @param requestsPerDay limit of requests; null if the provider doesn't say
 * @param credit what is left to spend, in the provider's own unit; null if it doesn't say
 * @param raw the provider's JSON as it came
 */
public record AccountInfo(
        String provider,
        String id,
        String name,
        String plan,
        List<String> scopes,
        Integer requestsPerMinute,
        Integer requestsPerDay,
        BigDecimal credit,
        Map<String, Object> raw)
        implements VoiceResult {
    /** Copies the list and the JSON. */
    public AccountInfo {
        scopes = scopes == null ? null : List.copyOf(scopes);
        raw = Values.copy(raw);
    }

    /** Shows no raw JSON, which may name people. */
    @Override
    public String toString() {
        return "AccountInfo[provider=%s, id=%s, plan=%s, scopes=%s]".formatted(provider, id, plan, scopes);
    }
}
