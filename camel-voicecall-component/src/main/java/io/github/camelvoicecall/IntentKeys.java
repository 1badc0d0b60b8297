package io.github.camelvoicecall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Filled;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The key of a call: given by the message, by the endpoint's expression, or made for one step of one exchange. A made key stays while the exchange is redelivered and goes with
 * success; copies of the exchange (a split, a wire tap) and other steps never see it, but for a copy that takes the place of one that failed, when what made the copy (enrich, a
 * circuit breaker) is redelivered. Thread safe.
 */
final class IntentKeys {
    private static final String PROPERTY = "CamelVoiceCallMadeKey";
    private static final int MOST_COPIES = 10_000;

    private final KeyExpression expression;
    private final Map<Copy, String> copies = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Copy, String> eldest) {
            return size() > MOST_COPIES;
        }
    });

    IntentKeys(KeyExpression expression) {
        this.expression = expression;
    }

    /**
     * A key.
     *
     * @param text the key
     * @param fresh true when it was made just now, so that nobody can have used it before
     */
    record Key(String text, boolean fresh) {}

    private record Made(String exchangeId, String fingerprint, String key) {}

    /** What two copies have in common that were made of one exchange by one step, one in place of the other. */
    private record Copy(String of, Object split, Object multicast, Object loop, String step, String fingerprint) {
        /** Null for an exchange that is no copy. */
        static Copy of(Exchange exchange, String fingerprint) {
            String original = exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
            if (original == null) {
                return null;
            }
            return new Copy(
                    original,
                    exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX),
                    exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX),
                    exchange.getProperty(ExchangePropertyKey.LOOP_INDEX),
                    property(exchange),
                    fingerprint);
        }
    }

    /** @param given the key that the message names; null for none */
    Key keyOf(Exchange exchange, String given, String fingerprint) {
        if (given != null && !given.isBlank()) {
            return new Key(given, false);
        }
        return expression == null ? made(exchange, fingerprint) : new Key(expression.evaluate(exchange), false);
    }

    /** The key of a message that failed; null when it has none. */
    String keyOfFailed(Exchange exchange, String given) {
        if (given != null && !given.isBlank()) {
            return given;
        }
        try {
            return expression == null ? kept(exchange) : expression.evaluate(exchange);
        } catch (FieldException incomplete) {
            return null;
        }
    }

    private static String kept(Exchange exchange) {
        Made kept = exchange.getProperty(property(exchange), Made.class);
        return kept == null || !kept.exchangeId.equals(exchange.getExchangeId()) ? null : kept.key;
    }

    private Key made(Exchange exchange, String fingerprint) {
        String property = property(exchange);
        Made kept = exchange.getProperty(property, Made.class);
        if (kept != null && kept.exchangeId.equals(exchange.getExchangeId()) && kept.fingerprint.equals(fingerprint)) {
            return new Key(kept.key, false);
        }
        Key key = keyOfCopy(exchange, fingerprint);
        exchange.setProperty(property, new Made(exchange.getExchangeId(), fingerprint, key.text));
        return key;
    }

    private Key keyOfCopy(Exchange exchange, String fingerprint) {
        Copy copy = Copy.of(exchange, fingerprint);
        if (copy == null) {
            return new Key(newKey(), true);
        }
        boolean redelivered = exchange.getMessage().getHeader(Exchange.REDELIVERED, false, Boolean.class);
        String kept = redelivered ? copies.get(copy) : null;
        String key = kept == null ? newKey() : kept;
        copies.put(copy, key);
        return new Key(key, kept == null);
    }

    private static String newKey() {
        return "made-" + UUID.randomUUID();
    }

    void used(Exchange exchange, String fingerprint) {
        exchange.removeProperty(property(exchange));
        Copy copy = Copy.of(exchange, fingerprint);
        if (copy != null) {
            copies.remove(copy);
        }
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
        return Sha256.of(Json.write(meant));
    }

    /** What a key of an operation that doesn't dial stands for: path, query and body. */
    static String fingerprint(Filled request) {
        String body = request.body() == null ? "" : new String(request.body(), UTF_8);
        return Sha256.of(request.path() + "\n" + request.query() + "\n" + body);
    }

    /** The provider's own key for a user's: the same in every process, so that it outlives a restart. */
    static String sent(AccountId account, Operation operation, String key) {
        String name = account + "\n" + operation + "\n" + key;
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }
}
