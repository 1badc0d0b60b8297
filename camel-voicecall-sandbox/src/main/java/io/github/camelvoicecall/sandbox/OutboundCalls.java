package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OutboundCalls, simulated from its only API page, which shows no answer of any endpoint: the account here, the rest in
 * {@link OutboundCallsCalls} and {@link OutboundCallsLists}.
 *
 * <p>ASSUMED, as the page does not say it:
 *
 * <ul>
 *   <li>the form of all answers, see {@link SandboxBuilder#shape}, and the names of all fields; {@code {"error": "text"}} for an error
 *   <li>201 for what is made, 200 for the rest; unknown fields and parameters are refused with 400, also a {@code limit} above the
 *       maximum, see {@link Quirk#LIMIT_IS_CUT}; 50 rows if no limit is sent; newest first, see {@link Quirk#OLDEST_FIRST}
 *   <li>an agent that is not deployed is refused with 400; any {@code phoneNumberId} is taken
 *   <li>all words of a call, see {@link SandboxBuilder#word}; results are null until they are there
 *   <li>a completed call costs 10 credits; 402 when fewer than 25 are left, see {@link SandboxBuilder#credits}; 502 comes as a fault
 *       alone, {@code Fault.status(502)} or {@code Fault.statusAfterPlacing(502)}
 *   <li>one webhook for each call that is over, answered or not, once its results are there if it has any; its body is the call as it is
 *       read, not nested, see {@link SandboxBuilder#webhookNames}; it is not signed unless {@link SandboxBuilder#signature} says how;
 *       10 seconds, any 2xx, and sent again if it was not received
 * </ul>
 *
 * @see <a href="https://outboundcalls.ai/api/v1/docs">OutboundCalls API</a>
 */
final class OutboundCalls implements Provider {
    static final int BAD_REQUEST = 400;
    static final String ROOT = "/api/v1";
    private static final int CREDITS_OF_A_CALL = 10;
    private static final String KEY_PREFIX = "oc_live_";
    private static final String EVENT = "post_call";

    private final Assumptions assumptions;
    private final OutboundCallsCalls calls;

    OutboundCalls(Assumptions assumptions) {
        this.assumptions = assumptions;
        this.calls = new OutboundCallsCalls(this, assumptions);
    }

    @Override
    public String apiKey() {
        return KEY_PREFIX + "sandboxsandboxsandboxsandbox1234";
    }

    @Override
    public void checkForm(String apiKey) {
        if (!apiKey.startsWith(KEY_PREFIX)) {
            throw new IllegalArgumentException("keys of OutboundCalls start with " + KEY_PREFIX);
        }
    }

    @Override
    public String basePath() {
        return ROOT;
    }

    @Override
    public List<RateLimit> keyLimits() {
        return List.of(RateLimit.NONE);
    }

    @Override
    public WebhookScheme webhooks() {
        return new WebhookScheme(
                assumptions.signature(null),
                Map.of(),
                Times::seconds,
                Duration.ofSeconds(10),
                status -> status >= 200 && status < 300);
    }

    @Override
    public List<Agent> agents() {
        Agent draft = Agent.outbound(agentId("Draft"), "Draft").retired();
        return List.of(Agent.outbound(agentId("Sales"), "Sales"), Agent.outbound(agentId("Support"), "Support"), draft);
    }

    @Override
    public String agentId(String name) {
        return id(Uuids.of("outboundcalls " + name));
    }

    /** An id of the provider's form. */
    static String id(String uuid) {
        return "clx" + uuid.replace("-", "").substring(0, 22);
    }

    @Override
    public String contactListId() {
        return id(Uuids.of("outboundcalls contact list"));
    }

    @Override
    public boolean admits(ApiRequest request, String apiKey) {
        return request.header("Authorization").equals("Bearer " + apiKey);
    }

    @Override
    public List<Route> routes(Simulation simulation) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.read(ROOT + "/me", (request, path) -> me(request, simulation)));
        routes.addAll(calls.routes(simulation));
        routes.addAll(new OutboundCallsLists(this, assumptions).routes(simulation));
        return routes;
    }

    private Answer me(ApiRequest request, Simulation simulation) {
        Query.strict(request, BAD_REQUEST, Set.of());
        ObjectNode me = Json.object();
        me.putObject("user")
                .put("id", id(Uuids.of("outboundcalls user")))
                .put("name", "Sandbox")
                .put("email", "sandbox@example.org");
        me.put("credits", credits(simulation));
        me.putObject("subscription").put("plan", "pro").put("status", "active");
        return Answer.json(200, me);
    }

    /** What is left. */
    int credits(Simulation simulation) {
        int charged = simulation.newestFirst().stream()
                .mapToInt(OutboundCalls::charged)
                .sum();
        return assumptions.credits() - charged;
    }

    static int charged(Call call) {
        return call.hasEnded() && call.connects() ? CREDITS_OF_A_CALL : 0;
    }

    /** What the ended calls of a campaign cost. */
    static int charged(Tally tally) {
        return CREDITS_OF_A_CALL * tally.endedIn(Outcome.ANSWERED, Outcome.VOICEMAIL, Outcome.UNKNOWN_WORD);
    }

    @Override
    public Optional<String> eventOf(Call call) {
        boolean over = call.hasEnded() && call.nextStepAt() == null;
        return over ? Optional.of(EVENT) : Optional.empty();
    }

    @Override
    public List<Message> messages(String event, Call call, Simulation simulation) {
        if (!event.equals(EVENT)) {
            throw new IllegalArgumentException("OutboundCalls has no event '" + event + "', only '" + EVENT + "'");
        }
        WebhookNames names = assumptions.webhookNames(
                new WebhookNames("", assumptions.shape().callId(), ""));
        return List.of(Message.of(call, names.body(event, call.id(), calls.full(call))));
    }

    @Override
    public String number(JsonNode request) {
        return request.path("toNumber").asText();
    }

    @Override
    public Set<String> idFields() {
        return Set.copyOf(List.of("id", assumptions.shape().callId()));
    }

    @Override
    public String newCallId(long sequence, Simulation simulation) {
        return id(Uuids.fresh());
    }

    @Override
    public String newCampaignId(long sequence, Simulation simulation) {
        return id(Uuids.fresh());
    }

    @Override
    public ObjectNode request(String number, Agent agent) {
        return Json.object().put("agentId", agent.id()).put("toNumber", number);
    }

    @Override
    public Answer refusal(int status, String text) {
        return Answer.json(status, Json.object().put("error", text));
    }
}
