package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.Repeat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Places, reads, lists and settles calls, and runs everything else that a provider declares. Waits on the caller's thread for the provider and its limit, and without a thread for
 * the end of a call. Thread safe.
 */
public class VoiceCallProducer extends DefaultAsyncProducer {
    private final VoiceCallEndpoint endpoint;
    private final VoiceCallConfiguration options;
    private final ProviderSpec spec;
    private final Operation operation;
    private RequestReader requests;
    private AskedReader asked;
    private Campaigns campaigns;
    private IntentKeys keys;
    private ApiClient client;
    private CallTrigger trigger;
    private CallLists lists;
    private AddRecipients recipients;
    private ProducerHealth health;

    VoiceCallProducer(VoiceCallEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.spec = endpoint.spec();
        this.operation = endpoint.operation();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        requests = new RequestReader(options);
        String key = options.getIdempotencyKey();
        keys = new IntentKeys(
                key == null || key.isBlank() ? null : KeyExpression.parse(key, endpoint.getCamelContext()));
        Account account = endpoint.account();
        client = endpoint.newClient();
        spec.binding(operation).ifPresent(this::prepare);
        if (client != null && Scopes.known(spec)) {
            Scopes.require(spec, account.info(client), operation, Set.of(operation));
        }
        if (operation == Operation.TRIGGER_CALL) {
            trigger = new CallTrigger(endpoint, client, requests, keys);
        } else if (options.isWaitForCompletion()) {
            throw new IllegalArgumentException(
                    "waitForCompletion: only triggerCall waits; leave it out of " + operation);
        }
        lists = new CallLists(endpoint, client);
        health = client == null || spec.probe().isEmpty() ? null : ProducerHealth.register(endpoint, client);
    }

