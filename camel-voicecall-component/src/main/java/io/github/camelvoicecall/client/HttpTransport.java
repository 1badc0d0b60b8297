package io.github.camelvoicecall.client;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends through camel-http's client: a private component, so that neither the user's settings nor camel-http's own retries (it sends a POST again after 429 and 503) reach a
 * request that rings a phone. Requests that dial go over new connections, or such as {@link KeptConnections} allows, since one that the server is just closing would make the
 * outcome unknown; reads are pooled apart. Thread safe.
 */
public final class HttpTransport extends ServiceSupport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private static final ContentType JSON = ContentType.create("application/json");

    private final CamelContext context;
    private final String baseUrl;
    private final HttpSettings settings;
    private final KeptConnections kept = new KeptConnections();
    private HttpHost host;
    private HttpComponent component;
    private Lane dialing;
    private Lane reading;
    private ScheduledExecutorService timer;
    private Deadlines deadlines;
    private volatile URI latest;

    private record Lane(HttpEndpoint endpoint, HttpClient client) {}

    /**
     * @param context makes exchanges and producers
     * @param baseUrl where the API lives
     * @param settings time-outs, TLS, proxy
     */
    public HttpTransport(CamelContext context, String baseUrl, HttpSettings settings) {
        this.context = context;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.settings = settings;
    }

    @Override
    protected void doStart() throws Exception {
        component = settings.component() == null ? privateComponent() : started(settings.component());
        require(
                component.isAutomaticRetriesDisabled(),
                "automaticRetriesDisabled=true",
                "with automatic retries it may send the request that places a call twice");
        require(
                component.isRedirectHandlingDisabled() && !component.isFollowRedirects(),
                "redirectHandlingDisabled=true and followRedirects=false",
                "a redirect that is followed may place the call at another address, twice, or with the API key");
        require(
                component.isCookieManagementDisabled() && component.getCookieStore() == null,
                "cookieManagementDisabled=true and no cookieStore",
                "cookies of one account would go out with requests of another");
        if (component.getClientConnectionManager() != null) {
            LOG.warn(
                    "httpComponent has a clientConnectionManager: requests that place calls share its connections with others. If a server closes one just then, the outcome is unknown; leave it out.");
        }
        host = HttpHost.create(new URI(baseUrl));
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "VoiceCallDeadline");
        deadlines = new Deadlines(settings.connectTimeout().plus(settings.responseTimeout()), timer);
        dialing = lane(kept);
        reading = lane(null);
    }

    private HttpComponent started(HttpComponent yours) {
        // a bean may come to us without ever having met the context
        if (yours.getCamelContext() == null) {
            yours.setCamelContext(context);
        }
        ServiceHelper.startService(yours);
        return yours;
    }

    private static void require(boolean kept, String settings, String why) {
        if (!kept) {
            throw new IllegalArgumentException("Option httpComponent: set " + settings + " on it; " + why);
        }
    }

    private HttpComponent privateComponent() {
        HttpComponent http = new HttpComponent();
        http.setCamelContext(context);
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setFollowRedirects(false);
        http.setCookieManagementDisabled(true);
        http.setAuthCachingDisabled(true);
        http.setCopyHeaders(false);
        http.setConnectionRequestTimeout(settings.connectTimeout().toMillis());
        http.setConnectTimeout(settings.connectTimeout().toMillis());
        http.setSoTimeout(settings.responseTimeout().toMillis());
        http.setResponseTimeout(settings.responseTimeout().toMillis());
        http.setMaxTotalConnections(settings.connections());
        http.setConnectionsPerRoute(settings.connections());
        http.setUserAgent("camel-voicecall");
        http.setSslContextParameters(settings.tls());
        if (settings.proxyHost() != null) {
            http.setProxyHost(settings.proxyHost());
            http.setProxyPort(settings.proxyPort());
            // else camel-http speaks TLS to the proxy of a provider that is reached by https, which proxies don't
            http.setProxyAuthScheme("http");
        }
        ServiceHelper.startService(http);
        return http;
    }

    /** Each lane has its own pool, made with its endpoint. */
    private Lane lane(KeptConnections reuse) throws Exception {
        HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(baseUrl);
        CompositeHttpConfigurer configurer = new CompositeHttpConfigurer();
        configurer.addConfigurer(endpoint.getHttpClientConfigurer());
        configurer.addConfigurer(client -> client.addExecInterceptorFirst("voicecall-deadline", Deadline.WATCH)
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "voicecall-write", Deadline.WRITE));
        if (reuse != null) {
            configurer.addConfigurer(
                    client -> client.setConnectionReuseStrategy(reuse).setKeepAliveStrategy(reuse));
            checkBeforeUse(endpoint.getClientConnectionManager());
        }
        endpoint.setHttpClientConfigurer(configurer);
        ServiceHelper.startService(endpoint);
        return new Lane(endpoint, endpoint.getHttpClient());
    }

    private void checkBeforeUse(HttpClientConnectionManager connections) {
        boolean ours = component.getClientConnectionManager() == null;
        if (ours && connections instanceof PoolingHttpClientConnectionManager pool) {
            pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                    .setValidateAfterInactivity(KeptConnections.SURELY_OPEN)
                    .build());
        }
    }

    @Override
    protected void doStop() {
        for (Lane lane : new Lane[] {dialing, reading}) {
            if (lane != null) {
                ServiceHelper.stopAndShutdownServices(lane.endpoint);
            }
        }
        if (settings.component() == null) {
            ServiceHelper.stopAndShutdownService(component);
        }
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
        }
    }

    private Deadline deadline() throws TransportException {
        try {
            return deadlines.begin();
        } catch (RejectedExecutionException e) {
            throw new TransportException(false, "nothing was sent: this process is stopping", e);
        }
    }

    @Override
    public ProviderResponse send(ProviderRequest request) throws TransportException {
        Deadline deadline = deadline();
        try (deadline) {
            HttpClient client = (request.dials() ? dialing : reading).client;
            ProviderResponse answer = client.execute(host, http(request), each -> response(each, deadline));
            if (!deadline.begun()) {
                throw new TransportException(
                        false, "no connection to the provider: the proxy answered " + answer.status(), null);
            }
            return answer;
        } catch (TooLong e) {
            return e.beginning;
        } catch (IOException | RuntimeException e) {
            if (deadline.missed()) {
                String what = deadline.begun() ? "no whole answer" : "no connection to the provider";
                throw new TransportException(
                        deadline.begun(),
                        what + " came within " + deadlines.longest().toMillis() + " ms",
                        e);
            }
            throw Unanswered.because(e, deadline.begun());
        }
    }

    /** The connection is broken with it. */
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient ProviderResponse beginning;

        TooLong(ProviderResponse beginning) {
            super("the answer is longer than " + ProviderResponse.LONGEST + " bytes");
            this.beginning = beginning;
        }
    }

    private ClassicHttpRequest http(ProviderRequest request) {
        String url = baseUrl + request.path() + (request.query() == null ? "" : "?" + request.query());
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), uri(url));
        request.headers().forEach(http::setHeader);
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body(), 0, request.length(), JSON));
        }
        if (request.dials() && !kept.maySay()) {
            http.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        }
        return http;
    }

    /** Calls are all placed at one address: it is parsed once. */
    private URI uri(String url) {
        URI known = latest;
        if (known == null || !url.equals(known.toString())) {
            known = URI.create(url);
            latest = known;
        }
        return known;
    }

    private static ProviderResponse response(ClassicHttpResponse answer, Deadline deadline) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : answer.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return new ProviderResponse(answer.getCode(), headers, new byte[0]);
        }
        // not closed: that would read what is left of it
        byte[] body = entity.getContent().readNBytes(room(entity));
        if (body.length > ProviderResponse.LONGEST) {
            deadline.cut();
            throw new TooLong(ProviderResponse.cut(answer.getCode(), headers));
        }
        return new ProviderResponse(answer.getCode(), headers, body);
    }

    /** One more than there should be, which finds the end. */
    private static int room(HttpEntity entity) {
        long said = entity.getContentLength();
        return 1 + (int) (said < 0 ? ProviderResponse.LONGEST : Math.min(said, ProviderResponse.LONGEST));
    }
}
