package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.JsonBody;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RequestField;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One account's access to its provider's API: executes the provider's bindings. Thread safe. */
public final class ApiClient {
    private static final Duration THROTTLED = Duration.ofSeconds(1);

    private final ProviderSpec spec;
    private final String apiKey;
    private final Transport transport;
    private final RateLimiter limiter;
    private final Retries retries;
    private final CallReader reader;
    private final Answers answers;
    private final Clock clock;

    /**
     * @param spec the provider
     * @param apiKey the key
     * @param transport sends requests
     * @param limiter keeps the provider's limit
     * @param retries when requests are sent again
     * @param reader finishes calls
     * @param notPlaced statuses that the user knows to mean that nothing was placed
     * @param clock tells the time
     */
    public ApiClient(
            ProviderSpec spec,
            String apiKey,
            Transport transport,
            RateLimiter limiter,
            Retries retries,
            CallReader reader,
            Set<Integer> notPlaced,
            Clock clock) {
        this.spec = spec;
        this.apiKey = apiKey;
        this.transport = transport;
        this.limiter = limiter;
        this.retries = retries;
        this.reader = reader;
        this.answers = new Answers(spec, apiKey, notPlaced, clock);
        this.clock = clock;
    }

    /** @return when requests are sent again */
    public Retries retries() {
        return retries;
    }

    /**
     * The body that places a call.
     *
     * @param request the request, numbers in E.164
     * @param ref our reference, to be echoed; null for none
     * @return JSON bytes
     */
    public byte[] callBody(CallRequest request, String ref) {
        return json(request, ref).bytes();
    }

    /**
     * Makes sure that {@link #callBody} will work, before anything is written down.
     *
     * @param request the request
     * @param ref any reference; null when none is sent
     */
    public void checkBody(CallRequest request, String ref) {
        json(request, ref).check();
    }

    private JsonBody json(CallRequest request, String ref) {
        JsonBody body = binding(Operation.TRIGGER_CALL).body().apply(request);
        if (ref != null) {
            spec.echo().ifPresent(echo -> body.putIn(echo.field(), echo.key(), ref));
        }
        return body.extra(request.extra());
    }

    /**
     * Waits until the limit allows to place a call; to be followed by {@link #place} or {@link #forgo}.
     *
     * @throws VoiceCallException if the provider asked everybody to wait for longer than we may
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitTurn() throws VoiceCallException, InterruptedException {
        awaitTurn(Operation.TRIGGER_CALL, Use.DIAL);
    }

    /** @return true if the limit allows to place a call now; to be followed by {@link #place} or {@link #forgo} */
    public boolean tryTurn() {
        return limiter.tryAcquire(Use.DIAL).isZero();
    }

    private void awaitTurn(Operation operation, Use use) throws VoiceCallException, InterruptedException {
        if (!limiter.await(use, retries.sleeper(), retries.maxWait())) {
            Duration pause = limiter.paused();
            throw new RateLimitedException(
                    Failure.local(spec.name(), operation.id()),
                    pause,
                    "the provider asked to wait for another " + pause.toSeconds() + " s; nothing was sent",
                    null);
        }
    }

    /** Gives back a turn that wasn't used. */
    public void forgo() {
        limiter.forgo();
    }

    /**
     * Sends the request that places a call, once. The turn was awaited before.
     *
     * @param body from {@link #callBody}
     * @return the call, with its id
     * @throws VoiceCallException if it was refused or its outcome isn't known
     */
    public Reading place(byte[] body) throws VoiceCallException {
        Binding binding = binding(Operation.TRIGGER_CALL);
        ProviderResponse answer = exchange(Operation.TRIGGER_CALL, binding, binding.path(), null, body, Use.DIAL);
        Json json = json(Operation.TRIGGER_CALL, answer);
        Reading reading = call(Operation.TRIGGER_CALL, binding, answer, json);
        if (reading.call().id() == null || reading.call().id().isBlank()) {
            throw answers.unreadable(Operation.TRIGGER_CALL, answer, "the answer names no call");
        }
        return reading;
    }

    /**
     * Reads a call.
     *
     * @param callId the provider's id
     * @param use who asks
     * @return the call, with the id that was asked for
     * @throws VoiceCallException if it can't be read
     * @throws InterruptedException if the thread is interrupted
     */
    public Reading getCall(String callId, Use use) throws VoiceCallException, InterruptedException {
        Binding binding = binding(Operation.GET_CALL);
        String path = binding.path().replace("{callId}", encode(callId));
        Reading reading = repeated(use, () -> {
            ProviderResponse answer = read(Operation.GET_CALL, binding, path, null, use);
            return call(Operation.GET_CALL, binding, answer, json(Operation.GET_CALL, answer));
        });
        return new Reading(reading.call().toBuilder().id(callId).build(), reading.ref());
    }

    /**
     * Lists calls.
     *
     * @param filters query parameters
     * @param pageSize items of a page; 0 for the provider's default
     * @param use who asks
     * @return the calls, read as they are asked for; failures come as {@code RuntimeCamelException} around a {@link VoiceCallException}
     */
    public PageIterator<Reading> listCalls(Map<String, String> filters, int pageSize, Use use) {
        Binding binding = binding(Operation.LIST_CALLS);
        return list(Operation.LIST_CALLS, filters, pageSize, use, json -> reader.finish(builder(binding, json), json));
    }

