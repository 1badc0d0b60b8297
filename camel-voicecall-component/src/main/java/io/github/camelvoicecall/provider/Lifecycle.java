package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CampaignStatus;
import java.util.EnumSet;
import java.util.Set;

/**
 * When something may be done to a campaign.
 *
 * @param from statuses in which the provider allows it
 * @param done statuses in which there is nothing left to do
 */
public record Lifecycle(Set<CampaignStatus> from, Set<CampaignStatus> done) {
    /** Copies both. */
    public Lifecycle {
        from = Set.copyOf(from);
        done = Set.copyOf(done);
    }

    /**
     * @param first a status in which the provider allows it
     * @param more further ones
     * @return the rule
     */
    public static Lifecycle from(CampaignStatus first, CampaignStatus... more) {
        return new Lifecycle(EnumSet.of(first, more), Set.of());
    }

    /** @return the rule for a provider that doesn't say when it allows it */
    public static Lifecycle anyTime() {
        return new Lifecycle(EnumSet.allOf(CampaignStatus.class), Set.of());
    }

    /**
     * @param first a status in which there is nothing left to do
     * @param more further ones
     * @return the changed rule
     */
    public Lifecycle nothingToDoIn(CampaignStatus first, CampaignStatus... more) {
        return new Lifecycle(from, EnumSet.of(first, more));
    }
}
