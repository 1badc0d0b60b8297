package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.providers.Samora;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Samora: single calls, campaigns of an agent, webhooks that are registered. */
final class SamoraServer extends SandboxServer {
    private static final Map<String, Object> RETRY =
            Map.of("maxRetries", 1, "delayMinutes", 5, "on", List.of("FAILED"));

    SamoraServer() {
        super(new Samora(), VoiceSandbox.samora());
    }

    @Override
    public List<String> endpoints() {
        String campaigns = "/v1/external/campaigns/{agent_id}";
        String campaign = campaigns + "/{campaign_id}";
        return List.of(
                "POST /v1/call/trigger",
                "GET /v1/call/{call_id}",
                "POST " + campaigns,
                "GET " + campaigns,
                "GET " + campaign,
                "PUT " + campaign,
                "POST " + campaign + "/scheduled-calls",
                "GET " + campaign + "/calls",
                "POST " + campaign + "/start",
                "POST " + campaign + "/stop",
                "POST " + campaign + "/cancel",
                "POST /v2/webhooks",
                "GET /v2/webhooks",
                "GET /v2/webhooks/events",
                "GET /v2/webhooks/{webhook_id}",
                "PUT /v2/webhooks/{webhook_id}",
                "DELETE /v2/webhooks/{webhook_id}");
    }

    /** Campaigns and webhooks belong to an agent. */
    @Override
    public Map<String, String> options() {
        return Map.of("agentId", sandbox().agentId());
    }

    @Override
    public Map<String, Object> sample(Operation operation) {
        return switch (operation) {
            case TRIGGER_CALL -> Map.of("variables", Map.of("name", "Alex"));
            case CREATE_CAMPAIGN -> Map.of("name", "March recall", "retry", RETRY);
            case UPDATE_CAMPAIGN -> Map.of("retry", RETRY);
            case CREATE_WEBHOOK ->
                Map.of(
                        "name",
                        "CRM",
                        "url",
                        "https://hooks.example.org/samora",
                        "events",
                        List.of("CALL_STARTED", "CALL_FINISHED", "CALL_FAILED"));
            case UPDATE_WEBHOOK -> Map.of("name", "CRM, new");
            default -> Map.of();
        };
    }

    @Override
    public Delivery webhook(String callId, String secret, Instant time) {
        return delivery(sandbox().webhookRequest("CALL_FINISHED", callId));
    }
}
