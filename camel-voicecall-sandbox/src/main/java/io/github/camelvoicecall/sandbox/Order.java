package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What a client asked for when it placed a call.
 *
 * @param number E.164
 * @param request the request body as it came, for what the provider echoes
 * @param maxAttempts how often the provider rings at most
 * @param scheduledAt null for at once
 * @param webhookUrl null for the workspace's own
 */
record Order(
        String number,
        Agent agent,
        ObjectNode request,
        Outcome outcome,
        int maxAttempts,
        Instant scheduledAt,
        String webhookUrl) {

    static Order now(String number, Agent agent, ObjectNode request, Outcome outcome) {
        return new Order(number, agent, request, outcome, 1, null, null);
    }

    /** An object that came in the request, empty if it did not. */
    ObjectNode sent(String field) {
        return request.path(field) instanceof ObjectNode object ? object : Json.object();
    }
}
