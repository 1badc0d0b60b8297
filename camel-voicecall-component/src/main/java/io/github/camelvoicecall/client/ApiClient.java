package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.UnexpectedPayloadException;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.Filled;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.JsonBody;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RequestField;
import io.github.camelvoicecall.provider.Taken;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;

/** One account's access to its provider's API: executes the provider's bindings. Thread safe. */
public final class ApiClient {
    private static final int FORBIDDEN = 403;
    private static final Duration THROTTLED = Duration.ofSeconds(1);

    private final ProviderSpec spec;
    private final String apiKey;
    private final Transport transport;
    private final RateLimits limiter;
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
            RateLimits limiter,
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
        limiter.forgo(Use.DIAL);
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
        ProviderResponse answer = exchange(
                Operation.TRIGGER_CALL, request(Operation.TRIGGER_CALL, binding.path(), null, body, null), Use.DIAL);
        Json json = json(Operation.TRIGGER_CALL, answer);
        Reading reading = call(Operation.TRIGGER_CALL, binding, answer, json);
        if (reading.call().id() == null || reading.call().id().isBlank()) {
            throw answers.unreadable(Operation.TRIGGER_CALL, answer, "the answer names no call" + mend("id"));
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
        Filled filled = binding.fill(Asked.of(Map.of("callId", callId)));
        Reading reading = repeated(use, () -> {
            ProviderResponse answer = read(Operation.GET_CALL, filled.path(), query(filled.query()), use);
            return call(Operation.GET_CALL, binding, answer, json(Operation.GET_CALL, answer));
        });
        return new Reading(reading.call().toBuilder().id(callId).build(), reading.ref());
    }

    /**
     * Asks for one thing, or changes something. A change is repeated as its binding allows.
     *
     * @param operation an operation of the provider that is no list
     * @param asked what is asked for
     * @param key idempotency key for a keyed binding; null for none
     * @return what the provider's reader made of the answer
     * @throws VoiceCallException if it failed, or nobody knows whether it was done
     * @throws InterruptedException if the thread is interrupted before anything was sent
     */
    public Object ask(Operation operation, Asked asked, String key) throws VoiceCallException, InterruptedException {
        Binding binding = binding(operation);
        Filled filled = binding.fill(asked);
        return binding.changes()
                ? change(operation, binding, asked, filled, key)
                : retries.read(() -> {
                    ProviderResponse answer = read(operation, filled.path(), query(filled.query()), Use.READ);
                    return result(operation, binding, asked, answer, json(operation, answer));
                });
    }

    /**
     * Asks for one thing in the background, once.
     *
     * @param operation a read of one thing that needs nothing
     * @return what the provider's reader made of the answer
     * @throws VoiceCallException if it failed
     * @throws InterruptedException if the thread is interrupted
     */
    public Object look(Operation operation) throws VoiceCallException, InterruptedException {
        Binding binding = binding(operation);
        ProviderResponse answer = read(operation, binding.path(), null, Use.LOOK);
        return result(operation, binding, Asked.NOTHING, answer, json(operation, answer));
    }

    private Object change(Operation operation, Binding binding, Asked asked, Filled filled, String key)
            throws VoiceCallException, InterruptedException {
        ProviderRequest request = request(operation, filled.path(), query(filled.query()), filled.body(), key);
        Optional<ProviderResponse> answer = new Change(binding, retries).send(() -> {
            awaitTurn(operation, Use.READ);
            return exchange(operation, request, Use.READ);
        });
        // many an answer to a change has no body
        boolean empty = answer.isEmpty() || answer.get().body().length == 0;
        Json json = empty ? Json.nothing(clock.instant()) : json(operation, answer.get());
        return result(operation, binding, asked, answer.orElse(null), json);
    }

    /**
     * Sends recipients, once.
     *
     * @param envelope the request as it is without rows
     * @param body the whole body
     * @param key idempotency key; null for none
     * @return what the provider counts
     * @throws VoiceCallException if it was refused or nobody knows whether it arrived
     */
    public Taken add(Filled envelope, RecipientBatch.Body body, String key) throws VoiceCallException {
        Operation operation = Operation.ADD_RECIPIENTS;
        Bulk bulk = binding(operation).bulk().orElseThrow();
        ProviderRequest request = new ProviderRequest(
                binding(operation).method(),
                envelope.path(),
                query(envelope.query()),
                headers(key),
                body.array(),
                body.length(),
                true);
        ProviderResponse answer = exchange(operation, request, Use.READ);
        try {
            return bulk.counts().apply(Json.read(answer.body(), clock.instant()));
        } catch (IOException notJson) {
            // a success is one, whatever its body is
            return Taken.ALL;
        }
    }

    /**
     * Waits until the limit allows to send recipients; to be followed by {@link #add} or {@link #forgoAdding}.
     *
     * @throws VoiceCallException if the provider asked everybody to wait for longer than we may
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitAdding() throws VoiceCallException, InterruptedException {
        awaitTurn(Operation.ADD_RECIPIENTS, Use.READ);
    }

    /** Gives back a turn that wasn't used to send recipients. */
    public void forgoAdding() {
        limiter.forgo(Use.READ);
    }

