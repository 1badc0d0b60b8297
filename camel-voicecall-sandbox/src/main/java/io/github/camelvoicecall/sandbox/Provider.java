package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
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
    static Provider named(String name, Assumptions assumptions) {
        Map<String, Function<Assumptions, Provider>> providers = new TreeMap<>(Map.of(
                "vyora",
                Vyora::new,
                "voxbridge",
                VoxBridge::new,
                "samora",
                Samora::new,
                "agoralia",
                Agoralia::new,
                "outboundcalls",
                OutboundCalls::new));
        if (!providers.containsKey(name)) {
            throw new IllegalArgumentException("no provider '" + name + "', there are " + providers.keySet());
        }
        return providers.get(name).apply(assumptions);
    }

    /** A key of the form that the provider gives out. */
    String apiKey();

    /** Where its paths begin: what its documented base URL has behind the host. */
    default String basePath() {
        return "";
    }

    /** The limits of one key. */
    List<RateLimit> keyLimits();

    /** The limit of one client address. */
    default RateLimit addressLimit() {
        return RateLimit.NONE;
    }

    WebhookScheme webhooks();

    /** What a new workspace has. */
    List<Agent> agents();

    /** The id of an agent of this name. */
    String agentId(String name);

    boolean admits(ApiRequest request, String apiKey);

    /**
     * @throws Refusal if the request does not bring the key
     */
    default void admit(ApiRequest request, String apiKey) {
        if (!admits(request, apiKey)) {
            throw new Refusal(401, "Missing or invalid API key");
        }
    }

    /**
     * Refuses a key of a form that the provider never gives out.
     *
     * @throws IllegalArgumentException if it is one
     */
    default void checkForm(String apiKey) {}

    List<Route> routes(Simulation simulation);

    /** The number that a create-call request names, however wrong the rest of it is; empty if it names none. */
    String number(JsonNode request);

    /** The numbers that a request puts on a campaign's list, however wrong the rest of it is. */
    default List<String> numbers(JsonNode request) {
        return List.of();
    }

    /** The fields that hold the id of what a request made, at any depth of its answer. */
    Set<String> idFields();

    /** An id for a new call, never given before. */
    String newCallId(long sequence, Simulation simulation);

    /**
     * The id of the contact list of a new workspace.
     *
     * @throws IllegalArgumentException if the provider has no contact lists
     */
    default String contactListId() {
        throw new IllegalArgumentException("the provider has no contact lists");
    }

    /** An id for a new campaign, never given before. */
    default String newCampaignId(long sequence, Simulation simulation) {
        return Uuids.fresh();
    }

    /** A create-call request with nothing but what is needed. */
    ObjectNode request(String number, Agent agent);

    /** The name of the event that a call causes by having become what it is. */
    Optional<String> eventOf(Call call);

    /**
     * What is sent of an event about a call as it stands, one message for each who hears of it.
     *
     * @throws IllegalArgumentException if there is no such event
     */
    List<Message> messages(String event, Call call, Simulation simulation);

    Answer refusal(int status, String text);

    default Answer refusal(Refusal refusal) {
        return refusal(refusal.status(), refusal.getMessage());
    }

    /** The answer to a request above a limit. */
    default Answer throttled() {
        return refusal(429, "Too many requests");
    }

    /** Any answer, with what the provider tells about its limits. */
    default Answer withLimits(Answer answer, Turnstile.Standing standing, Clock clock) {
        return answer;
    }
}
