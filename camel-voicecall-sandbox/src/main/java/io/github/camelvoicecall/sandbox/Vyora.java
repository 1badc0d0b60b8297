package io.github.camelvoicecall.sandbox;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Vyora, simulated from its API page, read with samples of May 2026.
 *
 * <p>ASSUMED, as the page does not say it or its table was not readable:
 *
 * <ul>
 *   <li>201 for a placed call; 401 for a bad key, 402 for {@code Insufficient credits}, 404 for {@code Call not found} and for an
 *       unknown agent, 400 for any other bad request; 429 with an {@code error} text
 *   <li>exactly one of {@code agent_id} and {@code agent_name} must be sent; unknown fields and query parameters are refused;
 *       a {@code limit} above 100 is refused, not cut
 *   <li>a call is {@code registered} until it ends; the words {@code no_answer}, {@code busy}, {@code rejected},
 *       {@code failed}, {@code voicemail}
 *   <li>{@code call_started} comes when somebody answers, so never for a call that nobody answers; {@code call_completed} comes
 *       for every call that ends; {@code all_processing_completed} only if somebody or something answered
 *   <li>{@code duration_seconds}, {@code recording_url}, {@code transcript} and {@code analysis} are null until they are known;
 *       the recording is there once an answered call has ended; {@code campaign_id} is null for a call of the API
 *   <li>{@code contact_name} is {@code custom_args.name}
 *   <li>the 60 requests are counted in any window of a minute; a request that is refused with 429 does not count
 *   <li>an event that was not received is sent again with the same bytes, see {@link SandboxBuilder#webhookTries}
 *   <li>{@code called_at} is when the call was placed, in whole seconds; there is one attempt, never a redial
 * </ul>
 *
 * @see <a href="https://www.vyora.ai/docs/api">Vyora API</a>
 */
final class Vyora implements Provider {
    private static final int BAD_REQUEST = 400;

    // ASSUMED: all but "completed"
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

    Vyora(Assumptions assumptions) {
        this.assumptions = assumptions;
        this.statuses = assumptions.words(STATUSES);
    }

    @Override
    public String apiKey() {
        return "vya_live_sandbox";
    }

    @Override
    public List<RateLimit> keyLimits() {
        return List.of(RateLimit.perMinute(60));
    }

    @Override
    public WebhookScheme webhooks() {
        return new WebhookScheme(
                Signature.in("X-Vyora-Signature"),
                Map.of("X-Vyora-Event", "{event}", "User-Agent", "Vyora-Webhooks/1.0"),
                Times::seconds,
                Duration.ofSeconds(5),
                status -> status == 200);
    }

    @Override
    public List<Agent> agents() {
        return List.of(agent("Fee Reminder"), agent("Renewals"), agent("Survey"));
    }

    private Agent agent(String name) {
        return Agent.outbound(agentId(name), name);
    }

    @Override
    public String agentId(String name) {
        return Uuids.of("vyora " + name);
    }

    @Override
    public boolean admits(ApiRequest request, String apiKey) {
        return request.header("X-API-KEY").equals(apiKey);
    }

    @Override
    public List<Route> routes(Simulation simulation) {
        return List.of(
                Route.list("/v1/agents", (request, path) -> listAgents(request, simulation)),
                Route.place("/v1/calls", (request, path) -> place(request, simulation)),
                Route.read("/v1/calls/{call_id}", (request, path) -> read(request, path.get("call_id"), simulation)));
    }

    @Override
    public String number(JsonNode request) {
        return request.path("phone_number").asText();
    }

    @Override
    public Set<String> idFields() {
        return Set.of("call_id");
    }

    @Override
    public String newCallId(long sequence, Simulation simulation) {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public ObjectNode request(String number, Agent agent) {
        return Json.object().put("phone_number", number).put("agent_id", agent.id());
    }

    private Answer listAgents(ApiRequest request, Simulation simulation) {
        Page page = Page.of(Query.strict(request, BAD_REQUEST, Set.of("limit", "offset")), 50);
        List<Agent> agents = simulation.agents().stream().filter(Agent::canCall).toList();
        return page.answer("agents", agents, agent -> Json.object()
                .put("id", agent.id())
                .put("name", agent.name())
                .put("language", agent.language())
                .put("agent_type", "outbound"));
    }

    private Answer place(ApiRequest request, Simulation simulation) {
        Fields fields =
                Fields.strict(request, BAD_REQUEST, Set.of("phone_number", "agent_id", "agent_name", "custom_args"));
        String number = fields.requiredPhone("phone_number");
        Agent agent = agent(fields, simulation.agents());
        fields.object("custom_args");
        Outcome outcome = simulation.outcomeOf(number);
        if (outcome == Outcome.INSUFFICIENT_CREDIT) {
            throw new Refusal(402, "Insufficient credits");
        }
        Call call = simulation.place(Order.now(number, agent, fields.body(), outcome));
        return Answer.json(201, Json.object().put("call_id", call.id()).put("status", "registered"));
    }

    private static Agent agent(Fields fields, List<Agent> agents) {
        Optional<String> id = fields.text("agent_id");
        Optional<String> name = fields.text("agent_name");
        fields.check(id.isPresent() != name.isPresent(), "exactly one of 'agent_id' and 'agent_name' is required");
        return agents.stream()
                .filter(Agent::canCall)
                .filter(agent -> id.map(agent.id()::equals)
                        .or(() -> name.map(agent.name()::equals))
                        .orElseThrow())
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "Agent not found"));
    }

    private Answer read(ApiRequest request, String id, Simulation simulation) {
        Query.strict(request, BAD_REQUEST, Set.of());
        Call call = simulation.find(id).orElseThrow(() -> new Refusal(404, "Call not found"));
        return Answer.json(200, record(call));
    }

    private ObjectNode record(Call call) {
        ObjectNode record = Json.object().put("call_id", call.id());
        putCall(record, call);
        putResults(record, call, call.isAnalyzed());
        return record.put("called_at", Times.seconds(call.createdAt()));
    }

    @Override
    public Optional<String> eventOf(Call call) {
        return switch (call.phase()) {
            case TALKING -> Optional.of("call_started");
            case ENDED -> Optional.of("call_completed");
            case ANALYZED -> Optional.of("all_processing_completed");
            default -> Optional.empty();
        };
    }

    @Override
    public List<Message> messages(String event, Call call, Simulation simulation) {
        return List.of(Message.of(call, event(event, call, simulation.now())));
    }

    private ObjectNode event(String name, Call call, Instant now) {
        ObjectNode event = Json.object().put("event", name).put("call_id", call.id());
        putCall(event, call);
        putResults(event, call, hasResults(name, call));
        event.putNull("campaign_id");
        event.set("custom_args", call.order().sent("custom_args"));
        return event.put("called_at", Times.seconds(call.createdAt())).put("timestamp", Times.seconds(now));
    }

    private boolean hasResults(String event, Call call) {
        return switch (event) {
            case "call_started" -> false;
            case "call_completed" -> call.connects() && assumptions.has(Quirk.TRANSCRIPT_WITH_COMPLETED);
            case "all_processing_completed" -> call.connects();
            default -> throw new IllegalArgumentException("Vyora has no event '" + event + "'");
        };
    }

    private void putCall(ObjectNode node, Call call) {
        node.put("agent_id", call.order().agent().id())
                .put("agent_name", call.order().agent().name())
                .put(
                        "contact_name",
                        call.order().sent("custom_args").path("name").textValue())
                .put("phone_number", call.order().number())
                .put("status", call.hasEnded() ? statuses.get(call.seen()) : "registered")
                .put("direction", call.order().direction());
    }

    private static void putResults(ObjectNode node, Call call, boolean analyzed) {
        boolean talked = call.hasEnded() && call.connects();
        node.put("duration_seconds", call.hasEnded() ? (Integer) call.talkSeconds() : null)
                .put("recording_url", talked ? "https://recordings.example/" + call.id() + ".mp3" : null)
                .putNull("transcript")
                .putNull("analysis");
        if (analyzed) {
            ArrayNode transcript = node.putArray("transcript");
            Conversation.of(call)
                    .lines()
                    .forEach(line -> transcript.addObject().put(line.byAgent() ? "bot" : "user", line.words()));
            node.putObject("analysis")
                    .put("summary", Conversation.of(call).summary())
                    .put("classification", Conversation.of(call).classification());
        }
    }

    @Override
    public Answer refusal(int status, String text) {
        return Answer.json(status, Json.object().put("error", text));
    }
}
