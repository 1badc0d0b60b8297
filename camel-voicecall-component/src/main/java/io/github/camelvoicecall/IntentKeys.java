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
 * The key of a call: given by the message, by the endpoint's expression, or made for one step of one exchange. A made key stays while the exchange is redelivered, also when it was
 * a later step that failed; a loop or a second visit has one of its own. Copies of the exchange (a split, a wire tap) and other steps never see it, but for a copy that takes the
 * place of an earlier one, when what made the copy (a split, enrich, a circuit breaker) is redelivered. Thread safe.
 */
final class IntentKeys {
    private static final String PROPERTY = "CamelVoiceCallMadeKey";
    private static final int MOST_COPIES = 10_000;

    private final KeyExpression expression;
    private final Map<Copy, MadeKey> copies = bounded();
    private final Map<Copy, MadeKey> placedCopies = bounded();

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

    private static Map<Copy, MadeKey> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Copy, MadeKey> eldest) {
                return size() > MOST_COPIES;
            }
        });
    }

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
        KeyVisits visits = visits(exchange);
        MadeKey kept = visits == null ? null : visits.known();
        return kept == null || kept.placed() != null ? null : kept.key();
    }

    private static KeyVisits visits(Exchange exchange) {
        KeyVisits visits = exchange.getProperty(property(exchange), KeyVisits.class);
        return visits == null || !visits.of(exchange) ? null : visits;
    }

    private Key made(Exchange exchange, String fingerprint) {
        KeyVisits visits = visits(exchange);
        if (visits == null) {
            visits = new KeyVisits(exchange.getExchangeId());
            exchange.setProperty(property(exchange), visits);
        }
        MadeKey known = visits.known();
        if (known != null && known.placed() != null) {
            // a redelivered message is as it was, and doesn't show the call that came of it; one that went on does
            visits.next(redelivered(exchange), callId(exchange));
            known = visits.known();
        }
        if (known != null && known.fingerprint().equals(fingerprint)) {
            return new Key(known.key(), false);
        }
        Key key = keyOfCopy(exchange, fingerprint);
        visits.set(new MadeKey(fingerprint, key.text(), null));
        return key;
    }

    private static boolean redelivered(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERED, false, Boolean.class);
    }

    private static Object callId(Exchange exchange) {
        return exchange.getMessage().getHeader(VoiceCallConstants.ID);
    }

    private Key keyOfCopy(Exchange exchange, String fingerprint) {
        Copy copy = Copy.of(exchange, fingerprint);
        if (copy == null) {
            return new Key(newKey(), true);
        }
        MadeKey kept = redelivered(exchange) ? earlier(copy, callId(exchange)) : null;
        String key = kept == null ? newKey() : kept.key();
        copies.put(copy, new MadeKey(fingerprint, key, null));
        return new Key(key, kept == null);
    }

    private static String newKey() {
        return "made-" + UUID.randomUUID();
    }

    private MadeKey earlier(Copy copy, Object callId) {
        MadeKey failed = copies.get(copy);
        MadeKey placed = failed == null ? placedCopies.get(copy) : null;
        return placed == null || placed.cameTo(callId) ? failed : placed;
    }

    /** What was asked for is done. */
    void used(Exchange exchange, String fingerprint) {
        exchange.removeProperty(property(exchange));
        Copy copy = Copy.of(exchange, fingerprint);
        if (copy != null) {
            copies.remove(copy);
        }
        exchange.getMessage().removeHeader(VoiceCallConstants.IDEMPOTENCY_KEY);
    }

    /** A call was placed. Its key stays, as a later step may fail and the message begin anew. */
    void placed(Exchange exchange, String fingerprint, String callId) {
        KeyVisits visits = visits(exchange);
        if (visits != null && visits.known() != null) {
            visits.set(visits.known().at(callId));
        }
        Copy copy = Copy.of(exchange, fingerprint);
        MadeKey made = copy == null ? null : copies.remove(copy);
        if (made != null) {
            placedCopies.put(copy, made.at(callId));
        }
        exchange.getMessage().removeHeader(VoiceCallConstants.IDEMPOTENCY_KEY);
    }

    private static String property(Exchange exchange) {
        return ofStep(PROPERTY, exchange);
    }

    /** The name of a property that only the step at which the exchange is now has. */
    static String ofStep(String property, Exchange exchange) {
        return property + ":" + exchange.getExchangeExtension().getHistoryNodeId();
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
