package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Agoralia's table of results. ASSUMED: a row for each call that was analysed, oldest first; a column is the lead's field of that name
 * ({@code phone}, {@code external_id}, {@code name}), else the entry of that name in its {@code data}, else what was extracted by the
 * schema, where the sandbox invents a value of the property's type; a column that is none of them is left out of the row.
 */
final class AgoraliaResults {
    private AgoraliaResults() {}

    static Answer of(Campaign campaign, Simulation simulation) {
        ObjectNode table = Json.object();
        ArrayNode columns = table.putArray("display_columns");
        JsonNode names = campaign.settings().path("display_columns");
        names.forEach(name -> columns.addObject().put("name", name.textValue()).put("label", label(name.textValue())));
        ArrayNode rows = table.putArray("rows");
        simulation.campaigns().calls(campaign.id()).stream()
                .filter(Call::isAnalyzed)
                .forEach(call -> rows.add(row(call, names, campaign.settings().path("extraction_schema"))));
        return Answer.json(200, table);
    }

    private static ObjectNode row(Call call, JsonNode names, JsonNode schema) {
        ObjectNode row = Json.object();
        for (JsonNode column : names) {
            JsonNode value = value(call.order().request(), column.textValue(), schema);
            if (!value.isMissingNode()) {
                row.set(column.textValue(), value);
            }
        }
        return row;
    }

    private static JsonNode value(ObjectNode lead, String name, JsonNode schema) {
        if (lead.path(name).isTextual()) {
            return lead.path(name);
        }
        JsonNode own = lead.path("data").path(name);
        JsonNode property = schema.path("properties").path(name);
        return own.isMissingNode() && property.isObject()
                ? invented(property.path("type").asText())
                : own;
    }

    private static JsonNode invented(String type) {
        return switch (type) {
            case "number", "integer" -> Json.tree(900);
            case "boolean" -> Json.tree(true);
            default -> Json.tree("yes");
        };
    }

    private static String label(String name) {
        String words = name.replace('_', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
