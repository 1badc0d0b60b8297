package io.github.camelvoicecall;

import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.provider.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * The key of a call: given by the message, by the endpoint's expression, or made for one step of one exchange. A made key stays while the exchange is redelivered and goes with
 * success; copies of the exchange (a split, a wire tap) and other steps never see it. Thread safe.
 */
final class IntentKeys {
    private static final String PROPERTY = "CamelVoiceCallMadeKey";

    private final KeyExpression expression;

    IntentKeys(KeyExpression expression) {
        this.expression = expression;
    }

    private record Made(String exchangeId, String fingerprint, String key) {}

    String keyOf(Exchange exchange, CallRequest request, String fingerprint) {
        if (request.idempotencyKey() != null) {
            return request.idempotencyKey();
        }
        return expression == null ? made(exchange, fingerprint) : expression.evaluate(exchange);
    }

    private static String made(Exchange exchange, String fingerprint) {
        String property = property(exchange);
        Made kept = exchange.getProperty(property, Made.class);
        if (kept == null
                || !kept.exchangeId.equals(exchange.getExchangeId())
                || !kept.fingerprint.equals(fingerprint)) {
            kept = new Made(exchange.getExchangeId(), fingerprint, "made-" + UUID.randomUUID());
            exchange.setProperty(property, kept);
        }
        return kept.key;
    }

    static void used(Exchange exchange) {
        exchange.removeProperty(property(exchange));
        exchange.getMessage().removeHeader(VoiceCallConstants.IDEMPOTENCY_KEY);
    }

    private static String property(Exchange exchange) {
        return PROPERTY + ":" + exchange.getExchangeExtension().getHistoryNodeId();
    }

    /** What a key stands for: number, agent and variables. */
    static String fingerprint(CallRequest request) {
        Map<String, Object> meant = new TreeMap<>();
        meant.put("to", request.to());
        meant.put("agentId", request.agentId());
        meant.put("agentName", request.agentName());
        meant.put("variables", new TreeMap<>(request.variables()));
        return Accounts.digest(Json.write(meant));
    }
}
