package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends single requests of an account: a turn of its limits, its credentials, one exchange, and what the answer means. Thread safe.
 *
 * @param spec the provider
 * @param apiKey the key
 * @param transport sends requests
 * @param limits keeps the provider's limits
 * @param retries when requests are sent again
 * @param reader knows the names of the answers' fields
 * @param answers says what an answer outside 2xx means
 * @param clock tells the time
 */
record Sender(
        ProviderSpec spec,
        String apiKey,
        Transport transport,
        RateLimits limits,
        Retries retries,
        CallReader reader,
        Answers answers,
        Clock clock) {
    private static final Duration THROTTLED = Duration.ofSeconds(1);

    Binding binding(Operation operation) {
        return spec.binding(operation)
                .orElseThrow(() -> new IllegalStateException(spec.name() + " has no " + operation));
    }

    /** Waits until the limits allow a request; to be followed by {@link #exchange}, or its turn to be given back. */
    void awaitTurn(Operation operation, Use use) throws VoiceCallException, InterruptedException {
        Duration closed = limits.await(use, retries.sleeper(), retries.maxWait());
        if (!closed.isZero()) {
            throw new RateLimitedException(
                    Failure.local(spec.name(), operation.id()),
                    closed,
                    "the provider's limit allows nothing for another " + Math.max(1, closed.toSeconds()) + " s, until "
                            + clock.instant().plus(closed).truncatedTo(ChronoUnit.SECONDS)
                            + ", longer than maxRetryWait; nothing was sent",
                    null);
        }
    }

    /** A look in the background is repeated by its own schedule. */
    <T> T repeated(Use use, Retries.Attempt<T> attempt) throws VoiceCallException, InterruptedException {
        return use == Use.LOOK ? attempt.run() : retries.read(attempt);
    }

    /** Reads, once, in its turn. */
    ProviderResponse read(Operation operation, String path, String query, Use use)
            throws VoiceCallException, InterruptedException {
        awaitTurn(operation, use);
        return exchange(operation, request(operation, path, query, null, null), use);
    }

    ProviderRequest request(Operation operation, String path, String query, byte[] body, String key) {
        return new ProviderRequest(
                binding(operation).method(), path, query, headers(key), body, operation == Operation.TRIGGER_CALL);
    }

    Map<String, String> headers(String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put(spec.auth().header(), spec.auth().value(apiKey));
        if (key != null) {
            headers.put(spec.idempotencyHeader().orElseThrow(), key);
        }
        return headers;
    }

    /** Sends one request; gives its turn back when it is over. */
    ProviderResponse exchange(Operation operation, ProviderRequest request, Use use) throws VoiceCallException {
        try {
            ProviderResponse answer = transport.send(request);
            Duration spent = answers.spent(answer);
            if (spent != null) {
                limits.pause(spent);
            }
            if (!answer.success()) {
                throw throttled(answers.refused(operation, answer));
            }
            if (answer.cut()) {
                throw answers.unreadable(
                        operation, answer, "the answer is longer than " + ProviderResponse.LONGEST + " bytes");
            }
            return answer;
        } catch (TransportException e) {
            throw answers.unanswered(operation, e);
        } finally {
            limits.done(use);
        }
    }

    /** One thread's 429 holds all of them back. */
    private VoiceCallException throttled(VoiceCallException failure) {
        if (failure instanceof RateLimitedException limited) {
            limits.pause(limited.getRetryAfter() == null ? THROTTLED : limited.getRetryAfter());
        }
        return failure;
    }

    Json json(Operation operation, ProviderResponse answer) throws VoiceCallException {
        try {
            Json json = Json.read(answer.body(), clock.instant()).named(reader.names());
            if (json.isObject() || json.isArray() && binding(operation).lists()) {
                return json;
            }
        } catch (IOException notJson) {
            throw answers.unreadable(operation, answer, "the answer is not JSON");
        }
        throw answers.unreadable(operation, answer, "the answer is not a JSON object");
    }

    <T> T read(Operation operation, ProviderResponse answer, Supplier<T> reading) throws VoiceCallException {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw answers.unreadable(
                    operation,
                    answer,
                    "the answer can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** What the user can do where the provider doesn't document its answers. */
    String mend(String field) {
        return reader.names().ours().contains(field)
                ? "; if it stands in another field, name that with fieldNames=" + field + "=…"
                : "";
    }

    /** @return null for none: a question mark with nothing behind it is another address to some servers */
    static String query(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return null;
        }
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "Sender[" + spec.name() + "]";
    }
}
