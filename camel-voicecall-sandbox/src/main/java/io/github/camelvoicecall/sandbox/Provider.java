package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What is particular to one provider: its endpoints, its words, its webhooks. Without state; the calls are the simulation's. */
interface Provider {

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    static Provider named(String name, Set<Quirk> quirks) {
        Map<String, Function<Set<Quirk>, Provider>> providers =
                new TreeMap<>(Map.of("vyora", Vyora::new, "voxbridge", VoxBridge::new));
        if (!providers.containsKey(name)) {
            throw new IllegalArgumentException("no provider '" + name + "', there are " + providers.keySet());
        }
        return providers.get(name).apply(quirks);
    }

    /** A key of the form that the provider gives out. */
    String apiKey();

    RateLimit rateLimit();

    WebhookScheme webhooks();

    /** What a new workspace has. */
    List<Agent> agents();

    /** The id of an agent of this name. */
    String agentId(String name);

    boolean admits(ApiRequest request, String apiKey);

    /**
     * Refuses a key of a form that the provider never gives out.
     *
     * @throws IllegalArgumentException if it is one
     */
    default void checkForm(String apiKey) {}

    List<Route> routes(Simulation simulation);

    /** The field of a create-call request that holds the number. */
    String numberField();

    /** The field of the answer to a create-call request that holds the id. */
    String callIdField();

    /** An id for a new call, never given before. */
    String newCallId();

    /** A create-call request with nothing but what is needed. */
    ObjectNode request(String number, Agent agent);

    /** The name of the event that a call causes by having become what it is. */
    Optional<String> eventOf(Call call);

    /**
     * The body of an event about a call as it stands.
     *
     * @throws IllegalArgumentException if there is no such event
     */
    ObjectNode event(String name, Call call, Instant now);

    Answer refusal(int status, String text);
}
