package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.OperationUnsupportedException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Places AI voice calls and receives finished calls, at any provider.
 *
 * <p>Producers place, read, list and settle calls; consumers hand out finished calls and webhook events.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "voicecall",
        title = "Voice Call",
        syntax = "voicecall:provider:operation",
        category = {Category.CLOUD, Category.MESSAGING, Category.API},
        headersClass = VoiceCallConstants.class)
public class VoiceCallEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {
    /** How often the provider is asked unless the user says otherwise. */
    static final Duration ASK_EVERY = Duration.ofMinutes(1);

    @UriParam
    private VoiceCallConfiguration configuration;

    // Camel's own option, declared once more for its default: tools and the manual would say 500 ms
    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description =
                    "How long it may take until the provider is asked again. Calls that have probably ended by then are asked about sooner, and a webhook doesn't wait for it.")
    private long delay = ASK_EVERY.toMillis();

    private Operation operation;
    private ProviderSpec spec;
    private Account account;

    VoiceCallEndpoint(String uri, VoiceCallComponent component, VoiceCallConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(ASK_EVERY.toMillis());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        operation = Operation.of(configuration.getOperation()).orElseThrow();
        spec = getComponent().providers().find(configuration.getProvider());
    }

    @Override
    public VoiceCallComponent getComponent() {
        return (VoiceCallComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() throws Exception {
        if (operation.consumes()) {
            throw unsupported("is for consumers: use it in from(…)");
        }
        requireSupport();
        return new VoiceCallProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!operation.consumes()) {
            throw unsupported("is for producers: use it in to(…); consumers have callCompleted and callEvents");
        }
        requireSupport();
        VoiceCallConsumer consumer = new VoiceCallConsumer(this, processor);
        consumer.setMaxMessagesPerPoll(configuration.getMaxMessagesPerPoll());
        configureConsumer(consumer);
        consumer.setExceptionHandler(new BriefExceptionHandler(consumer.getExceptionHandler()));
        return consumer;
    }

    private void requireSupport() throws OperationUnsupportedException {
        boolean supported = operation.local()
                || spec.binding(operation).isPresent()
                || operation == Operation.CALL_COMPLETED && (spec.webhook().isPresent() || canAsk())
                || operation == Operation.CALL_EVENTS && spec.webhook().isPresent();
        if (!supported) {
            throw unsupported("is not in this provider's API. It has " + supportedOperations()
                    + spec.instead(operation).map(way -> ". Instead: " + way).orElse(""));
        }
    }

    private String supportedOperations() {
        Stream<Operation> consumers = Stream.of(Operation.CALL_COMPLETED, Operation.CALL_EVENTS)
                .filter(consumer -> spec.webhook().isPresent() || consumer == Operation.CALL_COMPLETED);
        Stream<Operation> local = Stream.of(Operation.LIST_UNRESOLVED, Operation.RESOLVE_CALL);
        return Stream.of(spec.bindings().keySet().stream().sorted(), local, consumers)
                .flatMap(operations -> operations)
                .map(Operation::id)
                .collect(Collectors.joining(", "));
    }

    private OperationUnsupportedException unsupported(String what) {
        return new OperationUnsupportedException(Failure.local(spec.name(), operation.id()), what, null);
    }

    /** True when calls can be asked for. */
    boolean canAsk() {
        return spec.binding(Operation.GET_CALL).isPresent()
                || spec.binding(Operation.LIST_CALLS).isPresent();
    }

    /** The account at work, made at the first start of a producer or consumer. */
    synchronized Account account() {
        if (account == null) {
            account = getComponent().accounts().of(this);
        }
        return account;
    }

    /** How long it may take until the provider is asked again. */
    Duration every() {
        return Duration.ofMillis(Math.max(1, getTimeUnit().toMillis(delay)));
    }

    ApiClient newClient() {
        return getComponent().accounts().client(this, account());
    }

    CallLedger ledger() {
        return account().ledger();
    }

    Operation operation() {
        return operation;
    }

    ProviderSpec spec() {
        return spec;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    /** How long it may take until the provider is asked again. Calls that have probably ended by then are asked about sooner, and a webhook doesn't wait for it. */
    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl() == null ? spec.baseUrl() : configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "rest";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("provider", configuration.getProvider());
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** @return the options */
    public VoiceCallConfiguration getConfiguration() {
        return configuration;
    }

    /** The options. */
    public void setConfiguration(VoiceCallConfiguration configuration) {
        this.configuration = configuration;
    }
}
