package io.github.camelvoicecall.model;

import java.util.List;

/**
 * Redials of a campaign by the provider.
 *
 * @param maxRetries redials at most; null if the provider doesn't say
 * @param delayMinutes minutes before a redial; null if the provider doesn't say
 * @param on the provider's words for ends that are redialled
 */
public record CampaignRetry(Integer maxRetries, Integer delayMinutes, List<String> on) {
    /** Copies the list. */
    public CampaignRetry {
        on = on == null ? List.of() : List.copyOf(on);
    }
}
