package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Samora's list of the calls of a campaign. ASSUMED: the filter by number is called {@code to_number}; {@code participant_id} sorts by
 * the order in which recipients were added; times that are not there come first; {@code duration} is in seconds.
 */
record SamoraCampaignCalls(SamoraCalls calls) {
    private static final Set<String> PARAMETERS =
            Set.of("page", "page_size", "to_number", "status", "duration_min", "duration_max", "sort_by", "sort_dir");

    Answer list(ApiRequest request, Campaign campaign, Simulation simulation) {
        Query query = Query.strict(request, Samora.BAD_REQUEST, PARAMETERS);
        NumberedPage page = NumberedPage.of(query);
        Optional<String> number = query.text("to_number");
        Optional<String> status = query.word("status", calls.words());
        int shortest = query.integer("duration_min", 0, 0, Integer.MAX_VALUE);
        int longest = query.integer("duration_max", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
        List<Call> all = simulation.campaigns().calls(campaign.id()).stream()
                .filter(call ->
                        number.isEmpty() || number.get().equals(call.order().number()))
                .filter(call -> status.isEmpty() || status.get().equals(calls.status(call)))
                .filter(call -> duration(call) >= shortest && duration(call) <= longest)
                .sorted(order(query))
                .toList();
        return page.answer("Calls fetched successfully", "calls", all, this::row);
    }

    private ObjectNode row(Call call) {
        ObjectNode row = Json.object()
                .put("id", call.id())
                .put("to_number", call.order().number())
                .put("status", calls.status(call))
                .put("duration", duration(call));
        SamoraCalls.putTimes(row, call);
        return row;
    }

    private static int duration(Call call) {
        return call.hasEnded() ? call.talkSeconds() : 0;
    }

    private Comparator<Call> order(Query query) {
        Map<String, Comparator<Call>> orders = Map.of(
                "participant_id", Comparator.comparingLong(Call::sequence),
                "status", Comparator.comparing(calls::status),
                "created_at", by(Call::createdAt),
                "updated_at", by(Call::updatedAt),
                "started_at", by(Call::startedAt),
                "ended_at", by(Call::endedAt),
                "duration", Comparator.comparingInt(SamoraCampaignCalls::duration));
        String name = query.word("sort_by", orders.keySet()).orElse("created_at");
        Comparator<Call> order = orders.get(name).thenComparingLong(Call::sequence);
        boolean ascending =
                query.word("sort_dir", Set.of("asc", "desc")).orElse("desc").equals("asc");
        return ascending ? order : order.reversed();
    }

    private static Comparator<Call> by(Function<Call, Instant> time) {
        return Comparator.comparing(time, Comparator.nullsFirst(Comparator.naturalOrder()));
    }
}
