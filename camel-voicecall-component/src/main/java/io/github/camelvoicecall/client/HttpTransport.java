package io.github.camelvoicecall.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
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
    private static final int MOST_AT_ONCE = 1 << 20;

    private final CamelContext context;
    private final String baseUrl;
    private final HttpSettings settings;
    private final KeptConnections kept = new KeptConnections();
    private HttpHost host;
    private String basePath;
    private HttpComponent component;
    private Lane dialing;
    private Lane reading;

    private record Lane(HttpEndpoint endpoint, HttpClient client) {}

    /**
     * @param context makes exchanges and producers
     * @param baseUrl where the API lives
     * @param settings time-outs, TLS, proxy
     */
    public HttpTransport(CamelContext context, String baseUrl, HttpSettings settings) {
        this.context = context;
        this.baseUrl = baseUrl;
        this.settings = settings;
    }

    @Override
    protected void doStart() throws Exception {
        component = settings.component() == null ? privateComponent() : settings.component();
        if (!component.isAutomaticRetriesDisabled()) {
            LOG.warn(
                    "httpComponent has automatic retries on: it may send the request that places a call twice. Set automaticRetriesDisabled=true on it.");
        }
        if (component.getClientConnectionManager() != null) {
            LOG.warn(
                    "httpComponent has a clientConnectionManager: requests that place calls share its connections with others. If a server closes one just then, the outcome is unknown; leave it out.");
        }
        URI base = new URI(baseUrl);
        host = new HttpHost(base.getScheme(), base.getHost(), base.getPort());
        basePath = base.getRawPath().replaceAll("/+$", "");
        dialing = started(dialing());
        reading = started(endpoint());
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
        }
        ServiceHelper.startService(http);
        return http;
    }

    private HttpEndpoint dialing() throws Exception {
        HttpEndpoint endpoint = endpoint();
        CompositeHttpConfigurer configurer = new CompositeHttpConfigurer();
        configurer.addConfigurer(endpoint.getHttpClientConfigurer());
        configurer.addConfigurer(
                client -> client.setConnectionReuseStrategy(kept).setKeepAliveStrategy(kept));
        endpoint.setHttpClientConfigurer(configurer);
        boolean ours = component.getClientConnectionManager() == null;
        if (ours && endpoint.getClientConnectionManager() instanceof PoolingHttpClientConnectionManager pool) {
            pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                    .setValidateAfterInactivity(KeptConnections.SURELY_OPEN)
                    .build());
        }
        return endpoint;
    }

    private HttpEndpoint endpoint() throws Exception {
        return (HttpEndpoint) component.createEndpoint(baseUrl);
    }

    /** Each lane has its own pool, made with its endpoint. */
    private static Lane started(HttpEndpoint endpoint) {
        ServiceHelper.startService(endpoint);
        return new Lane(endpoint, endpoint.getHttpClient());
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
    }

    @Override
    public ProviderResponse send(ProviderRequest request) throws TransportException {
        try {
            return (request.dials() ? dialing : reading).client.execute(host, http(request), HttpTransport::response);
        } catch (IOException | RuntimeException e) {
            throw Unanswered.because(e);
        }
    }

    private ClassicHttpRequest http(ProviderRequest request) {
        String path = basePath + request.path();
        BasicClassicHttpRequest http = new BasicClassicHttpRequest(
                request.method(), host, request.query() == null ? path : path + "?" + request.query());
        request.headers().forEach(http::setHeader);
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body(), JSON));
        }
        if (request.dials() && !kept.maySay()) {
            http.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        }
        return http;
    }

    private static ProviderResponse response(ClassicHttpResponse answer) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : answer.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        return new ProviderResponse(answer.getCode(), headers, body(answer.getEntity()));
    }

    private static byte[] body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream content = entity.getContent()) {
            long length = entity.getContentLength();
            return length > 0 && length < MOST_AT_ONCE ? content.readNBytes((int) length) : content.readAllBytes();
        }
    }
}
