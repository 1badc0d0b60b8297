package io.github.camelvoicecall.client;

import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Identified;
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
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account's access to its provider's API: executes the provider's bindings. Thread safe. */
public final class ApiClient {
    private static final int FORBIDDEN = 403;

    private final ProviderSpec spec;
    private final RateLimits limiter;
    private final Retries retries;
    private final CallReader reader;
    private final Answers answers;
    private final Clock clock;
    private final Sender sender;
    private final Lists lists;

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
        this.limiter = limiter;
        this.retries = retries;
        this.reader = reader;
        this.answers = new Answers(spec, apiKey, notPlaced, clock);
        this.clock = clock;
        this.sender = new Sender(spec, apiKey, transport, limiter, retries, reader, answers, clock);
        this.lists = new Lists(sender);
    }

    /** @return when requests are sent again */
    public Retries retries() {
        return retries;
    }

    /**
     * The body that places a call, made and checked before anything is written down.
     *
     * @param request the request, numbers in E.164
     * @param referenced whether our reference is sent, where the provider gives it back
     * @return the body
     * @throws io.github.camelvoicecall.provider.FieldException naming the field that can't be sent
     */
    public CallBody body(CallRequest request, boolean referenced) {
        JsonBody body = sender.binding(Operation.TRIGGER_CALL).body().apply(request);
        CallBody whole = new CallBody(body, referenced ? spec.echo().orElse(null) : null);
        body.extra(request.extra()).check();
        return whole;
    }

    /**
     * Waits until the limit allows to place a call; to be followed by {@link #place} or {@link #forgo}.
     *
     * @throws VoiceCallException if the provider asked everybody to wait for longer than we may
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitTurn() throws VoiceCallException, InterruptedException {
        sender.awaitTurn(Operation.TRIGGER_CALL, Use.DIAL);
    }

    /** @return true if the limit allows to place a call now; to be followed by {@link #place} or {@link #forgo} */
    public boolean tryTurn() {
        return limiter.tryAcquire(Use.DIAL).isZero();
    }

    /** Gives back a turn that wasn't used. */
    public void forgo() {
        limiter.forgo(Use.DIAL);
    }

    /**
     * Sends the request that places a call, once. The turn was awaited before.
     *
     * @param body from {@link #body}
     * @return the call, with its id
     * @throws VoiceCallException if it was refused or its outcome isn't known
     */
    public Reading place(byte[] body) throws VoiceCallException {
        Binding binding = sender.binding(Operation.TRIGGER_CALL);
        ProviderResponse answer = sender.exchange(
                Operation.TRIGGER_CALL,
                sender.request(Operation.TRIGGER_CALL, binding.path(), null, body, null),
                Use.DIAL);
        Json json = sender.json(Operation.TRIGGER_CALL, answer);
        Reading reading = call(Operation.TRIGGER_CALL, binding, answer, json);
        if (reading.call().id() == null) {
            throw answers.unreadable(Operation.TRIGGER_CALL, answer, "the answer names no call" + sender.mend("id"));
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
        Binding binding = sender.binding(Operation.GET_CALL);
        Filled filled = binding.fill(Asked.of(Map.of("callId", callId)));
        Reading reading = sender.repeated(use, () -> {
            ProviderResponse answer = sender.read(Operation.GET_CALL, filled.path(), Sender.query(filled.query()), use);
            Reading read = call(Operation.GET_CALL, binding, answer, sender.json(Operation.GET_CALL, answer));
            if (isAnother(read.call().id(), callId)) {
                throw answers.unreadable(Operation.GET_CALL, answer, "the answer is about another call");
            }
            return read;
        });
        return new Reading(reading.call().toBuilder().id(callId).build(), reading.ref());
    }

    /** Where the place of the id is a guess, what stands there may be the id of something else. */
    private boolean isAnother(String told, String asked) {
        return told != null
                && !told.equalsIgnoreCase(asked)
                && !reader.names().ours().contains("id");
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
        Binding binding = sender.binding(operation);
        Filled filled = binding.fill(asked);
        return binding.changes()
                ? change(operation, binding, asked, filled, key)
                : retries.read(() -> {
                    ProviderResponse answer =
                            sender.read(operation, filled.path(), Sender.query(filled.query()), Use.READ);
                    return result(operation, binding, asked, answer, sender.json(operation, answer));
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
        Binding binding = sender.binding(operation);
        ProviderResponse answer = sender.read(operation, binding.path(), null, Use.LOOK);
        return result(operation, binding, Asked.NOTHING, answer, sender.json(operation, answer));
    }

    private Object change(Operation operation, Binding binding, Asked asked, Filled filled, String key)
            throws VoiceCallException, InterruptedException {
        ProviderRequest request =
                sender.request(operation, filled.path(), Sender.query(filled.query()), filled.body(), key);
        Optional<ProviderResponse> answer = new Change(binding, retries).send(() -> {
            sender.awaitTurn(operation, Use.READ);
            return sender.exchange(operation, request, Use.READ);
        });
        // many an answer to a change has no body
        boolean empty = answer.isEmpty() || answer.get().body().length == 0;
        Json json = empty ? Json.nothing(clock.instant()) : sender.json(operation, answer.get());
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
        Bulk bulk = sender.binding(operation).bulk().orElseThrow();
        ProviderRequest request = new ProviderRequest(
                sender.binding(operation).method(),
                envelope.path(),
                Sender.query(envelope.query()),
                sender.headers(key),
                body.array(),
                body.length(),
                true);
        ProviderResponse answer = sender.exchange(operation, request, Use.READ);
        if (answer.body().length == 0) {
            return Taken.ALL;
        }
        try {
            return bulk.counts().apply(Json.read(answer.body(), clock.instant()));
        } catch (IOException notJson) {
            // a page of somebody in between, perhaps, and nobody was added
            throw answers.unreadable(operation, answer, "the answer is not JSON");
        }
    }

    /**
     * Waits until the limit allows to send recipients; to be followed by {@link #add} or {@link #forgoAdding}.
     *
     * @throws VoiceCallException if the provider asked everybody to wait for longer than we may
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitAdding() throws VoiceCallException, InterruptedException {
        sender.awaitTurn(Operation.ADD_RECIPIENTS, Use.READ);
    }

    /** Gives back a turn that wasn't used to send recipients. */
    public void forgoAdding() {
        limiter.forgo(Use.READ);
    }

    private Object result(Operation operation, Binding binding, Asked asked, ProviderResponse answer, Json json)
            throws VoiceCallException {
        Object result = sender.read(operation, answer, () -> reader.finish(binding.read(json, asked)));
        boolean nameless = result instanceof Identified thing
                && binding.lifecycle().isEmpty()
                && (thing.id() == null || thing.id().isBlank());
        if (result == null || nameless) {
            throw answers.unreadable(operation, answer, "the answer names no id" + sender.mend("id"));
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
        return lists.calls(operation, asked, pageSize, use);
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
        return lists.all(operation, asked, pageSize, use);
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
        Binding binding = sender.binding(operation);
        String query = binding.lists() ? Sender.query(binding.paging().first(1)) : null;
        try {
            sender.json(
                    operation,
                    sender.exchange(operation, sender.request(operation, binding.path(), query, null, null), Use.LOOK));
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

    /**
     * Refuses what the provider can't honour, before anything is sent.
     *
     * @param request the request
     * @return the first such field, or null
     */
    public RequestField unsupported(CallRequest request) {
        Set<RequestField> accepted = sender.binding(Operation.TRIGGER_CALL).accepts();
        for (RequestField field : RequestField.values()) {
            if (field.in(request) && !accepted.contains(field)) {
                return field;
            }
        }
        return null;
    }

    private Reading call(Operation operation, Binding binding, ProviderResponse answer, Json json)
            throws VoiceCallException {
        return sender.read(
                operation, answer, () -> reader.finish((VoiceCallBuilder) binding.read(json, Asked.NOTHING), json));
    }
}
