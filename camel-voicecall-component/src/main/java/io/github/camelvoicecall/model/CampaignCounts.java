package io.github.camelvoicecall.model;

/**
 * How far a campaign is. Each figure is null when the provider doesn't give it.
 *
 * @param total calls in all
 * @param pending calls that are still to be made
 * @param finished calls that are over
 * @param successful finished calls that the provider counts as successful
 * @param unanswered calls that nobody answered
 * @param failed calls that failed
 */
public record CampaignCounts(
        Integer total, Integer pending, Integer finished, Integer successful, Integer unanswered, Integer failed) {}