    private Object result(Operation operation, Binding binding, Asked asked, ProviderResponse answer, Json json)
            throws VoiceCallException {
        Object result = read(operation, answer, () -> reader.finish(binding.read(json, asked)));
        boolean nameless = result instanceof Identified thing
                && binding.lifecycle().isEmpty()
                && (thing.id() == null || thing.id().isBlank());
        if (result == null || nameless) {
            throw answers.unreadable(operation, answer, "the answer names no id" + mend("id"));
        }
        return result;
    }

    /**
     * Lists calls.
     *
     * @param operation which list of calls
     * @param asked filters
     * @param pageSize items of a page; 0 for the provider's default
     * @param use who asks
     * @return the calls, read as they are asked for; failures come as {@code RuntimeCamelException} around a {@link VoiceCallException}
     */
    public PageIterator<Reading> calls(Operation operation, Asked asked, int pageSize, Use use) {
        Binding binding = binding(operation);
        return list(operation, asked, pageSize, use, json -> {
            Reading reading = reader.finish(builder(binding, json, asked), json);
            if (reading.call().id() == null || reading.call().id().isBlank()) {
                throw new RuntimeCamelException(new UnexpectedPayloadException(
                        Failure.local(spec.name(), operation.id()),
                        null,
                        "a call in the list names no id" + mend("id"),
                        null));
            }
            return reading;
        });
    }

    /**
     * Lists anything but calls.
     *
     * @param operation a list operation of the provider
     * @param asked filters
     * @param pageSize items of a page; 0 for the provider's default
     * @param use who asks
     * @return the items, read as they are asked for
     */
    public PageIterator<Object> list(Operation operation, Asked asked, int pageSize, Use use) {
        Binding binding = binding(operation);
        return list(operation, asked, pageSize, use, json -> reader.finish(binding.read(json, asked)));
    }

    private <T> PageIterator<T> list(Operation operation, Asked asked, int pageSize, Use use, Function<Json, T> items) {
        Binding binding = binding(operation);
        Filled filled = binding.fill(asked);
        int size = pageSize <= 0
                ? binding.paging().defaultSize()
                : Math.min(pageSize, binding.paging().maxSize());
        return new PageIterator<>(binding, size, page -> page(operation, binding, filled, page, use), items);
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
        try {
            json(operation, exchange(operation, request(operation, binding.path(), query, null, null), Use.LOOK));
        } catch (CredentialsRejectedException e) {
            // a key that may not ask just this is a valid key
            if (e.getHttpResponseCode() != FORBIDDEN || binding.scope().isEmpty()) {
                throw e;
            }
        }
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

    private Json page(Operation operation, Binding binding, Filled filled, Map<String, String> page, Use use)
            throws VoiceCallException {
        Map<String, String> parameters = new HashMap<>(filled.query());
        parameters.putAll(page);
        try {
            return repeated(use, () -> {
                ProviderResponse answer = read(operation, filled.path(), query(parameters), use);
                Json json = json(operation, answer);
                if (!binding.array(json).isArray()) {
                    throw answers.unreadable(
                            operation,
                            answer,
                            "the answer has no list"
                                    + (binding.items().isEmpty() ? mend(Json.ITEMS) : " at " + binding.items()));
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

    private ProviderResponse read(Operation operation, String path, String query, Use use)
            throws VoiceCallException, InterruptedException {
        awaitTurn(operation, use);
        return exchange(operation, request(operation, path, query, null, null), use);
    }

    private ProviderRequest request(Operation operation, String path, String query, byte[] body, String key) {
        return new ProviderRequest(
                binding(operation).method(), path, query, headers(key), body, operation == Operation.TRIGGER_CALL);
    }

    private Map<String, String> headers(String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put(spec.auth().header(), spec.auth().value(apiKey));
        if (key != null) {
            headers.put(spec.idempotencyHeader().orElseThrow(), key);
        }
        return headers;
    }

    /** Sends one request; gives its turn back when it is over. */
    private ProviderResponse exchange(Operation operation, ProviderRequest request, Use use) throws VoiceCallException {
        try {
            ProviderResponse answer = transport.send(request);
            Duration spent = answers.spent(answer);
            if (spent != null) {
                limiter.pause(spent);
            }
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
            Json json = Json.read(answer.body(), clock.instant()).named(reader.names());
            if (json.isObject() || json.isArray() && binding(operation).lists()) {
                return json;
            }
        } catch (IOException notJson) {
            throw answers.unreadable(operation, answer, "the answer is not JSON");
        }
        throw answers.unreadable(operation, answer, "the answer is not a JSON object");
    }

    private Reading call(Operation operation, Binding binding, ProviderResponse answer, Json json)
            throws VoiceCallException {
        return read(operation, answer, () -> reader.finish(builder(binding, json, Asked.NOTHING), json));
    }

    private <T> T read(Operation operation, ProviderResponse answer, Supplier<T> reading) throws VoiceCallException {
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
    private String mend(String field) {
        return reader.names().ours().contains(field)
                ? "; if it stands in another field, name that with fieldNames=" + field + "=…"
                : "";
    }

    private static VoiceCallBuilder builder(Binding binding, Json json, Asked asked) {
        return (VoiceCallBuilder) binding.read(json, asked);
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
