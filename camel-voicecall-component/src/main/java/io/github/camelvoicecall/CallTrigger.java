package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStillRunningException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.OperationUnsupportedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RequestField;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Places the call that a message asks for, and waits for its end where the user wants that. Thread safe. */
final class CallTrigger {
    private static final Logger LOG = LoggerFactory.getLogger(CallTrigger.class);

    private final VoiceCallConfiguration options;
    private final ProviderSpec spec;
    private final Account account;
    private final ApiClient client;
    private final RequestReader requests;
    private final IntentKeys keys;
    private final CallPlacer placer;
    private final Wait.Terms terms;

    CallTrigger(VoiceCallEndpoint endpoint, ApiClient client, RequestReader requests, IntentKeys keys) {
        this.options = endpoint.getConfiguration();
        this.spec = endpoint.spec();
        this.account = endpoint.account();
        this.client = client;
        this.requests = requests;
        this.keys = keys;
        this.placer = new CallPlacer(account, client, PlacingRules.of(endpoint));
        this.terms = options.isWaitForCompletion() ? terms(endpoint) : null;
        if (options.getIdempotencyKey() == null || options.getIdempotencyKey().isBlank()) {
            LOG.info(
                    "voicecall:{}:triggerCall has no idempotencyKey: a message that brings none either and comes twice (a duplicate, a crash, another replica) calls twice",
                    spec.name());
        }
    }

    private Wait.Terms terms(VoiceCallEndpoint endpoint) {
        if (options.getCompletionTimeout() <= 0) {
            throw new IllegalArgumentException(
                    "completionTimeout: must be above 0, such as 30m; it says how long waitForCompletion waits at most");
        }
        if (!endpoint.canAsk() && spec.webhook().isEmpty()) {
            throw new IllegalArgumentException(
                    "waitForCompletion: " + spec.name() + " neither tells nor can be asked how a call ended");
        }
        if (!endpoint.canAsk()) {
            LOG.info(
                    "voicecall:{}:triggerCall waits for calls whose end only a webhook tells: it needs a consumer of this account that takes them",
                    spec.name());
        }
        if (account.consumers().isEmpty()) {
            account.watcher().redialTimeout(Duration.ofMillis(options.getRedialTimeout()));
        }
        boolean results = options.getCompletion() == VoiceCallConfiguration.Completion.analyzed && spec.analyzes();
        return new Wait.Terms(
                new CallWatcher.Asker(endpoint.canAsk() ? client : null, endpoint.every()),
                Duration.ofMillis(options.getCompletionTimeout()),
                results ? Duration.ofMillis(options.getAnalysisTimeout()) : Duration.ZERO,
                Duration.ofMillis(options.getRedialTimeout()));
    }

    /** Ends the waits of this producer. */
    void stop() {
        if (terms != null) {
            account.waits().stop(terms.asker());
        }
    }

    /** @return done when the exchange has its answer: at once, or on another thread when the call is over */
    CompletableFuture<Void> run(Exchange exchange) throws VoiceCallException, InterruptedException {
        CallRequest request = requests.callRequest(exchange.getMessage());
        check(request);
        String fingerprint = IntentKeys.fingerprint(request);
        IntentKeys.Key key = keys.keyOf(exchange, request.idempotencyKey(), fingerprint);
        CallPlacer.Placed placed = placer.place(request, key, fingerprint);
        exchange.getMessage().setHeader(VoiceCallConstants.REPLAYED, placed.replayed());
        if (terms == null) {
            account.watcher().placed();
            keys.placed(exchange, fingerprint, placed.call().id());
            answer(exchange.getMessage(), placed.call());
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<CallRow> end = account.waits().await(placed.call(), terms);
        account.watcher().placed();
        return end.handleAsync(
                (row, failure) -> {
                    // a made key outlives a wait that was given up: a redelivery waits on, it doesn't call again
                    if (failure != null) {
                        tell(exchange.getMessage(), failure);
                        throw failure instanceof CompletionException wrapped
                                ? wrapped
                                : new CompletionException(failure);
                    }
                    keys.placed(exchange, fingerprint, placed.call().id());
                    answer(exchange.getMessage(), row.toCall());
                    exchange.getMessage()
                            .setHeader(VoiceCallConstants.VERIFIED, row.toCall().verified());
                    return null;
                },
                account.component().resumers());
    }

    private void check(CallRequest request) throws VoiceCallException {
        RequestField unsupported = client.unsupported(request);
        if (unsupported != null) {
            throw new OperationUnsupportedException(
                    Failure.local(spec.name(), Operation.TRIGGER_CALL.id()),
                    "the field " + unsupported.id() + " can't be honoured"
                            + spec.instead(unsupported)
                                    .map(way -> "; instead: " + way)
                                    .orElse("; leave it out"),
                    null);
        }
        var check = spec.binding(Operation.TRIGGER_CALL).orElseThrow().check();
        if (check != null) {
            check.accept(request);
        }
    }

    private static void answer(Message message, VoiceCall call) {
        CallHeaders.set(message, call);
        message.setBody(call);
    }

    /** So that a route that handles the failure knows which call goes on. */
    private static void tell(Message message, Throwable failure) {
        if (failure instanceof CallStillRunningException running && running.getCall() != null) {
            CallHeaders.set(message, running.getCall());
        }
    }
}