    /**
     * Lists anything but calls.
     *
     * @param operation a list operation of the provider
     * @param filters query parameters
     * @param pageSize items of a page; 0 for the provider's default
     * @return the items, read as they are asked for
     */
    public PageIterator<Object> list(Operation operation, Map<String, String> filters, int pageSize) {
        Binding binding = binding(operation);
        return list(
                operation, filters, pageSize, Use.READ, json -> binding.reader().apply(json));
    }

    private <T> PageIterator<T> list(
            Operation operation, Map<String, String> filters, int pageSize, Use use, Function<Json, T> items) {
        Binding binding = binding(operation);
        int size = pageSize <= 0
                ? binding.paging().defaultSize()
                : Math.min(pageSize, binding.paging().maxSize());
        return new PageIterator<>(binding, size, page -> page(operation, binding, filters, page, use), items);
    }

    /**
     * Asks the provider's cheapest read, to see whether address and key are right; waits for no turn and leaves one to whoever places a call.
     *
     * @return false when the limit left no room, so that nothing was asked
     * @throws VoiceCallException if they aren't right
     */
    public boolean probe() throws VoiceCallException {
        if (limiter.room() < 2 || !limiter.tryAcquire(Use.LOOK).isZero()) {
            return false;
        }
        Operation operation = spec.probe().orElseThrow();
        Binding binding = binding(operation);
        String query = binding.lists() ? query(binding.paging().first(1)) : null;
        json(operation, exchange(operation, binding, binding.path(), query, null, Use.LOOK));
        return true;
    }

    /** @return how many background looks the limit allows now */
    public int room() {
        return limiter.room();
    }

    /** @return finishes calls, for webhooks */
    public CallReader reader() {
        return reader;
    }

    /**
     * Refuses what the provider can't honour, before anything is sent.
     *
     * @param request the request
     * @return the first such field, or null
     */
    public RequestField unsupported(CallRequest request) {
        Set<RequestField> accepted = binding(Operation.TRIGGER_CALL).accepts();
        for (RequestField field : RequestField.values()) {
            if (field.in(request) && !accepted.contains(field)) {
                return field;
            }
        }
        return null;
    }

    private Binding binding(Operation operation) {
        return spec.binding(operation)
                .orElseThrow(() -> new IllegalStateException(spec.name() + " has no " + operation));
    }

    private Json page(
            Operation operation, Binding binding, Map<String, String> filters, Map<String, String> page, Use use)
            throws VoiceCallException {
        Map<String, String> parameters = new HashMap<>(filters);
        parameters.putAll(page);
        try {
            return repeated(use, () -> {
                ProviderResponse answer = read(operation, binding, binding.path(), query(parameters), use);
                Json json = json(operation, answer);
                if (!json.at(binding.items()).isArray()) {
                    throw answers.unreadable(operation, answer, "the answer has no list at " + binding.items());
                }
                return json;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(
                    Failure.local(spec.name(), operation.id()), "interrupted while waiting", e);
        }
    }

    /** A look in the background is repeated by its own schedule. */
    private <T> T repeated(Use use, Retries.Attempt<T> attempt) throws VoiceCallException, InterruptedException {
        return use == Use.LOOK ? attempt.run() : retries.read(attempt);
    }

    private ProviderResponse read(Operation operation, Binding binding, String path, String query, Use use)
            throws VoiceCallException, InterruptedException {
        awaitTurn(operation, use);
        return exchange(operation, binding, path, query, null, use);
    }

    /** Sends one request; gives its turn back when it is over. */
    private ProviderResponse exchange(
            Operation operation, Binding binding, String path, String query, byte[] body, Use use)
            throws VoiceCallException {
        Map<String, String> headers = Map.of(
                "Accept", "application/json", spec.auth().header(), spec.auth().value(apiKey));
        ProviderRequest request =
                new ProviderRequest(binding.method(), path, query, headers, body, operation == Operation.TRIGGER_CALL);
        try {
            ProviderResponse answer = transport.send(request);
            if (answer.success()) {
                return answer;
            }
            throw throttled(answers.refused(operation, answer));
        } catch (TransportException e) {
            throw answers.unanswered(operation, e);
        } finally {
            limiter.done(use);
        }
    }

    /** One thread's 429 holds all of them back. */
    private VoiceCallException throttled(VoiceCallException failure) {
        if (failure instanceof RateLimitedException limited) {
            limiter.pause(limited.getRetryAfter() == null ? THROTTLED : limited.getRetryAfter());
        }
        return failure;
    }

    private Json json(Operation operation, ProviderResponse answer) throws VoiceCallException {
        try {
            Json json = Json.read(answer.body(), clock.instant());
            if (json.isObject()) {
                return json;
            }
        } catch (IOException notJson) {
            throw answers.unreadable(operation, answer, "the answer is not JSON");
        }
        throw answers.unreadable(operation, answer, "the answer is not a JSON object");
    }

    private Reading call(Operation operation, Binding binding, ProviderResponse answer, Json json)
            throws VoiceCallException {
        try {
            return reader.finish(builder(binding, json), json);
        } catch (RuntimeException e) {
            throw answers.unreadable(
                    operation,
                    answer,
                    "the answer can't be read: " + e.getClass().getSimpleName());
        }
    }

    private static io.github.camelvoicecall.model.VoiceCallBuilder builder(Binding binding, Json json) {
        return (io.github.camelvoicecall.model.VoiceCallBuilder)
                binding.reader().apply(json);
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
