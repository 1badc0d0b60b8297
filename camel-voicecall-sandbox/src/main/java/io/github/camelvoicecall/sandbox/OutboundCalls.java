package io.github.camelvoicecall.sandbox;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * OutboundCalls, simulated from its only API page, which shows no answer of any endpoint: what is said of calls here, of agents,
 * contacts and campaigns in {@link OutboundCallsLists}.
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
    private static final int LEAST_CREDITS = 25;
    private static final int MOST_CALLS = 200;
    private static final String KEY_PREFIX = "oc_live_";
    private static final String EVENT = "post_call";

    // ASSUMED: all of them
    private static final Map<Outcome, String> STATUSES = Map.ofEntries(
            entry(Outcome.ANSWERED, "completed"),
            entry(Outcome.NO_ANSWER, "no_answer"),
            entry(Outcome.BUSY, "busy"),
            entry(Outcome.REJECTED, "rejected"),
            entry(Outcome.FAILED, "failed"),
            entry(Outcome.VOICEMAIL, "voicemail"),
            entry(Outcome.UNKNOWN_WORD, "wrapped_up"));

    private final Assumptions assumptions;
    private final Map<Outcome, String> statuses;

    OutboundCalls(Assumptions assumptions) {
        this.assumptions = assumptions;
        this.statuses = assumptions.words(STATUSES);
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
        List<Route> calls = List.of(
                Route.read(ROOT + "/me", (request, path) -> me(request, simulation)),
                Route.list(ROOT + "/calls", (request, path) -> list(request, simulation)),
                Route.place(ROOT + "/calls", (request, path) -> place(request, simulation)),
                Route.read(ROOT + "/calls/{id}", (request, path) -> read(request, path.get("id"), simulation)));
        return Stream.concat(calls.stream(), new OutboundCallsLists(this, assumptions).routes(simulation).stream())
                .toList();
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

    private int credits(Simulation simulation) {
        int charged = simulation.newestFirst().stream()
                .mapToInt(OutboundCalls::charged)
                .sum();
        return assumptions.credits() - charged;
    }

    private static int charged(Call call) {
        return call.hasEnded() && call.connects() ? CREDITS_OF_A_CALL : 0;
    }

    /** What the ended calls of a campaign cost. */
    static int charged(Tally tally) {
        return CREDITS_OF_A_CALL * tally.endedIn(Outcome.ANSWERED, Outcome.VOICEMAIL, Outcome.UNKNOWN_WORD);
    }

    private Answer place(ApiRequest request, Simulation simulation) {
        Fields fields =
                Fields.strict(request, BAD_REQUEST, Set.of("agentId", "toNumber", "phoneNumberId", "contactId"));
        String agentId = fields.required("agentId", fields.text("agentId"));
        String number = fields.requiredPhone("toNumber");
        fields.text("phoneNumberId", Integer.MAX_VALUE);
        Agent agent = OutboundCallsLists.agent(agentId, simulation);
        fields.check(agent.canCall(), "agentId", "The agent is not deployed");
        fields.text("contactId").ifPresent(id -> OutboundCallsLists.contact(id, simulation));
        Outcome outcome = simulation.outcomeOf(number);
        if (outcome == Outcome.INSUFFICIENT_CREDIT || credits(simulation) < LEAST_CREDITS) {
            throw new Refusal(402, "At least " + LEAST_CREDITS + " credits are needed");
        }
        Call call = simulation.place(Order.now(number, agent, fields.body(), outcome));
        ObjectNode placed = Json.object()
                .put(assumptions.shape().callId(), call.id())
                .put("status", status(call))
                .put("toNumber", number);
        return Answer.json(201, assumptions.shape().one("call", placed));
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        Query query = Query.strict(request, BAD_REQUEST, Set.of("status", "agentId", "campaignId", "limit"));
        Optional<String> status = query.text("status");
        Optional<String> agent = query.text("agentId");
        Optional<String> campaign = query.text("campaignId");
        List<Call> calls = simulation.newestFirst().stream()
                .filter(call -> call.attempts() > 0 || call.hasEnded())
                .filter(call -> status.isEmpty() || status.get().equals(status(call)))
                .filter(call -> agent.isEmpty()
                        || agent.get().equals(call.order().agent().id()))
                .filter(call ->
                        campaign.isEmpty() || campaign.get().equals(call.order().campaignId()))
                .toList();
        return OutboundCallsLists.page(query, MOST_CALLS, assumptions)
                .answer("calls", calls, call -> withId(call, summary(call)));
    }

    private Answer read(ApiRequest request, String id, Simulation simulation) {
        Query.strict(request, BAD_REQUEST, Set.of());
        Call call = simulation.find(id).orElseThrow(() -> new Refusal(404, "Call not found"));
        return Answer.json(200, assumptions.shape().one("call", withId(call, full(call))));
    }

    private ObjectNode withId(Call call, ObjectNode record) {
        ObjectNode identified = Json.object().put(assumptions.shape().callId(), call.id());
        identified.setAll(record);
        return identified;
    }

    private ObjectNode summary(Call call) {
        return Json.object()
                .put("status", status(call))
                .put("agentId", call.order().agent().id())
                .put("campaignId", call.order().campaignId())
                .put("contactId", call.order().request().path("contactId").textValue())
                .put("direction", call.order().direction())
                .put("toNumber", call.order().number())
                .put("duration", call.hasEnded() ? (Integer) call.talkSeconds() : null)
                .put("createdAt", Times.seconds(call.createdAt()))
                .put("startedAt", Times.seconds(call.startedAt()))
                .put("endedAt", Times.seconds(call.endedAt()));
    }

    private ObjectNode full(Call call) {
        ObjectNode record = summary(call)
                .putNull("transcript")
                .putNull("summary")
                .putNull("recordingUrl")
                .putNull("sentiment")
                .putNull("extractedData");
        if (call.isAnalyzed()) {
            Conversation conversation = Conversation.of(call);
            record.put("transcript", conversation.text())
                    .put("summary", conversation.summary())
                    .put("recordingUrl", "https://files.example/" + call.id() + ".mp3")
                    .put("sentiment", "positive")
                    .putObject("extractedData")
                    .put("interest", conversation.classification());
        }
        return record.put("creditsCharged", call.hasEnded() ? (Integer) charged(call) : null);
    }

    private String status(Call call) {
        return switch (call.phase()) {
            case QUEUED -> "queued";
            case RINGING -> "ringing";
            case TALKING -> "in_progress";
            case ENDED, ANALYZED -> statuses.get(call.seen());
        };
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
        return List.of(Message.of(call, names.body(event, call.id(), full(call))));
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
