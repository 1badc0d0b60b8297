package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Agoralia, simulated from its API pages: the account here, the rest in {@link AgoraliaAgents}, {@link
 * AgoraliaCampaigns}, {@link AgoraliaResults} and {@link AgoraliaCalls}. It sends no webhooks.
 *
 * <p>ASSUMED, as no page says it:
 *
 * <ul>
 *   <li>422 for every bad field or parameter, unknown ones and ids that are no integers included; a {@code limit} above 100 is refused,
 *       see {@link Quirk#LIMIT_IS_CUT}; 201 for a created agent, 200 for the rest; a missing key is {@code Invalid API key}
 *   <li>all lists are newest first; the cursor is the last id of the page; a call shows in the list from its first ring on
 *   <li>all words of a call but {@code completed}, see {@link SandboxBuilder#word}; {@code detected_language} is the agent's and null
 *       until somebody answered
 *   <li>the {@code X-RateLimit} headers tell of the limit that is met first; a request that is refused with 429 does not count
 *   <li>{@code Idempotency-Key} works on {@code start} as well, as the page speaks of all POST requests
 * </ul>
 *
 * @see <a href="https://docs.agoralia.app/docs/api/endpoints">Agoralia API</a>
 */
final class Agoralia implements Provider {
    static final int INVALID = 422;
    static final String ROOT = "/api/v1";
    static final Set<String> SCOPES = Set.of(
            "me:read",
            "agents:read",
            "agents:write",
            "campaigns:read",
            "campaigns:write",
            "campaigns:start",
            "results:read",
            "leads:write",
            "calls:read");
    private static final String KEY_PREFIX = "ago_";
    private final Assumptions assumptions;

    Agoralia(Assumptions assumptions) {
        this.assumptions = assumptions;
    }

    @Override
    public String apiKey() {
        return KEY_PREFIX + "SandboxSandboxSandboxSandbox1234";
    }

    @Override
    public void checkForm(String apiKey) {
        if (!apiKey.startsWith(KEY_PREFIX)) {
            throw new IllegalArgumentException("keys of Agoralia start with " + KEY_PREFIX);
        }
    }

    @Override
    public String basePath() {
        return ROOT;
    }

    @Override
    public List<RateLimit> keyLimits() {
        return List.of(RateLimit.perMinute(120), new RateLimit(20_000, Duration.ofDays(1)));
    }

    @Override
    public RateLimit addressLimit() {
        return RateLimit.perMinute(100);
    }

    @Override
    public WebhookScheme webhooks() {
        return new WebhookScheme(null, Map.of(), Times::seconds, Duration.ofSeconds(10), status -> true);
    }

    @Override
    public List<Agent> agents() {
        return Stream.of("Renewals", "Quotes")
                .map(name -> Agent.outbound(agentId(name), name))
                .toList();
    }

    @Override
    public String agentId(String name) {
        return String.valueOf(Math.floorMod(name.hashCode(), 1_000_000));
    }

    @Override
    public boolean admits(ApiRequest request, String apiKey) {
        return request.header("X-API-Key").equals(apiKey);
    }

    @Override
    public void admit(ApiRequest request, String apiKey) {
        String key = request.header("X-API-Key");
        if (!key.equals(apiKey)) {
            boolean formless = !key.isEmpty() && !key.startsWith(KEY_PREFIX);
            throw new Refusal(401, formless ? "Invalid API key format" : "Invalid API key");
        }
    }

    @Override
    public List<Route> routes(Simulation simulation) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.read(ROOT + "/me", scoped("me:read", (request, path) -> me(request, simulation))));
        routes.addAll(new AgoraliaAgents(this).routes(simulation));
        routes.addAll(new AgoraliaCampaigns(this, assumptions).routes(simulation));
        routes.add(new AgoraliaCalls(this, assumptions).route(simulation));
        return routes;
    }

    /** Refuses the request if the key lacks the scope. */
    Route.Handler scoped(String scope, Route.Handler handler) {
        return (request, path) -> {
            if (!assumptions.scopes(SCOPES).contains(scope)) {
                throw new Refusal(403, "Insufficient permissions. Required scope: " + scope);
            }
            return handler.answer(request, path);
        };
    }

    /** Answers a repeated {@code Idempotency-Key} as the first time. */
    static Route.Handler once(Simulation simulation, Route.Handler handler) {
        return (request, path) -> IdempotencyKeys.once(request, simulation, () -> handler.answer(request, path));
    }

    CursorPage page(Query query) {
        return CursorPage.of(query, assumptions.has(Quirk.LIMIT_IS_CUT));
    }

    private Answer me(ApiRequest request, Simulation simulation) {
        Query.strict(request, INVALID, Set.of());
        List<RateLimit> limits = simulation.settings().keyLimits();
        ObjectNode me = Json.object()
                .put("tenant_id", 4711)
                .put("workspace_name", "Sandbox")
                .put("plan", "pro");
        me.putObject("rate_limits")
                .put("rpm", requests(limits, Duration.ofMinutes(1)))
                .put("rpd", requests(limits, Duration.ofDays(1)));
        ArrayNode scopes = me.putArray("api_key_scopes");
        assumptions.scopes(SCOPES).stream().sorted().forEach(scopes::add);
        return Answer.json(200, me);
    }

    private static int requests(List<RateLimit> limits, Duration window) {
        return limits.stream()
                .filter(limit -> limit.window().equals(window))
                .mapToInt(RateLimit::requests)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    @Override
    public String number(JsonNode request) {
        return "";
    }

    @Override
    public List<String> numbers(JsonNode request) {
        List<String> numbers = new ArrayList<>();
        request.path("items").forEach(item -> numbers.add(item.path("phone").asText()));
        return numbers;
    }

    @Override
    public Set<String> idFields() {
        return Set.of("id", "proposal_id");
    }

    @Override
    public String newCallId(long sequence, Simulation simulation) {
        return simulation.integerIds().of(sequence);
    }

    @Override
    public String newCampaignId(long sequence, Simulation simulation) {
        return simulation.integerIds().of(sequence);
    }

    @Override
    public ObjectNode request(String number, Agent agent) {
        return Json.object();
    }

    @Override
    public Optional<String> eventOf(Call call) {
        return Optional.empty();
    }

    @Override
    public List<Message> messages(String event, Call call, Simulation simulation) {
        throw new IllegalArgumentException("Agoralia has no event '" + event + "'");
    }

    @Override
    public Answer refusal(int status, String text) {
        return Answer.json(status, Json.object().put("detail", text));
    }

    @Override
    public Answer refusal(Refusal refusal) {
        if (refusal.status() != INVALID) {
            return refusal(refusal.status(), refusal.getMessage());
        }
        ObjectNode answer = Json.object();
        ObjectNode problem = answer.putArray("detail").addObject();
        ArrayNode place = problem.putArray("loc").add(refusal.part());
        if (!refusal.field().isEmpty()) {
            place.add(refusal.field());
        }
        problem.put("msg", refusal.getMessage()).put("type", "value_error");
        return Answer.json(INVALID, answer);
    }

    @Override
    public Answer throttled() {
        return refusal(429, "Too many requests. Please try again later.");
    }

    @Override
    public Answer withLimits(Answer answer, Turnstile.Standing standing, Clock clock) {
        int remaining = answer.status() == 429 ? 0 : standing.remaining();
        return answer.withHeader("X-RateLimit-Limit", String.valueOf(standing.limit()))
                .withHeader("X-RateLimit-Remaining", String.valueOf(remaining))
                .withHeader(
                        "X-RateLimit-Reset",
                        String.valueOf(clock.instant().plusSeconds(60).getEpochSecond()));
    }
}
