package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.providers.Vyora;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Vyora: single calls, signed webhooks. */
final class VyoraServer extends SandboxServer {
    VyoraServer() {
        super(new Vyora(), VoiceSandbox.vyora().webhookUrl("http://127.0.0.1:9/"));
    }

    @Override
    public List<String> endpoints() {
        return List.of("GET /v1/agents", "POST /v1/calls", "GET /v1/calls/{call_id}");
    }

    @Override
    public Map<String, Object> sample(Operation operation) {
        return operation == Operation.TRIGGER_CALL
                ? Map.of("agentId", sandbox().agentId(), "variables", Map.of("name", "Alex"))
                : Map.of();
    }

    @Override
    public Delivery webhook(String callId, String secret, Instant time) {
        return delivery(sandbox()
                .webhookRequest("all_processing_completed", callId)
                .signedBy(secret)
                .at(time));
    }
}