    private void prepare(Binding binding) {
        asked = new AskedReader(operation, binding, options);
        campaigns = binding.lifecycle().isPresent() ? new Campaigns(spec, operation, client) : null;
        recipients = binding.bulk().isPresent() ? new AddRecipients(endpoint, binding, client, campaigns) : null;
        boolean keyed = operation == Operation.TRIGGER_CALL || recipients != null || binding.repeat() == Repeat.KEYED;
        if (options.getIdempotencyKey() != null && !keyed) {
            throw new IllegalArgumentException(
                    "idempotencyKey: " + spec.name() + " honours none for " + operation + "; leave the option out");
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (trigger != null) {
            trigger.stop();
        }
        if (health != null) {
            health.unregister();
            health = null;
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<Void> answered;
        try {
            answered = operation == Operation.TRIGGER_CALL ? trigger.run(exchange) : answeredNow(exchange);
        } catch (Exception e) {
            exchange.setException(named(exchange, told(e)));
            callback.done(true);
            return true;
        }
        if (answered.isDone() && !answered.isCompletedExceptionally()) {
            callback.done(true);
            return true;
        }
        answered.whenComplete((done, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                exchange.setException(cause instanceof Exception e ? named(exchange, e) : cause);
            }
            callback.done(false);
        });
        return false;
    }

    private Exception told(Exception e) {
        if (e instanceof FieldException wrong) {
            return new InvalidRequestException(failure(), wrong.field(), wrong.field() + " " + e.getMessage(), e);
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new ProviderUnavailableException(failure(), "interrupted while waiting; nothing was sent", e);
        }
        return e instanceof RuntimeCamelException && e.getCause() instanceof VoiceCallException failure ? failure : e;
    }

    /** Who splits a list of leads must see which one failed. */
    private Exception named(Exchange exchange, Exception e) {
        if (operation == Operation.TRIGGER_CALL && e instanceof VoiceCallException failed) {
            String given = requests.idempotencyKey(exchange.getMessage());
            failed.setIdempotencyKey(keys.keyOfFailed(exchange, given));
        }
        return e;
    }

    private CompletableFuture<Void> answeredNow(Exchange exchange) throws VoiceCallException, InterruptedException {
        run(exchange);
        return CompletableFuture.completedFuture(null);
    }

    private void run(Exchange exchange) throws VoiceCallException, InterruptedException {
        switch (operation) {
            case GET_CALL -> getCall(exchange);
            case LIST_CALLS, LIST_CAMPAIGN_CALLS ->
                lists.calls(exchange, wish(exchange).asked());
            case LIST_UNRESOLVED -> lists.unresolved(exchange);
            case RESOLVE_CALL -> resolveCall(exchange.getMessage());
            case ADD_RECIPIENTS -> addRecipients(exchange);
            default -> {
                Binding binding = spec.binding(operation).orElseThrow();
                if (binding.lists()) {
                    lists.things(exchange, wish(exchange).asked());
                } else {
                    ask(exchange, binding);
                }
            }
        }
    }

    private void resolveCall(Message message) throws InterruptedException {
        RequestReader.Resolutions given = requests.resolutions(message);
        Settlements settlements = new Settlements(endpoint.account(), options.getIdempotencyScope(), client);
        Object answer = given.list()
                ? settlements.settle(given.entries())
                : settlements.settle(given.entries().get(0));
        message.removeHeader(VoiceCallConstants.IDEMPOTENCY_KEY);
        message.setBody(answer);
    }

    private void getCall(Exchange exchange) throws VoiceCallException, InterruptedException {
        String callId = wish(exchange).asked().text("callId");
        VoiceCall call = endpoint.account().news().shown(client.getCall(callId, RateLimiter.Use.READ));
        CallHeaders.set(exchange.getMessage(), call);
        exchange.getMessage().setBody(call);
    }

    private AskedReader.Wish wish(Exchange exchange) {
        return asked.read(exchange.getMessage());
    }

    /** Asks for one thing, or changes something; a made key stays while the exchange is redelivered. */
    private void ask(Exchange exchange, Binding binding) throws VoiceCallException, InterruptedException {
        AskedReader.Wish wish = wish(exchange);
        if (binding.repeat() != Repeat.KEYED) {
            if (wish.key() != null) {
                throw new FieldException(
                        "idempotencyKey",
                        "can't be honoured: this provider's " + operation + " has no key; leave it out");
            }
            boolean again = !binding.changes() || binding.repeat() != Repeat.NEVER;
            answer(exchange, again ? ask(wish.asked(), null) : askOnce(exchange, binding, wish.asked()));
            return;
        }
        String fingerprint = IntentKeys.fingerprint(binding.fill(wish.asked()));
        String header = exchange.getMessage().getHeader(VoiceCallConstants.IDEMPOTENCY_KEY, String.class);
        String key = keys.keyOf(exchange, wish.key() == null ? header : wish.key(), fingerprint)
                .text();
        Object result = new KeyedChange(endpoint.account(), operation, options)
                .run(key, fingerprint, sent -> ask(wish.asked(), sent));
        keys.used(exchange, fingerprint);
        answer(exchange, result);
    }

    /** Camel's redelivery of a change whose answer was lost only looks whether it was done, where that can be seen. */
    private Object askOnce(Exchange exchange, Binding binding, Asked what)
            throws VoiceCallException, InterruptedException {
        String fingerprint = IntentKeys.fingerprint(binding.fill(what));
        OutcomeUnknownException lost = LostChanges.of(exchange, fingerprint);
        if (lost != null) {
            Optional<CampaignChange> done = campaigns == null ? Optional.empty() : campaigns.done(what);
            return done.orElseThrow(() -> lost);
        }
        try {
            return ask(what, null);
        } catch (OutcomeUnknownException e) {
            LostChanges.note(exchange, fingerprint, e);
            throw e;
        }
    }

    private void addRecipients(Exchange exchange) throws VoiceCallException, InterruptedException {
        Asked beside = asked.readBeside(exchange.getMessage()).asked();
        if (campaigns != null) {
            campaigns.check(beside);
        }
        String fingerprint =
                IntentKeys.fingerprint(spec.binding(operation).orElseThrow().fill(beside));
        String header = exchange.getMessage().getHeader(VoiceCallConstants.IDEMPOTENCY_KEY, String.class);
        String key = keys.keyOf(exchange, header, fingerprint).text();
        RecipientsAdded added = recipients.add(exchange.getMessage(), beside, key);
        keys.used(exchange, fingerprint);
        exchange.getMessage()
                .setHeader(VoiceCallConstants.REPLAYED, added.rows() > 0 && added.skipped() == added.rows());
        answer(exchange, added);
    }

    private Object ask(Asked what, String key) throws VoiceCallException, InterruptedException {
        return campaigns == null ? client.ask(operation, what, key) : campaigns.change(what, key);
    }

    private void answer(Exchange exchange, Object result) {
        Message message = exchange.getMessage();
        message.setHeader(VoiceCallConstants.PROVIDER, spec.name());
        message.setBody(result);
    }

    private Failure failure() {
        return Failure.local(spec.name(), operation.id());
    }
}
