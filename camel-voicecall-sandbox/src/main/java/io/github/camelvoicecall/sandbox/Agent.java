package io.github.camelvoicecall.sandbox;

/**
 * An AI agent of the simulated workspace. Immutable.
 *
 * @param id id as the provider gives it, stable for a provider and a name
 * @param name name shown in lists
 * @param language BCP-47 tag, for example {@code en-IN}
 * @param outbound whether it may place calls
 * @param active whether it may be used at all
 * @param preferred whether calls that name no agent get this one, at providers that have such a default
 */
public record Agent(String id, String name, String language, boolean outbound, boolean active, boolean preferred) {

    /** An active agent for outbound calls that is nobody's default. */
    public static Agent outbound(String id, String name) {
        return new Agent(id, name, "en-IN", true, true, false);
    }

    /** The same agent as the workspace's default. */
    public Agent asDefault() {
        return new Agent(id, name, language, outbound, active, true);
    }

    /** The same agent, retired. */
    public Agent retired() {
        return new Agent(id, name, language, outbound, false, preferred);
    }

    /** The same agent, for inbound calls only. */
    public Agent inbound() {
        return new Agent(id, name, language, false, active, preferred);
    }

    boolean canCall() {
        return outbound && active;
    }
}
