package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Samora's webhooks send. What is ASSUMED of it is said at {@link SamoraWebhooks}. */
final class SamoraDeliveries {
    private final SamoraCalls calls;
    private final WebhookNames names;

    SamoraDeliveries(SamoraCalls calls, Assumptions assumptions) {
        this.calls = calls;
        this.names = assumptions.webhookNames(new WebhookNames("event_type", "call_id", "data"));
    }

    Message message(SamoraWebhooks.Hook hook, String event, Call call, Simulation simulation) {
        ObjectNode body = names.body(event, call.id(), data(hook, event, call, simulation))
                .put("webhook_id", hook.text("id"))
                .put("timestamp", Times.seconds(simulation.now()));
        Map<String, String> headers = new LinkedHashMap<>();
        hook.body()
                .path("custom_headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        return new Message(hook.text("url"), hook.secret(), headers, body);
    }

    private ObjectNode data(SamoraWebhooks.Hook hook, String event, Call call, Simulation simulation) {
        ObjectNode data = Json.object()
                .put("agent_id", call.order().agent().id())
                .put("to_number", call.order().number())
                .put("status", calls.status(call));
        SamoraCalls.putTimes(data, call);
        data.set("call_variables", SamoraCalls.variables(call));
        if (event.equals("CALL_FINISHED") && hook.has("include_transcript")) {
            data.put("transcript", call.isAnalyzed() ? Conversation.of(call).text() : null);
        }
        if (event.equals("CALL_FINISHED") && hook.has("include_recording_url")) {
            data.put("recording_url", SamoraLinks.recording(call, simulation));
        }
        return data;
    }
}
