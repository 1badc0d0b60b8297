package io.github.camelvoicecall.sandbox;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Samora's calls: triggered, read. What is ASSUMED of them is said at {@link Samora}. */
final class SamoraCalls {

    // ASSUMED: VOICEMAIL, FAILED, the unknown word, and what a busy line is
    private static final Map<Outcome, String> STATUSES = Map.ofEntries(
            entry(Outcome.ANSWERED, "CALL_FINISHED"),
            entry(Outcome.NO_ANSWER, "UNANSWERED"),
            entry(Outcome.BUSY, "UNANSWERED"),
            entry(Outcome.REJECTED, "REJECTED"),
            entry(Outcome.FAILED, "FAILED"),
            entry(Outcome.VOICEMAIL, "VOICEMAIL"),
            entry(Outcome.UNKNOWN_WORD, "WRAPPED_UP"));

    private final Assumptions assumptions;
    private final Map<Outcome, String> statuses;

    SamoraCalls(Assumptions assumptions) {
        this.assumptions = assumptions;
        this.statuses = assumptions.words(STATUSES);
    }

    List<Route> routes(Simulation simulation) {
        return List.of(
                Route.place("/v1/call/trigger", (request, path) -> place(request, simulation)),
                Route.read("/v1/call/{call_id}", (request, path) -> read(request, path.get("call_id"), simulation)));
    }

    private static Answer place(ApiRequest request, Simulation simulation) {
        Samora.checkSize(request);
        Fields fields = Fields.strict(request, Samora.BAD_REQUEST, Set.of("agent_id", "to_number", "metadata"));
        Agent agent = Samora.agent(fields.required("agent_id", fields.text("agent_id")), simulation);
        String number = Samora.number(fields);
        fields.object("metadata");
        Outcome outcome = simulation.outcomeOf(number);
        if (outcome == Outcome.INSUFFICIENT_CREDIT) {
            throw new Refusal(402, "Insufficient credits");
        }
        Call call = simulation.place(Order.now(number, agent, fields.body(), outcome));
        return Answer.json(
                202,
                Samora.message("Call request accepted")
                        .put("status", "accepted")
                        .put("call_id", call.id()));
    }

    private Answer read(ApiRequest request, String id, Simulation simulation) {
        Query.strict(request, Samora.BAD_REQUEST, Set.of());
        Call call = simulation.find(Samora.uuid("call_id", id)).orElseThrow(() -> new Refusal(404, "Call not found"));
        ObjectNode answer = Samora.message("Call details fetched successfully");
        answer.set("data", record(call, simulation));
        return Answer.json(200, answer);
    }

    private ObjectNode record(Call call, Simulation simulation) {
        ObjectNode record = Json.object().put("agent_id", call.order().agent().id());
        putTimes(record, call);
        record.put("transcript_url", SamoraLinks.transcript(call, simulation))
                .put("recording_url", SamoraLinks.recording(call, simulation))
                .put("status", status(call));
        return record.set("call_variables", variables(call));
    }

    static void putTimes(ObjectNode record, Call call) {
        boolean over = call.hasEnded() && call.connects();
        boolean begun = over || call.phase() == Call.Phase.TALKING;
        record.put("created_at", Times.seconds(call.createdAt()))
                .put("updated_at", Times.seconds(call.updatedAt()))
                .put("started_at", begun ? Times.seconds(call.startedAt()) : null)
                .put("ended_at", over ? Times.seconds(call.endedAt()) : null);
    }

    /** What was sent, as {@code metadata} of a single call or as {@code call_variables} of a recipient; null if nothing was. */
    static JsonNode variables(Call call) {
        ObjectNode asked = call.order().request();
        return asked.has("metadata") ? asked.get("metadata") : asked.get("call_variables");
    }

    String status(Call call) {
        return switch (call.phase()) {
            case QUEUED ->
                call.attempts() > 0 && assumptions.has(Quirk.FAILED_BETWEEN_ATTEMPTS)
                        ? statuses.get(call.seen())
                        : "PENDING";
            case RINGING -> "TRIGGERED";
            case TALKING -> "ONGOING";
            case ENDED, ANALYZED -> statuses.get(call.seen());
        };
    }

    /** The words that a call can show. */
    Set<String> words() {
        return Stream.concat(Stream.of("PENDING", "TRIGGERED", "ONGOING"), statuses.values().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
