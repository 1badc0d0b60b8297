package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.providers.OutboundCalls;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** OutboundCalls: single calls, campaigns that can only be watched, unsigned webhooks, and no status word that is documented. */
final class OutboundCallsServer extends SandboxServer {
    OutboundCallsServer() {
        super(new OutboundCalls(), VoiceSandbox.outboundcalls().webhookUrl("http://127.0.0.1:9/"));
        sandbox().dashboard().runCampaign("Autumn", "+15555550295");
    }

    @Override
    public List<String> endpoints() {
        return List.of(
                "GET /me",
                "GET /agents",
                "GET /agents/{id}",
                "GET /contacts",
                "POST /contacts",
                "GET /calls",
                "GET /calls/{id}",
                "POST /calls",
                "GET /campaigns",
                "GET /campaigns/{id}");
    }

    @Override
    public Map<String, String> options() {
        return Map.of("statusWords", "completed=COMPLETED");
    }

    @Override
    public Map<String, Object> sample(Operation operation) {
        return switch (operation) {
            case TRIGGER_CALL -> Map.of("agentId", sandbox().agentId());
            case CREATE_CONTACT ->
                Map.of("contactListId", sandbox().dashboard().contactListId(), "phone", "+15555550102", "name", "Alex");
            default -> Map.of();
        };
    }

    @Override
    public Delivery webhook(String callId, String secret, Instant time) {
        return delivery(sandbox().webhookRequest("post_call", callId));
    }
}
