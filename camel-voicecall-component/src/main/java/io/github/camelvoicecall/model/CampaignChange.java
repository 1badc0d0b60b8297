package io.github.camelvoicecall.model;

import java.util.Map;

/**
 * What became of {@code startCampaign}, {@code stopCampaign} or {@code cancelCampaign}.
 *
 * @param provider the provider's name
 * @param campaignId the campaign
 * @param result what became of it
 * @param status where the campaign stands now, as far as the provider said; else {@link CampaignStatus#UNKNOWN}
 * @param proposalId the provider's id of what waits for a confirmation; null if nothing does
 * @param raw the provider's JSON as it came
 */
public record CampaignChange(
        String provider,
        String campaignId,
        Result result,
        CampaignStatus status,
        String proposalId,
        Map<String, Object> raw)
        implements VoiceResult {
    /** What became of a change. */
    public enum Result {
        /** The provider did it. */
        DONE,
        /** The campaign stood there already; nothing was asked for. */
        NOTHING_TO_DO,
        /** Nothing has happened yet: somebody has to confirm it at the provider. */
        NEEDS_CONFIRMATION
    }

    /** Copies the JSON. */
    public CampaignChange {
        status = status == null ? CampaignStatus.UNKNOWN : status;
        raw = Values.copy(raw);
    }

    /**
     * A change that the provider made.
     *
     * @param provider the provider's name
     * @param campaignId the campaign
     * @param status where it stands now; null if the provider didn't say
     * @param raw the provider's JSON
     * @return the result
     */
    public static CampaignChange done(
            String provider, String campaignId, CampaignStatus status, Map<String, Object> raw) {
        return new CampaignChange(provider, campaignId, Result.DONE, status, null, raw);
    }

    /** Shows no raw JSON. */
    @Override
    public String toString() {
        return "CampaignChange[provider=%s, campaignId=%s, result=%s, status=%s, proposalId=%s]"
                .formatted(provider, campaignId, result, status, proposalId);
    }
}
