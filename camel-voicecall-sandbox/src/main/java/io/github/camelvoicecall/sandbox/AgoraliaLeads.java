package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leads of one campaign of Agoralia. Each is a call that waits for the campaign to be started. */
record AgoraliaLeads(Campaign campaign, Simulation simulation) {

    /** What came of a request. */
    record Counts(int created, int updated, int failed) {}

    /** A lead's call. */
    record Lead(String callId) {}

    Counts upsert(ArrayNode items) {
        return simulation.book().exclusively(() -> {
            Map<String, Order> fresh = new LinkedHashMap<>();
            int updated = 0;
            int failed = 0;
            for (JsonNode item : items) {
                Optional<Order> order = order(item);
                String id = item.path("external_id").asText();
                if (order.isEmpty()) {
                    failed++;
                } else if (fresh.containsKey(id) || shelf().find(id).isPresent()) {
                    update(id, order.get(), fresh);
                    updated++;
                } else {
                    fresh.put(id, order.get());
                }
            }
            enrol(fresh);
            return new Counts(fresh.size(), updated, failed);
        });
    }

    private Optional<Order> order(JsonNode item) {
        boolean good = item instanceof ObjectNode
                && item.path("external_id").isTextual()
                && !item.path("external_id").textValue().isBlank()
                && item.path("phone").isTextual()
                && Fields.isE164(item.path("phone").textValue())
                && (!item.has("name") || item.path("name").isTextual())
                && (!item.has("data") || item.path("data").isObject());
        if (!good) {
            return Optional.empty();
        }
        String number = item.path("phone").textValue();
        return Optional.of(Order.listed(campaign, number, (ObjectNode) item, simulation.outcomeOf(number)));
    }

    private void update(String id, Order order, Map<String, Order> fresh) {
        if (fresh.containsKey(id)) {
            fresh.put(id, order);
            return;
        }
        Call call = simulation.find(shelf().find(id).orElseThrow().callId()).orElseThrow();
        if (call.phase() == Call.Phase.QUEUED && !call.isDue()) {
            simulation.book().move(List.of(call.with(order)), List.of());
        }
    }

    private void enrol(Map<String, Order> fresh) {
        List<String> ids = new ArrayList<>(fresh.keySet());
        List<Call> calls = simulation.enrol(campaign, new ArrayList<>(fresh.values()), Redial.NEVER);
        for (int i = 0; i < ids.size(); i++) {
            shelf().put(ids.get(i), new Lead(calls.get(i).id()));
        }
    }

    private Shelf<Lead> shelf() {
        return simulation.book().shelf("lead of " + campaign.id(), Lead.class);
    }
}
