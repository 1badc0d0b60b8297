package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Samora AI, simulated from its API pages: calls in {@link SamoraCalls}, campaigns in {@link SamoraCampaigns}, webhooks
 * in {@link SamoraWebhooks}, the links to transcript and recording in {@link SamoraLinks}.
 *
 * <p>ASSUMED, as no page says it:
 *
 * <ul>
 *   <li>every error has the body {@code {"message": "text"}}; 401 for a bad key, 400 for any other bad request, unknown fields and
 *       query parameters included, 413 for a body above 2 MiB; 402 {@code Insufficient credits}
 *   <li>no rate limit
 *   <li>the words {@code VOICEMAIL} and {@code FAILED} do appear as a status; a busy line is {@code UNANSWERED}
 *   <li>between two attempts a call is {@code PENDING} again, under the same id, see {@link Quirk#FAILED_BETWEEN_ATTEMPTS}
 *   <li>{@code started_at} and {@code ended_at} stay null for a call that nobody answered, as in the sample of the campaign's list;
 *       else they are the first ring and the end, while {@code duration} is invented
 *   <li>an unanswered call never has links; an answered one has them some time after it ended
 *   <li>{@code call_variables} is null if none were sent
 *   <li>{@code CALL_STARTED} comes when somebody answers; {@code CALL_FINISHED} when the links are there, or at the end if they never
 *       come; {@code CALL_FAILED} after the last attempt that nobody answered
 * </ul>
 *
 * @see <a href="https://docs.samora.ai/api-reference/introduction">Samora API</a>
 */
final class Samora implements Provider {
    static final int BAD_REQUEST = 400;
    private static final int BODY_LIMIT = 2 * 1024 * 1024;
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{10,15}");

    private final Assumptions assumptions;
    private final SamoraCalls calls;
    private final SamoraWebhooks webhooks;

    Samora(Assumptions assumptions) {
        this.assumptions = assumptions;
        this.calls = new SamoraCalls(assumptions);
        this.webhooks = new SamoraWebhooks(calls, assumptions);
    }

    @Override
    public String apiKey() {
        return "samora-key-of-the-sandbox";
    }

    @Override
    public List<RateLimit> keyLimits() {
        return List.of(RateLimit.NONE);
    }

    @Override
    public WebhookScheme webhooks() {
        return new WebhookScheme(
                assumptions.signature(Signature.in("X-Samora-Signature")),
                Map.of(),
                Times::seconds,
                Duration.ofSeconds(10),
                status -> status >= 200 && status < 300);
    }

    @Override
    public List<Agent> agents() {
        return Stream.of("Asha", "Ravi")
                .map(name -> Agent.outbound(agentId(name), name))
                .toList();
    }

    @Override
    public String agentId(String name) {
        return Uuids.of("samora " + name);
    }

    @Override
    public boolean admits(ApiRequest request, String apiKey) {
        return request.header("X-API-Key").equals(apiKey);
    }

    @Override
    public List<Route> routes(Simulation simulation) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(calls.routes(simulation));
        routes.addAll(new SamoraCampaigns(calls, assumptions).routes(simulation));
        routes.addAll(webhooks.routes(simulation));
        routes.add(SamoraLinks.route(simulation));
        return routes;
    }

    @Override
    public String number(JsonNode request) {
        return request.path("to_number").asText();
    }

    @Override
    public List<String> numbers(JsonNode request) {
        List<String> numbers = new ArrayList<>();
        request.path("phone_numbers").forEach(entry -> numbers.add(number(entry)));
        return numbers;
    }

    @Override
    public Set<String> idFields() {
        return Set.of("call_id", "campaign_id", "scheduled_call_ids", "id");
    }

    @Override
    public String newCallId(long sequence, Simulation simulation) {
        return Uuids.fresh();
    }

    @Override
    public ObjectNode request(String number, Agent agent) {
        return Json.object().put("agent_id", agent.id()).put("to_number", number);
    }

    @Override
    public Optional<String> eventOf(Call call) {
        return switch (call.phase()) {
            case QUEUED ->
                call.attempts() > 0 && assumptions.has(Quirk.ENDED_PER_ATTEMPT)
                        ? Optional.of("CALL_FAILED")
                        : Optional.empty();
            case RINGING -> Optional.empty();
            case TALKING -> Optional.of("CALL_STARTED");
            case ENDED -> endEvent(call);
            case ANALYZED -> Optional.of("CALL_FINISHED");
        };
    }

    private static Optional<String> endEvent(Call call) {
        if (!call.connects()) {
            return Optional.of("CALL_FAILED");
        }
        return call.nextStepAt() == null ? Optional.of("CALL_FINISHED") : Optional.empty();
    }

    @Override
    public List<Message> messages(String event, Call call, Simulation simulation) {
        return webhooks.messages(event, call, simulation);
    }

    @Override
    public Answer refusal(int status, String text) {
        return Answer.json(status, message(text));
    }

    static ObjectNode message(String text) {
        return Json.object().put("message", text);
    }

    static void checkSize(ApiRequest request) {
        if (request.bytes() > BODY_LIMIT) {
            throw new Refusal(413, "The body must not exceed 2 MiB");
        }
    }

    static String number(Fields fields) {
        String number = fields.required("to_number", fields.text("to_number"));
        fields.check(NUMBER.matcher(number).matches(), "to_number", "'to_number' must be E.164: + and 10 to 15 digits");
        return number;
    }

    static Agent agent(String id, Simulation simulation) {
        uuid("agent_id", id);
        return simulation.agents().stream()
                .filter(Agent::canCall)
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "Agent not found"));
    }

    static String uuid(String name, String id) {
        if (!Uuids.isUuid(id)) {
            throw new Refusal(BAD_REQUEST, "'" + name + "' must be a UUID");
        }
        return id;
    }
}
