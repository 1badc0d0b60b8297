package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.providers.Agoralia;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.List;
import java.util.Map;

/** Agoralia: campaigns whose start somebody confirms. */
final class AgoraliaServer extends SandboxServer {
    AgoraliaServer() {
        super(new Agoralia(), VoiceSandbox.agoralia());
    }

    @Override
    public List<String> endpoints() {
        return List.of(
                "GET /me",
                "GET /agents",
                "POST /agents",
                "GET /campaigns",
                "POST /campaigns",
                "POST /campaigns/{campaign_id}/start",
                "GET /campaigns/{campaign_id}/results",
                "POST /leads:upsert",
                "GET /calls");
    }

    @Override
    public Map<String, Object> sample(Operation operation) {
        return switch (operation) {
            case CREATE_AGENT -> Map.of("name", "Quotes", "language", "en-US", "voiceEngine", "retell");
            case CREATE_CAMPAIGN ->
                Map.of(
                        "name",
                        "Spring",
                        "purpose",
                        "cold_calling",
                        "agentId",
                        sandbox().agentId(),
                        "extractionSchema",
                        Map.of("type", "object", "properties", Map.of("amount", Map.of("type", "number"))),
                        "displayColumns",
                        List.of("phone", "amount"));
            default -> Map.of();
        };
    }

    @Override
    public void confirm(String proposalId) {
        sandbox().dashboard().confirm(proposalId);
    }
}
