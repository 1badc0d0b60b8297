package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.providers.VoxBridge;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** VoxBridge: single calls, listed and reported by signed webhooks. */
final class VoxBridgeServer extends SandboxServer {
    VoxBridgeServer() {
        super(new VoxBridge(), VoiceSandbox.voxbridge().webhookUrl("http://127.0.0.1:9/"));
    }

    @Override
    public List<String> endpoints() {
        return List.of("POST /v1/calls/outbound", "GET /v1/calls", "GET /v1/calls/{call_id}");
    }

    @Override
    public Map<String, Object> sample(Operation operation) {
        return operation == Operation.TRIGGER_CALL
                ? Map.of("agentId", sandbox().agentId(), "metadata", Map.of("lead", "7"))
                : Map.of();
    }

    @Override
    public Delivery webhook(String callId, String secret, Instant time) {
        return delivery(sandbox()
                .webhookRequest("call.analyzed", callId)
                .signedBy(secret)
                .at(time));
    }
}
