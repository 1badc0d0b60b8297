package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What a client asked for when it placed a call or put a number on a campaign's list.
 *
 * @param number E.164; of an inbound call, the caller's
 * @param request the request body as it came, for what the provider echoes; of a campaign's list, its entry
 * @param scheduledAt null for at once
 * @param webhookUrl null for the workspace's own
 * @param campaignId null for a single call
 * @param inbound whether somebody called the agent
 */
record Order(
        String number,
        Agent agent,
        ObjectNode request,
        Outcome outcome,
        Redial redial,
        Instant scheduledAt,
        String webhookUrl,
        String campaignId,
        boolean inbound) {

    /** One call at once, without redials. */
    static Order now(String number, Agent agent, ObjectNode request, Outcome outcome) {
        return new Order(number, agent, request, outcome, Redial.NEVER, null, null, null, false);
    }

    /** One call on a campaign's list. */
    static Order listed(Campaign campaign, String number, ObjectNode entry, Outcome outcome) {
        return new Order(number, campaign.agent(), entry, outcome, Redial.NEVER, null, null, campaign.id(), false);
    }

    /** A call that the agent gets. */
    static Order inbound(String number, Agent agent, Outcome outcome) {
        return new Order(number, agent, Json.object(), outcome, Redial.NEVER, null, null, null, true);
    }

    Order redialled(Redial rule) {
        return new Order(number, agent, request, outcome, rule, scheduledAt, webhookUrl, campaignId, inbound);
    }

    /** The rest of it after so many attempts that nobody answered, as a call of its own. */
    Order afterMissing(int attempts) {
        Redial rest = new Redial(redial.maxAttempts() - attempts, redial.on());
        return new Order(
                number, agent, request, outcome.afterMissing(), rest, scheduledAt, webhookUrl, campaignId, inbound);
    }

    String direction() {
        return inbound ? "inbound" : "outbound";
    }

    /** An object that came in the request, empty if it did not. */
    ObjectNode sent(String field) {
        return request.path(field) instanceof ObjectNode object ? object : Json.object();
    }
}
