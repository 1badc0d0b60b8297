package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * VoxBridge, simulated from its documentation, read with samples of June 2026.
 *
 * <p>ASSUMED, as no page says it:
 *
 * <ul>
 *   <li>errors have the body {@code {"detail": "text"}}; 400 is only for a missing default agent, every other bad request is 422,
 *       also a malformed call id, unknown fields and unknown query parameters; 200 for reads
 *   <li>the words of {@code disposition} ({@code answered}, {@code no_answer}, {@code busy}, {@code rejected}, {@code failed},
 *       {@code voicemail}) and the texts of {@code error_message}, which is null unless the call failed
 *   <li>between two attempts a call is {@code queued}; {@code call.ended} comes once, after the last attempt
 *   <li>{@code call.analyzed} comes only for calls that somebody or something answered
 *   <li>{@code transcript} is text, {@code structured_answers} an object; both and the recording come with the analysis
 *   <li>{@code from_number} is null until the first ring; {@code started_at} is the first ring
 *   <li>every attempt that nobody answers is repeated up to {@code max_attempts}, whatever the reason
 *   <li>an event that was not received is sent again with the same bytes, see {@link SandboxBuilder#webhookTries}
 *   <li>a {@code schedule_at} in the past means at once; per-call webhook URLs are signed with the organization's secret
 * </ul>
 *
 * <p>Documented but refused unless {@link Quirk#TEN_DIGIT_NUMBERS} is on: numbers without {@code +}.
 *
 * @see <a href="https://voxbridge.cc/docs/calls">VoxBridge, calls</a>
 * @see <a href="https://voxbridge.cc/docs/webhooks">VoxBridge, webhooks</a>
 */
final class VoxBridge implements Provider {
    private static final int INVALID = 422;
    private static final String KEY_PREFIX = "sk_live_";
    private static final String ORGANIZATION = "1f0a6c1e-0000-4b4b-8c8c-0000000000aa";
    private static final Set<String> FIELDS = Set.of(
            "to",
            "from",
            "agent_id",
            "client_name",
            "context",
            "metadata",
            "schedule_at",
            "webhook_url",
            "max_attempts");
    private static final Set<String> NULLABLE = Set.of("agent_id", "schedule_at");

    private final Assumptions assumptions;

    VoxBridge(Assumptions assumptions) {
        this.assumptions = assumptions;
    }

    @Override
    public String apiKey() {
        return KEY_PREFIX + "sandbox";
    }

    @Override
    public void checkForm(String apiKey) {
        if (!apiKey.startsWith(KEY_PREFIX)) {
            throw new IllegalArgumentException("keys of VoxBridge start with " + KEY_PREFIX);
        }
    }

    @Override
    public List<RateLimit> keyLimits() {
        return List.of(RateLimit.NONE);
    }

    @Override
    public WebhookScheme webhooks() {
        return new WebhookScheme(
                Signature.in("X-Voice-Signature"),
                Map.of(),
                Times::microseconds,
                Duration.ofSeconds(15),
                status -> status >= 200 && status < 300);
    }

    @Override
    public List<Agent> agents() {
        Agent welcome = Agent.outbound(agentId("Welcome Call Agent"), "Welcome Call Agent");
        Agent support = Agent.outbound(agentId("Inbound Support Agent"), "Inbound Support Agent");
        return List.of(welcome.asDefault(), support.inbound());
    }

    @Override
    public String agentId(String name) {
        return Uuids.of("voxbridge " + name);
    }

    @Override
    public boolean admits(ApiRequest request, String apiKey) {
        return request.header("Authorization").equals("Bearer " + apiKey);
    }

    @Override
    public List<Route> routes(Simulation simulation) {
        return List.of(
                Route.place("/v1/calls/outbound", (request, path) -> place(request, simulation)),
                Route.list("/v1/calls", (request, path) -> list(request, simulation)),
                Route.read("/v1/calls/{call_id}", (request, path) -> read(request, path.get("call_id"), simulation)));
    }

    @Override
    public String number(JsonNode request) {
        return request.path("to").asText();
    }

    @Override
    public Set<String> idFields() {
        return Set.of("id");
    }

    @Override
    public String newCallId(long sequence, Simulation simulation) {
        return Uuids.fresh();
    }

    @Override
    public ObjectNode request(String number, Agent agent) {
        return Json.object().put("to", number).put("agent_id", agent.id()).put("max_attempts", 1);
    }

    private Answer place(ApiRequest request, Simulation simulation) {
        Fields fields = Fields.strict(request, INVALID, FIELDS, NULLABLE);
        String number = number(fields);
        fields.phone("from");
        fields.text("client_name");
        fields.object("context");
        fields.object("metadata");
        Agent agent = agent(fields, simulation.agents());
        Outcome outcome = simulation.outcomeOf(number);
        if (outcome == Outcome.INSUFFICIENT_CREDIT) {
            throw new Refusal(402, "Monthly minutes used up");
        }
        Call call = simulation.place(new Order(
                number,
                agent,
                fields.body(),
                outcome,
                Redial.unlessAnswered(fields.integer("max_attempts", 3, 1, 10)),
                fields.time("schedule_at").orElse(null),
                fields.webUrl("webhook_url").orElse(null),
                null,
                false));
        return Answer.json(201, record(call));
    }

    private String number(Fields fields) {
        String number = fields.text("to").orElse("");
        boolean national = assumptions.has(Quirk.TEN_DIGIT_NUMBERS) && number.matches("[0-9]{10}");
        return national ? "+1" + number : fields.requiredPhone("to");
    }

    private static Agent agent(Fields fields, List<Agent> agents) {
        Optional<String> id = fields.text("agent_id");
        fields.check(id.isEmpty() || Uuids.isUuid(id.get()), "'agent_id' must be a UUID");
        return agents.stream()
                .filter(Agent::canCall)
                .filter(agent -> id.map(agent.id()::equals).orElse(agent.preferred()))
                .findFirst()
                .orElseThrow(() -> id.isEmpty()
                        ? new Refusal(400, "No default agent configured")
                        : new Refusal(404, "Agent not found or inactive"));
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        Query query = Query.strict(request, INVALID, Set.of("status", "limit", "offset"));
        Optional<String> status = query.text("status");
        List<Call> calls = simulation.newestFirst().stream()
                .filter(call -> status.isEmpty() || status.get().equals(status(call)))
                .toList();
        return Page.of(query, 25).answer("items", calls, this::record);
    }

    private Answer read(ApiRequest request, String id, Simulation simulation) {
        Query.strict(request, INVALID, Set.of());
        if (!Uuids.isUuid(id)) {
            throw new Refusal(INVALID, "'call_id' must be a UUID");
        }
        return Answer.json(200, record(simulation.find(id).orElseThrow(() -> new Refusal(404, "Call not found"))));
    }

    private ObjectNode record(Call call) {
        ObjectNode asked = call.order().request();
        Instant due = call.order().scheduledAt() == null
                ? call.createdAt()
                : call.order().scheduledAt();
        ObjectNode record = Json.object()
                .put("id", call.id())
                .put("agent_id", call.order().agent().id())
                .put("direction", call.order().direction())
                .put("status", status(call))
                .put("to_number", call.order().number())
                .put("from_number", call.attempts() > 0 ? asked.path("from").textValue() : null)
                .put("client_name", asked.path("client_name").textValue());
        record.set("context", call.order().sent("context"));
        record.set("metadata", call.order().sent("metadata"));
        record.put("disposition", call.hasEnded() ? disposition(call) : null);
        putResults(record, call);
        return record.put("attempt_count", call.attempts())
                .put("max_attempts", call.order().redial().maxAttempts())
                .put("duration_seconds", call.hasEnded() ? (Integer) call.talkSeconds() : null)
                .put("scheduled_at", Times.seconds(due))
                .put("started_at", Times.seconds(call.startedAt()))
                .put("completed_at", Times.seconds(call.endedAt()))
                .put("created_at", Times.seconds(call.createdAt()))
                .put("error_message", status(call).equals("failed") ? "Call ended: " + disposition(call) : null);
    }

    private String status(Call call) {
        return switch (call.phase()) {
            case QUEUED -> call.attempts() > 0 && assumptions.has(Quirk.FAILED_BETWEEN_ATTEMPTS) ? "failed" : "queued";
            case RINGING, TALKING -> "calling";
            case ENDED, ANALYZED ->
                call.seen() == Outcome.UNKNOWN_WORD ? "wrapped_up" : call.connects() ? "completed" : "failed";
        };
    }

    // ASSUMED: no page names a disposition
    private String disposition(Call call) {
        String word =
                call.seen() == Outcome.UNKNOWN_WORD ? null : call.seen().name().toLowerCase(Locale.ROOT);
        return assumptions.words().getOrDefault(call.seen(), word);
    }

    private static void putResults(ObjectNode node, Call call) {
        if (!call.isAnalyzed()) {
            node.putNull("transcript").putNull("recording_url").putNull("structured_answers");
            return;
        }
        Conversation conversation = Conversation.of(call);
        node.put("transcript", conversation.text()).put("recording_url", "https://files.example/" + call.id() + ".mp3");
        node.putObject("structured_answers").put("interest", conversation.classification());
    }

    @Override
    public Optional<String> eventOf(Call call) {
        return switch (call.phase()) {
            case QUEUED -> queuedEvent(call);
            case ENDED -> Optional.of("call.ended");
            case ANALYZED -> Optional.of("call.analyzed");
            default -> Optional.empty();
        };
    }

    private Optional<String> queuedEvent(Call call) {
        if (call.attempts() == 0) {
            return Optional.of("call.queued");
        }
        return assumptions.has(Quirk.ENDED_PER_ATTEMPT) ? Optional.of("call.ended") : Optional.empty();
    }

    @Override
    public List<Message> messages(String event, Call call, Simulation simulation) {
        return List.of(Message.of(call, event(event, call, simulation.now())));
    }

    private ObjectNode event(String name, Call call, Instant now) {
        ObjectNode event = Json.object()
                .put("event", name)
                .put("org_id", ORGANIZATION)
                .put("call_id", call.id())
                .put("timestamp", Times.microseconds(now));
        switch (name) {
            case "call.queued" -> event.put("to", call.order().number()).put("status", "queued");
            case "call.ended" ->
                event.put("status", call.connects() ? status(call) : "failed")
                        .put("duration_seconds", call.talkSeconds())
                        .put("disposition", disposition(call));
            case "call.analyzed" -> putResults(event, call);
            default -> throw new IllegalArgumentException("VoxBridge has no event '" + name + "'");
        }
        if (name.equals("call.queued") || assumptions.has(Quirk.METADATA_IN_EVERY_EVENT)) {
            event.set("metadata", call.order().sent("metadata"));
        }
        return event;
    }

    @Override
    public Answer refusal(int status, String text) {
        return Answer.json(status, Json.object().put("detail", text));
    }
}
