package io.github.camelvoicecall;

import io.github.camelvoicecall.VoiceCallConfiguration.Calls;
import io.github.camelvoicecall.VoiceCallConfiguration.Completion;
import io.github.camelvoicecall.VoiceCallConfiguration.WebhookAck;
import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out finished calls, or webhook events. The schedule says when the provider is asked; a webhook wakes the hand-out at once. What a route fails with comes again; what it
 * takes is marked when its exchange completes.
 */
@ManagedResource(description = "Managed voicecall consumer")
public class VoiceCallConsumer extends ScheduledBatchPollingConsumer implements HandOut.Route {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceCallConsumer.class);

    private final VoiceCallEndpoint endpoint;
    private final VoiceCallConfiguration options;
    private Account account;
    private ApiClient client;
    private Subscription subscription;
    private WebhookTrust trust;
    private WebhookRegistrar registrar;
    private HandOut handOut;
    private boolean webhook;
    private boolean polling;
    private ScheduledFuture<?> upkeeping;
    private CallWatcher.Asker asker;
    private volatile boolean joined;
    private volatile boolean subscribed;

    VoiceCallConsumer(VoiceCallEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
    }

    /**
     * Hands out again what the route failed with too often, as if it had never been tried. For whoever mended the route; a button in JMX.
     *
     * @return how many
     */
    @ManagedOperation(
            description = "Hands out again the results that were parked because the route failed with them too often")
    public int releaseParked() {
        if (handOut == null) {
            throw new IllegalStateException("The route isn't started");
        }
        int released = account.ledger().releaseParked(subscription);
        LOG.info("{} parked results of {} are handed out again", released, account.id());
        handOut.wake();
        return released;
    }

    @Override
    protected void doStart() throws Exception {
        account = endpoint.account();
        client = endpoint.newClient();
        if (client != null && Scopes.known(endpoint.spec())) {
            Scopes.require(
                    endpoint.spec(),
                    account.info(client),
                    endpoint.operation(),
                    Set.of(Operation.LIST_CALLS, Operation.GET_CALL));
        }
        asker = new CallWatcher.Asker(client, endpoint.every());
        subscription = newSubscription();
        trust = WebhookTrust.of(
                endpoint.spec(),
                options,
                Credentials.of(endpoint, endpoint.getCamelContext().getRegistry()));
        DeliveryChoice choice = DeliveryChoice.of(endpoint, trust, client != null);
        webhook = choice.webhook();
        polling = choice.polling();
        LOG.info(
                "{} (subscription {}) is delivered by {}",
                uri(),
                subscription.name(),
                choice.words(webhook ? trust.path(path()) : null));
        if (options.isRegisterWebhook()) {
            registrar = new WebhookRegistrar(endpoint, client, trust, webhook ? path() : null);
        }
        account.join(this);
        try {
            subscribe();
            handOut = new HandOut(endpoint.getComponent(), account.ledger(), subscription, options, this);
            account.inbox().reader().words(Accounts.words(endpoint.spec(), options.getStatusWords()));
            account.watcher().redialTimeout(Duration.ofMillis(options.getRedialTimeout()));
            warnIfNoWordEnds();
            super.doStart();
            if (webhook) {
                endpoint.getComponent().webhooks().open(this, trust.path(path()), receiver());
            }
        } catch (Exception e) {
            account.consumers().remove(this);
            throw e;
        }
        joined = true;
        long upkeep = HandOut.UPKEEP.toMillis();
        upkeeping = endpoint.getComponent()
                .ticker()
                .scheduleAtFixedRate(this::upkeep, upkeep, upkeep, TimeUnit.MILLISECONDS);
        account.inbox().wake();
        wake();
        register();
    }

    /** The server listens by now, so that the provider never posts to a closed door. */
    private void register() throws Exception {
        if (registrar == null) {
            return;
        }
        try {
            registrar.start();
        } catch (Exception e) {
            doStop();
            throw e;
        }
    }

    private void warnIfNoWordEnds() {
        boolean ends = Accounts.words(endpoint.spec(), options.getStatusWords()).meanings().stream()
                .anyMatch(CallStatus::terminal);
        if (!ends && endpoint.operation() == Operation.CALL_COMPLETED) {
            LOG.warn(
                    "{}: this provider documents no status word that ends a call, so every call stays open until its callDeadline; set statusWords to the words that your account shows",
                    uri());
        }
    }

    /** Also finds what another process learnt or took on before it died, and what a failing ledger kept us from finding. */
    void upkeep() {
        account.inbox().wake();
        wake();
        endpoint.getComponent().workers().execute(handOut::renew);
        endpoint.getComponent().workers().execute(this::subscribeAgain);
        if (registrar != null) {
            endpoint.getComponent().workers().execute(registrar::again);
        }
    }

    /** Takes nothing while consumers with another filter have the subscription: what this one leaves out may be what they want. */
    private void subscribe() {
        subscribed = account.ledger().subscribe(subscription);
        if (!subscribed) {
            LOG.warn(
                    "{}: the subscription '{}' is in use with another campaignId, agentId, direction or calls in another process, so this route gets nothing until that one has stopped; give it a name of its own with the option subscription",
                    uri(),
                    subscription.name());
        }
    }

    private void subscribeAgain() {
        boolean before = subscribed;
        try {
            subscribe();
        } catch (LedgerException e) {
            LOG.debug("The subscription '{}' can't be renewed for now: {}", subscription.name(), e.getMessage());
        }
        if (subscribed && !before) {
            wake();
        }
    }

    private void leave() {
        try {
            account.ledger().leave(subscription);
        } catch (LedgerException e) {
            LOG.debug("The subscription '{}' can't be left: {}", subscription.name(), e.getMessage());
        }
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        wake();
    }

    @Override
    protected void doStop() throws Exception {
        joined = false;
        if (registrar != null) {
            registrar.stop();
            registrar = null;
        }
        if (upkeeping != null) {
            upkeeping.cancel(false);
        }
        if (account != null && webhook) {
            endpoint.getComponent().webhooks().close(this);
        }
        super.doStop();
        if (handOut != null) {
            handOut.stop();
        }
        if (subscribed) {
            leave();
        }
        if (account != null) {
            account.consumers().remove(this);
        }
    }

    private Subscription newSubscription() {
        boolean events = endpoint.operation() == Operation.CALL_EVENTS;
        boolean wait = options.getCompletion() == Completion.analyzed
                && endpoint.spec().analyzes();
        return new Subscription(
                account.id(),
                events ? Subscription.Kind.EVENTS : Subscription.Kind.CALLS,
                options.getSubscription(),
                options.getCalls() == Calls.all,
                wait ? Duration.ofMillis(options.getAnalysisTimeout()) : Duration.ZERO,
                events ? null : DeliveryMessage.filter(options));
    }

    private String uri() {
        return "voicecall:" + endpoint.spec().name() + ":" + endpoint.operation();
    }

    private String path() {
        if (options.getWebhookPath() != null) {
            return options.getWebhookPath().startsWith("/") ? options.getWebhookPath() : "/" + options.getWebhookPath();
        }
        String name = account.id().name();
        boolean only = name.equals(io.github.camelvoicecall.model.AccountId.DEFAULT)
                || name.equals(account.id().provider());
        return "/voicecall/" + account.id().provider() + (only ? "" : "/" + name);
    }

    private WebhookReceiver receiver() {
        boolean await = options.getWebhookAck() == null
                ? !account.ledger().durable()
                : options.getWebhookAck() == WebhookAck.processed;
        return new WebhookReceiver(account, new WebhookReceiver.Settings(trust, options.getWebhookMaxSize(), await));
    }

    /** Asks the provider, then hands out what is due; a failed question doesn't hold back what is known already. */
    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        account.inbox().drain();
        int taken = 0;
        try {
            if (polling) {
                account.watcher().look(client, endpoint.every());
            }
        } finally {
            if (subscription.kind() == Subscription.Kind.CALLS) {
                account.ledger().sweep(account.id(), Duration.ofMillis(options.getCallDeadline()));
            }
            taken = subscribed ? handOut.once() : 0;
        }
        return taken;
    }

    /** The hand-out claims and routes its own batches. */
    @Override
    public int processBatch(Queue<Object> exchanges) {
        return exchanges.size();
    }

    @Override
    public boolean open() {
        return joined && subscribed && isRunAllowed() && !isSuspendingOrSuspended();
    }

    @Override
    public void take(Delivery delivery, int index, int size) {
        DeliveryMessage message = DeliveryMessage.of(delivery, account.inbox().views());
        if (!message.wantedBy(options)) {
            handOut.done(delivery);
            return;
        }
        Exchange exchange = createExchange(true);
        message.fill(exchange.getMessage());
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, size);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == size - 1);
        pendingExchanges = size - index - 1;
        exchange.getExchangeExtension().addOnCompletion(new Settling(delivery));
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler()
                    .handleException(
                            "The route failed with a finished call or an event", exchange, exchange.getException());
        }
    }

    /** Marks a delivery when its exchange is over, wherever that is. */
    private final class Settling implements Synchronization {
        private final Delivery delivery;

        private Settling(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                onFailure(exchange);
            } else {
                handOut.done(delivery);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            account.routeFailed(delivery);
            Throwable cause = exchange.getException();
            handOut.failed(
                    delivery, cause == null ? "rolled back" : cause.getClass().getName());
        }
    }

    /** Lets this consumer see what is due now. */
    CompletableFuture<Void> wake() {
        return handOut == null ? CompletableFuture.completedFuture(null) : handOut.wake();
    }

    /** Who wants the provider to be asked; empty when results come by webhook alone, or on a timetable of the user's. */
    Optional<CallWatcher.Asker> asker() {
        boolean timetable = !"none".equals(endpoint.getScheduler());
        return polling && !timetable && open() ? Optional.of(asker) : Optional.empty();
    }

    /** The agents that it names. */
    List<String> agents() {
        String named = options.getWebhookAgentIds() == null ? options.getAgentId() : options.getWebhookAgentIds();
        return named == null
                ? List.of()
                : Stream.of(named.split(","))
                        .map(String::trim)
                        .filter(id -> !id.isEmpty())
                        .toList();
    }

    Subscription subscription() {
        return subscription;
    }

    ApiClient client() {
        return client;
    }

    Account account() {
        return account;
    }

    boolean hasWebhook() {
        return webhook;
    }

    boolean accepts() {
        return joined && !isSuspendingOrSuspended();
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        ConsumerHealth health = new ConsumerHealth(this);
        if (!"none".equals(endpoint.getScheduler())) {
            // a cron's first poll may be a day away, and webhooks don't reach a replica that isn't ready
            health.setInitialState(HealthCheck.State.UP);
        }
        setHealthCheck(health);
    }
}
