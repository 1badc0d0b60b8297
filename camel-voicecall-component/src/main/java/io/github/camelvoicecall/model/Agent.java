package io.github.camelvoicecall.model;

import java.util.Map;

/**
 * An AI agent at a provider, one row of {@code listAgents}.
 *
 * @param provider the provider's name
 * @param id the provider's id of the agent, for {@code agentId}
 * @param name the agent's name
 * @param language BCP 47 tag such as {@code en-IN}; null if the provider doesn't say
 * @param type the provider's word for the kind of agent; null if it doesn't say
 * @param raw the provider's JSON as it came
 */
public record Agent(String provider, String id, String name, String language, String type, Map<String, Object> raw)
        implements Identified {
    /** Copies the JSON. */
    public Agent {
        raw = Values.copy(raw);
    }

    /** Shows no raw JSON, which may hold phone numbers. */
    @Override
    public String toString() {
        return "Agent[provider=%s, id=%s, name=%s]".formatted(provider, id, name);
    }
}
