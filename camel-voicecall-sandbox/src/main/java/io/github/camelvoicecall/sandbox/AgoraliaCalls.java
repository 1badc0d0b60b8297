package io.github.camelvoicecall.sandbox;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Agoralia's list of calls. What is ASSUMED of it is said at {@link Agoralia}. */
final class AgoraliaCalls {
    // ASSUMED: all but "completed"
    private static final Map<Outcome, String> STATUSES = Map.ofEntries(
            entry(Outcome.ANSWERED, "completed"),
            entry(Outcome.NO_ANSWER, "no_answer"),
            entry(Outcome.BUSY, "busy"),
            entry(Outcome.REJECTED, "rejected"),
            entry(Outcome.FAILED, "failed"),
            entry(Outcome.VOICEMAIL, "voicemail"),
            entry(Outcome.UNKNOWN_WORD, "wrapped_up"));

    private final Agoralia agoralia;
    private final Map<Outcome, String> statuses;

    AgoraliaCalls(Agoralia agoralia, Assumptions assumptions) {
        this.agoralia = agoralia;
        this.statuses = assumptions.words(STATUSES);
    }

    Route route(Simulation simulation) {
        return Route.list(
                Agoralia.ROOT + "/calls", agoralia.scoped("calls:read", (request, path) -> list(request, simulation)));
    }

    private Answer list(ApiRequest request, Simulation simulation) {
        Query query = Query.strict(request, Agoralia.INVALID, Set.of("limit", "cursor", "campaign_id"));
        query.number("campaign_id", 0);
        Optional<String> campaign = query.text("campaign_id");
        List<Call> calls = campaign.map(simulation.campaigns()::calls).orElseGet(simulation::newestFirst).stream()
                .filter(Call::hasBegun)
                .toList();
        return agoralia.page(query).answer(calls, AgoraliaCalls::id, this::row);
    }

    private static long id(Call call) {
        return Long.parseLong(call.id());
    }

    private ObjectNode row(Call call) {
        boolean talked = call.connects() && call.phase() != Call.Phase.RINGING;
        return Json.object()
                .put("id", id(call))
                .put("status", status(call))
                .put("to_number", call.order().number())
                .put("detected_language", talked ? call.order().agent().language() : null);
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
