package io.github.camelvoicecall.sandbox;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** OutboundCalls' calls: dispatched, listed, read. What is ASSUMED of them is said at {@link OutboundCalls}. */
final class OutboundCallsCalls {
    private static final String CALLS = OutboundCalls.ROOT + "/calls";
    private static final int LEAST_CREDITS = 25;
    private static final int MOST_CALLS = 200;

    // ASSUMED: all of them
    private static final Map<Outcome, String> STATUSES = Map.ofEntries(
            entry(Outcome.ANSWERED, "completed"),
            entry(Outcome.NO_ANSWER, "no_answer"),
            entry(Outcome.BUSY, "busy"),
            entry(Outcome.REJECTED, "rejected"),
            entry(Outcome.FAILED, "failed"),
            entry(Outcome.VOICEMAIL, "voicemail"),
            entry(Outcome.UNKNOWN_WORD, "wrapped_up"));

    private final OutboundCalls provider;
    private final Assumptions assumptions;
    private final Map<Outcome, String> statuses;

    OutboundCallsCalls(OutboundCalls provider, Assumptions assumptions) {
        this.provider = provider;
        this.assumptions = assumptions;
        this.statuses = assumptions.words(STATUSES);
    }

    List<Route> routes(Simulation simulation) {
        return List.of(
                Route.list(CALLS, (request, path) -> list(request, simulation)),
                Route.place(CALLS, (request, path) -> place(request, simulation)),
                Route.read(CALLS + "/{id}", (request, path) -> read(request, path.get("id"), simulation)));
    }

    private Answer place(ApiRequest request, Simulation simulation) {
        Fields fields = Fields.strict(
                request, OutboundCalls.BAD_REQUEST, Set.of("agentId", "toNumber", "phoneNumberId", "contactId"));
        String agentId = fields.required("agentId", fields.text("agentId"));
        String number = fields.requiredPhone("toNumber");
        fields.text("phoneNumberId", Integer.MAX_VALUE);
        Agent agent = OutboundCallsLists.agent(agentId, simulation);
        fields.check(agent.canCall(), "agentId", "The agent is not deployed");
        fields.text("contactId").ifPresent(id -> OutboundCallsLists.contact(id, simulation));
        Outcome outcome = simulation.outcomeOf(number);
        if (outcome == Outcome.INSUFFICIENT_CREDIT || provider.credits(simulation) < LEAST_CREDITS) {
            throw new Refusal(402, "At least " + LEAST_CREDITS + " credits are needed");
        }
        Call call = simulation.place(Order.now(number, agent, fields.body(), outcome));
        return Answer.json(201, one(call, summary(call)));
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        Query query =
                Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of("status", "agentId", "campaignId", "limit"));
        Optional<String> status = query.text("status");
        Optional<String> agent = query.text("agentId");
        Optional<String> campaign = query.text("campaignId");
        List<Call> calls = simulation.newestFirst().stream()
                .filter(Call::hasBegun)
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
        Query.strict(request, OutboundCalls.BAD_REQUEST, Set.of());
        Call call = simulation.find(id).orElseThrow(() -> new Refusal(404, "Call not found"));
        return Answer.json(200, one(call, full(call)));
    }

    private JsonNode one(Call call, ObjectNode record) {
        return assumptions.shape().one("call", withId(call, record));
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

    /** All of a call but its id. */
    ObjectNode full(Call call) {
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
        return record.put("creditsCharged", call.hasEnded() ? (Integer) OutboundCalls.charged(call) : null);
    }

    private String status(Call call) {
        return switch (call.phase()) {
            case QUEUED -> "queued";
            case RINGING -> "ringing";
            case TALKING -> "in_progress";
            case ENDED, ANALYZED -> statuses.get(call.seen());
        };
    }
}
