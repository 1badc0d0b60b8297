package io.github.camelvoicecall.model;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.Map;

/**
 * A campaign at a provider: many calls under one heading.
 *
 * @param provider the provider's name
 * @param id the provider's id, for {@code campaignId}
 * @param name its name; null if the provider doesn't say
 * @param status where it stands
 * @param rawStatus the provider's own word; null if it says none
 * @param agentId the agent that calls; null if the provider doesn't say
 * @param agentName the agent's name; null if the provider doesn't say
 * @param counts how far it is; null if the provider doesn't say
 * @param retry redials by the provider; null if it doesn't say
 * @param cost what it has cost so far; null if the provider doesn't say
 * @param createdAt when it was made; null if the provider doesn't say
 * @param updatedAt when it was last changed; null if the provider doesn't say
 * @param raw the provider's JSON as it came
 */
public record Campaign(
        String provider,
        String id,
        String name,
        CampaignStatus status,
        String rawStatus,
        String agentId,
        String agentName,
        CampaignCounts counts,
        CampaignRetry retry,
        Cost cost,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant updatedAt,
        Map<String, Object> raw)
        implements Identified {

    /** Copies the JSON. */
    public Campaign {
        status = status == null ? CampaignStatus.UNKNOWN : status;
        raw = Values.copy(raw);
    }

    /**
     * Starts a campaign.
     *
     * @param provider the provider's name
     * @return a builder
     */
    public static Builder of(String provider) {
        return new Builder(provider);
    }

    /** @return a builder holding this campaign's values */
    public Builder toBuilder() {
        Builder copy = new Builder(provider);
        copy.id = id;
        copy.name = name;
        copy.status = status;
        copy.rawStatus = rawStatus;
        copy.agentId = agentId;
        copy.agentName = agentName;
        copy.counts = counts;
        copy.retry = retry;
        copy.cost = cost;
        copy.createdAt = createdAt;
        copy.updatedAt = updatedAt;
        copy.raw = raw;
        return copy;
    }

    /** Shows no raw JSON. */
    @Override
    public String toString() {
        return "Campaign[provider=%s, id=%s, name=%s, status=%s]".formatted(provider, id, name, status);
    }

    /** Builds a {@link Campaign}. Not thread safe. */
    public static final class Builder {
        private final String provider;
        private String id;
        private String name;
        private CampaignStatus status;
        private String rawStatus;
        private String agentId;
        private String agentName;
        private CampaignCounts counts;
        private CampaignRetry retry;
        private Cost cost;
        private Instant createdAt;
        private Instant updatedAt;
        private Map<String, Object> raw;

        private Builder(String provider) {
            this.provider = provider;
        }

        /** @param value the provider's id
         * @return this */
        public Builder id(String value) {
            id = value;
            return this;
        }

        /** @param value its name
         * @return this */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** @param value where it stands
         * @return this */
        public Builder status(CampaignStatus value) {
            status = value;
            return this;
        }

        /** @param value the provider's own word
         * @return this */
        public Builder rawStatus(String value) {
            rawStatus = value;
            return this;
        }

        /** @param value the agent that calls
         * @return this */
        public Builder agentId(String value) {
            agentId = value;
            return this;
        }

        /** @param value the agent's name
         * @return this */
        public Builder agentName(String value) {
            agentName = value;
            return this;
        }

        /** @param value how far it is
         * @return this */
        public Builder counts(CampaignCounts value) {
            counts = value;
            return this;
        }

        /** @param value redials by the provider
         * @return this */
        public Builder retry(CampaignRetry value) {
            retry = value;
            return this;
        }

        /** @param value what it has cost so far
         * @return this */
        public Builder cost(Cost value) {
            cost = value;
            return this;
        }

        /** @param value when it was made
         * @return this */
        public Builder createdAt(Instant value) {
            createdAt = value;
            return this;
        }

        /** @param value when it was last changed
         * @return this */
        public Builder updatedAt(Instant value) {
            updatedAt = value;
            return this;
        }

        /** @param value the provider's JSON as it came
         * @return this */
        public Builder raw(Map<String, ?> value) {
            raw = Values.copy(value);
            return this;
        }

        /** @return the campaign */
        public Campaign build() {
            return new Campaign(
                    provider, id, name, status, rawStatus, agentId, agentName, counts, retry, cost, createdAt,
                    updatedAt, raw);
        }
    }
}
