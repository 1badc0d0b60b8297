package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The recipients that a request adds to a campaign of Samora. What is ASSUMED of them is said at {@link SamoraCampaigns}. */
record SamoraRecipients(Assumptions assumptions) {
    private static final int MOST = 5000;
    private static final int VARIABLES_LIMIT = 4 * 1024;

    /** The entries, one at least and not too many. */
    static ArrayNode entries(ApiRequest request) {
        Fields fields = Fields.strict(request, Samora.BAD_REQUEST, Set.of("phone_numbers"));
        ArrayNode entries = fields.required("phone_numbers", fields.array("phone_numbers"));
        fields.check(
                !entries.isEmpty() && entries.size() <= MOST,
                "phone_numbers",
                "'phone_numbers' must hold 1 to " + MOST + " recipients but holds " + entries.size());
        return entries;
    }

    List<Order> orders(Campaign campaign, ArrayNode entries, Simulation simulation) {
        List<Order> orders = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            try {
                orders.add(order(campaign, entries.get(i), simulation));
            } catch (Refusal refusal) {
                if (!assumptions.has(Quirk.BAD_RECIPIENTS_LEFT_OUT)) {
                    throw new Refusal(refusal.status(), "phone_numbers[" + i + "]: " + refusal.getMessage());
                }
            }
        }
        return orders;
    }

    private static Order order(Campaign campaign, JsonNode entry, Simulation simulation) {
        if (!(entry instanceof ObjectNode object)) {
            throw new Refusal(Samora.BAD_REQUEST, "a recipient must be an object");
        }
        Fields fields = Fields.within(object, Samora.BAD_REQUEST, Set.of("to_number", "call_variables"));
        String number = Samora.number(fields);
        fields.object("call_variables")
                .ifPresent(variables -> fields.check(
                        variables.toString().getBytes(UTF_8).length <= VARIABLES_LIMIT,
                        "call_variables",
                        "'call_variables' must not exceed 4 KiB"));
        return Order.listed(campaign, number, object, simulation.outcomeOf(number));
    }

    Answer answer(List<Call> calls) {
        boolean apart = assumptions.has(Quirk.SCHEDULED_IDS_APART);
        ObjectNode answer = Samora.message("Recipients added");
        ArrayNode ids = answer.putObject("data").putArray("scheduled_call_ids");
        calls.forEach(call -> ids.add(apart ? Uuids.fresh() : call.id()));
        return Answer.json(201, answer);
    }
}
