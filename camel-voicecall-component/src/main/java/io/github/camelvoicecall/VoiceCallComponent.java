package io.github.camelvoicecall;

import io.github.camelvoicecall.client.HttpSettings;
import io.github.camelvoicecall.client.HttpTransport;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.provider.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places AI voice calls and receives finished calls, at any provider. Holds what endpoints share: accounts, ledgers, HTTP transports, webhook paths, threads. It has no
 * credentials, so that no key can reach another provider's host.
 */
@Component("voicecall")
public class VoiceCallComponent extends HealthCheckComponent implements SSLContextParametersAware {
    @Metadata(
            label = "advanced",
            description =
                    "Remembers calls, keys and results, for all endpoints. The only one in the registry is taken by itself.")
    private CallLedger ledger;

    @Metadata(
            label = "advanced",
            defaultValue = "30d",
            javaType = "java.time.Duration",
            description =
                    "How long the ledger keeps people's data (number, variables, metadata, transcript, raw JSON, webhook bodies) of what was handed out everywhere. Then it is blanked; keys stay, so that nobody is called again. What nobody came for is kept for at least 30 days, what is still to be handed out until it was. 0 or less for ever.")
    private long retention = Duration.ofDays(30).toMillis();

    @Metadata(
            label = "producer",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "How long after (and before) a call no other call may ring the same number, such as 24h: over all routes, keys, accounts and providers of the ledger. Calls that were not placed don't count. 0 for no such rule, 30d at most. An endpoint's own fence goes before.")
    private long fence;

    @Metadata(
            label = "advanced",
            description =
                    "HTTP component of your own, for pools, TLS or proxies that the options don't cover. Needs automaticRetriesDisabled, redirectHandlingDisabled and cookieManagementDisabled set to true.",
            autowired = false)
    private HttpComponent httpComponent;

    @Metadata(label = "security", defaultValue = "false", description = "Whether the global SSL parameters are used.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether log lines, exceptions and toString show whole phone numbers, in the whole JVM while this component runs. For looking into a fault where that is allowed; keys and secrets stay hidden.")
    private boolean unmaskNumbers;

