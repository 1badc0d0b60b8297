package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Learnt;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OperationUnsupportedException;
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
import io.github.camelvoicecall.provider.RequestField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Places, reads, lists and settles calls, and runs everything else that a provider declares. Waits on the caller's thread for the provider and its limit. Thread safe. */
public class VoiceCallProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceCallProducer.class);

    private final VoiceCallEndpoint endpoint;
    private final VoiceCallConfiguration options;
    private final ProviderSpec spec;
    private final Operation operation;
    private RequestReader requests;
    private AskedReader asked;
    private Campaigns campaigns;
    private IntentKeys keys;
    private ApiClient client;
    private CallPlacer placer;
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
            placer = new CallPlacer(account, client, PlacingRules.of(endpoint));
            if (key == null || key.isBlank()) {
                LOG.info(
                        "voicecall:{}:triggerCall has no idempotencyKey: a message that brings none either and comes twice (a duplicate, a crash, another replica) calls twice",
                        spec.name());
            }
        }
        health = client == null || spec.probe().isEmpty() ? null : ProducerHealth.register(endpoint, client);
    }

    private void prepare(Binding binding) {
        asked = new AskedReader(operation, binding, options);
        campaigns = binding.lifecycle().isPresent() ? new Campaigns(spec, operation, client) : null;
        recipients = binding.bulk().isPresent() ? new AddRecipients(endpoint, binding, client) : null;
        boolean keyed = operation == Operation.TRIGGER_CALL || recipients != null || binding.repeat() == Repeat.KEYED;
        if (options.getIdempotencyKey() != null && !keyed) {
            throw new IllegalArgumentException(
                    "idempotencyKey: " + spec.name() + " honours none for " + operation + "; leave the option out");
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (health != null) {
            health.unregister();
            health = null;
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            run(exchange);
        } catch (FieldException e) {
            throw named(
                    exchange, new InvalidRequestException(failure(), e.field(), e.field() + " " + e.getMessage(), e));
        } catch (VoiceCallException e) {
            throw named(exchange, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw named(
                    exchange,
                    new ProviderUnavailableException(failure(), "interrupted while waiting; nothing was sent", e));
        } catch (RuntimeCamelException e) {
            throw CallWatcher.failureIn(e);
        }
    }

    /** Who splits a list of leads must see which one failed. */
    private VoiceCallException named(Exchange exchange, VoiceCallException failed) {
        if (operation == Operation.TRIGGER_CALL) {
            String given = requests.idempotencyKey(exchange.getMessage());
            failed.setIdempotencyKey(keys.keyOfFailed(exchange, given));
        }
        return failed;
    }

    private void run(Exchange exchange) throws VoiceCallException, InterruptedException {
        switch (operation) {
            case TRIGGER_CALL -> triggerCall(exchange);
            case GET_CALL -> getCall(exchange);
            case LIST_CALLS, LIST_CAMPAIGN_CALLS -> listCalls(exchange);
            case LIST_UNRESOLVED -> listUnresolved(exchange);
            case RESOLVE_CALL -> resolveCall(exchange);
            case ADD_RECIPIENTS -> addRecipients(exchange);
            default -> {
                Binding binding = spec.binding(operation).orElseThrow();
                if (binding.lists()) {
                    list(exchange);
                } else {
                    ask(exchange, binding);
                }
            }
        }
    }

    private void triggerCall(Exchange exchange) throws VoiceCallException, InterruptedException {
        CallRequest request = requests.callRequest(exchange.getMessage());
        RequestField unsupported = client.unsupported(request);
        if (unsupported != null) {
            throw new OperationUnsupportedException(
                    failure(),
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
        String fingerprint = IntentKeys.fingerprint(request);
        IntentKeys.Key key = keys.keyOf(exchange, request.idempotencyKey(), fingerprint);
        CallPlacer.Placed placed = placer.place(request, key, fingerprint);
        keys.used(exchange, fingerprint);
        exchange.getMessage().setHeader(VoiceCallConstants.REPLAYED, placed.replayed());
        CallHeaders.set(exchange.getMessage(), placed.call());
        exchange.getMessage().setBody(placed.call());
    }

    private void getCall(Exchange exchange) throws VoiceCallException, InterruptedException {
        String callId = wish(exchange).asked().text("callId");
        VoiceCall call = learnt(client.getCall(callId, RateLimiter.Use.READ));
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
            answer(exchange, ask(wish.asked(), null));
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

    /** What a read shows is news for the ledger too, and the ledger puts back what the provider doesn't keep. */
    private VoiceCall learnt(Reading reading) {
        Account account = endpoint.account();
        if (account.ledger().find(account.id(), reading.call().id()).isEmpty() && reading.ref() == null) {
            return reading.call();
        }
        Learnt learnt = account.watcher().learn(reading);
        return learnt.row() == null ? reading.call() : completed(reading.call(), learnt.row());
    }

    private static VoiceCall completed(VoiceCall read, CallRow row) {
        return row.toCall().toBuilder().raw(read.raw()).build();
    }

    private void listUnresolved(Exchange exchange) {
        int oneMore = most() == Integer.MAX_VALUE ? most() : most() + 1;
        List<CallRow> rows = ledger().unresolved(endpoint.account().id(), oneMore);
        boolean more = rows.size() > most();
        exchange.getMessage().setHeader(VoiceCallConstants.TRUNCATED, more);
        answer(exchange, calls(more ? rows.subList(0, most()) : rows));
    }

    private void listCalls(Exchange exchange) {
        PageIterator<Reading> pages =
                client.calls(operation, wish(exchange).asked(), options.getPageSize(), RateLimiter.Use.READ);
        answer(exchange, new Mapped<>(pages, this::learnt));
    }

    private void list(Exchange exchange) {
        PageIterator<Object> pages =
                client.list(operation, wish(exchange).asked(), options.getPageSize(), RateLimiter.Use.READ);
        answer(exchange, new Mapped<>(pages, item -> item));
    }

    private void answer(Exchange exchange, Mapped<?, ?> items) {
        if (options.getOutputType() == VoiceCallConfiguration.OutputType.StreamList) {
            exchange.getExchangeExtension().addOnCompletion(items.closer());
            answer(exchange, (Object) items);
            return;
        }
        List<Object> list = new ArrayList<>();
        while (list.size() < most() && items.hasNext()) {
            list.add(items.next());
        }
        boolean more = list.size() == most() && items.hasNext() || items.cut();
        exchange.getMessage().setHeader(VoiceCallConstants.TRUNCATED, more);
        answer(exchange, list);
    }

    private int most() {
        return options.getMaxItems() <= 0 ? Integer.MAX_VALUE : options.getMaxItems();
    }

    private static List<VoiceCall> calls(List<CallRow> rows) {
        return rows.stream().map(CallRow::toCall).toList();
    }

    private void resolveCall(Exchange exchange) throws InterruptedException {
        Message message = exchange.getMessage();
        RequestReader.Resolutions asked = requests.resolutions(message);
        Settlements settlements = new Settlements(endpoint.account(), options.getIdempotencyScope(), client);
        Object answer = asked.list()
                ? settlements.settle(asked.entries())
                : settlements.settle(asked.entries().get(0));
        message.removeHeader(VoiceCallConstants.IDEMPOTENCY_KEY);
        message.setBody(answer);
    }

    private CallLedger ledger() {
        return endpoint.ledger();
    }

    private Failure failure() {
        return Failure.local(spec.name(), operation.id());
    }
}