    private static final Logger LOG = LoggerFactory.getLogger(VoiceCallComponent.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private Clock clock = Clock.systemUTC();

    private final Map<HttpKey, HttpTransport> transports = new ConcurrentHashMap<>();
    private final Set<CallLedger> started = ConcurrentHashMap.newKeySet();
    private CallLedger memory;
    private Providers providers;
    private Accounts accounts;
    private Webhooks webhooks;
    private ScheduledExecutorService ticker;
    private ExecutorService workers;
    private ExecutorService resumers;

    /** Before Camel waits for exchanges under way: those that wait for a call would hold it up. */
    private final LifecycleStrategySupport stopping = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            accounts.stopWaiting();
        }
    };

    private record HttpKey(String baseUrl, HttpSettings settings) {}

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String[] path = remaining.split(":", -1);
        if (path.length != 2 || path[0].isBlank() || path[1].isBlank()) {
            throw new IllegalArgumentException(
                    "The URI must be voicecall:provider:operation, such as voicecall:myprovider:triggerCall");
        }
        VoiceCallConfiguration configuration = new VoiceCallConfiguration();
        configuration.setProvider(path[0]);
        configuration.setOperation(Operation.of(path[1])
                .orElseThrow(() -> new IllegalArgumentException("There is no operation '" + path[1] + "'; known are "
                        + java.util.Arrays.toString(Operation.values())))
                .id());
        configuration.setFence(fence);
        VoiceCallEndpoint endpoint = new VoiceCallEndpoint(uri, this, configuration);
        if (getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter types) {
            NumberOptions.check(parameters, types);
        }
        setExactly(endpoint, parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Camel folds the case of names in the machine's locale, and in Turkish the I of agentId becomes another letter. */
    private void setExactly(Endpoint endpoint, Map<String, Object> parameters) {
        PropertyBindingSupport.build()
                .withCamelContext(getCamelContext())
                .withTarget(endpoint)
                .withProperties(parameters)
                .withConfigurer(getEndpointPropertyConfigurer())
                .withPlaceholder(false)
                .withReflection(false)
                .withIgnoreCase(false)
                .bind();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ticker = null;
        workers = null;
        resumers = null;
        providers = new Providers(getCamelContext());
        accounts = new Accounts(this);
        getCamelContext().addLifecycleStrategy(stopping);
        webhooks = new Webhooks(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (unmaskNumbers) {
            Masked.unmask();
            LOG.warn(
                    "unmaskNumbers=true: log lines, exceptions and toString show whole phone numbers, in the whole JVM until this component stops");
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (unmaskNumbers) {
            Masked.mask();
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(stopping);
        var executors = getCamelContext().getExecutorServiceManager();
        ExecutorService working;
        synchronized (this) {
            working = workers;
            if (ticker != null) {
                executors.shutdownNow(ticker);
            }
        }
        if (working != null) {
            // an interrupt in the middle of a write would make H2 close its database
            executors.shutdownGraceful(working, LAST_WORDS.toMillis());
        }
        transports.values().forEach(ServiceHelper::stopAndShutdownService);
        transports.clear();
        started.forEach(CallLedger::close);
        started.clear();
        super.doShutdown();
    }

    Providers providers() {
        return providers;
    }

    Accounts accounts() {
        return accounts;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    /** One thread that wakes others; nothing on it may block. */
    synchronized ScheduledExecutorService ticker() {
        if (ticker == null) {
            ticker = getCamelContext().getExecutorServiceManager().newScheduledThreadPool(this, "VoiceCallTicker", 1);
            workers = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "VoiceCallWorker");
        }
        return ticker;
    }

    /** Threads for what is woken. */
    synchronized ExecutorService workers() {
        ticker();
        return workers;
    }

    /** Threads on which exchanges go on that waited for a call: as many as Camel's default profile says, however many calls end at a time. */
    synchronized ExecutorService resumers() {
        if (resumers == null) {
            resumers = getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "VoiceCallResume");
        }
        return resumers;
    }

    HttpTransport transport(String baseUrl, HttpSettings settings) {
        return transports.computeIfAbsent(new HttpKey(baseUrl, settings), key -> {
            HttpTransport transport = new HttpTransport(getCamelContext(), key.baseUrl, key.settings);
            ServiceHelper.startService(transport);
            return transport;
        });
    }

    /** The ledger of an endpoint: its own, the component's, the only one in the registry, or one in memory. */
    synchronized CallLedger ledgerFor(VoiceCallConfiguration configuration) {
        CallLedger chosen = configuration.getLedger() != null ? configuration.getLedger() : ledger;
        if (chosen == null) {
            chosen = onlyLedger(getCamelContext().getRegistry().findByType(CallLedger.class));
        }
        if (chosen == null) {
            memory = memory == null ? new MemoryCallLedger() : memory;
            chosen = memory;
        }
        if (!started.contains(chosen)) {
            chosen.start();
            started.add(chosen);
            retain(chosen);
        }
        return chosen;
    }

    private void retain(CallLedger used) {
        if (retention > 0) {
            new Retention(used, Duration.ofMillis(retention), Retention.EVERY, ticker(), workers()).start();
        }
    }

    private static CallLedger onlyLedger(Set<CallLedger> found) {
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "There are " + found.size() + " CallLedger beans: choose one with the option ledger");
        }
        return found.isEmpty() ? null : found.iterator().next();
    }

    /** @return the ledger for all endpoints */
    public CallLedger getLedger() {
        return ledger;
    }

    /** Remembers calls, keys and results, for all endpoints. The only one in the registry is taken by itself. */
    public void setLedger(CallLedger ledger) {
        this.ledger = ledger;
    }

    /** @return how long people's data is kept, in milliseconds */
    public long getRetention() {
        return retention;
    }

    /**
     * How long the ledger keeps people's data (number, variables, metadata, transcript, raw JSON, webhook bodies) of what was handed out everywhere. Then it is blanked; keys stay,
     * so that nobody is called again. What nobody came for is kept for at least 30 days, what is still to be handed out until it was. 0 or less for ever.
     */
    public void setRetention(long retention) {
        this.retention = retention;
    }

    /** @return how long a number that was called isn't called again, in milliseconds */
    public long getFence() {
        return fence;
    }

    /**
     * How long after (and before) a call no other call may ring the same number, such as 24h: over all routes, keys, accounts and providers of the ledger. Calls that were not placed
     * don't count. 0 for no such rule, 30d at most. An endpoint's own fence goes before.
     */
    public void setFence(long fence) {
        this.fence = fence;
    }

    /** @return the user's own HTTP component */
    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    /**
     * HTTP component of your own, for pools, TLS or proxies that the options don't cover. Needs automaticRetriesDisabled, redirectHandlingDisabled and cookieManagementDisabled set
     * to true.
     */
    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Whether the global SSL parameters are used. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /** @return whether whole phone numbers are shown */
    public boolean isUnmaskNumbers() {
        return unmaskNumbers;
    }

    /**
     * Whether log lines, exceptions and toString show whole phone numbers, in the whole JVM while this component runs. For looking into a fault where that is allowed; keys and
     * secrets stay hidden.
     */
    public void setUnmaskNumbers(boolean unmaskNumbers) {
        this.unmaskNumbers = unmaskNumbers;
    }

    Clock clock() {
        return clock;
    }

    void clock(Clock other) {
        clock = other;
    }
}
