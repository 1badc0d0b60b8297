package io.github.camelvoicecall.client;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Sends through camel-http: a private component, so that neither the user's settings nor camel-http's own retries (it sends a POST again after 429 and 503) reach a request that
 * rings a phone. Requests that dial go over a connection of their own, since a pooled one that the server is just closing would make the outcome unknown; reads are pooled.
 * Thread safe.
 */
public final class HttpTransport extends ServiceSupport implements Transport {
    private final CamelContext context;
    private final String baseUrl;
    private final HttpSettings settings;
    private HttpComponent component;
    private Lane dialing;
    private Lane reading;
    private ScheduledExecutorService timer;

    private record Lane(HttpEndpoint endpoint, Producer producer) {}

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
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "VoiceCallDeadline");
        dialing = lane(true);
        reading = lane(false);
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
        }
        ServiceHelper.startService(http);
        return http;
    }

    private Lane lane(boolean fresh) throws Exception {
        HttpEndpoint endpoint = (HttpEndpoint)
                component.createEndpoint(baseUrl + "?throwExceptionOnFailure=false&connectionClose=" + fresh);
        HttpClientConfigurer given = endpoint.getHttpClientConfigurer();
        endpoint.setHttpClientConfigurer(client -> {
            if (given != null) {
                given.configureHttpClient(client);
            }
            client.addExecInterceptorFirst("voicecall-deadline", Deadline.WATCH);
        });
        ServiceHelper.startService(endpoint);
        Producer producer = endpoint.createProducer();
        ServiceHelper.startService(producer);
        return new Lane(endpoint, producer);
    }

    @Override
    protected void doStop() {
        for (Lane lane : new Lane[] {dialing, reading}) {
            if (lane != null) {
                ServiceHelper.stopAndShutdownServices(lane.producer, lane.endpoint);
            }
        }
        if (settings.component() == null) {
            ServiceHelper.stopAndShutdownService(component);
        }
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
        }
    }

    @Override
    public ProviderResponse send(ProviderRequest request) throws TransportException {
        Lane lane = request.dials() ? dialing : reading;
        Exchange exchange = lane.endpoint.createExchange(ExchangePattern.InOut);
        Message message = exchange.getIn();
        request.headers().forEach(message::setHeader);
        message.setHeader(HttpConstants.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        message.setHeader(HttpConstants.HTTP_PATH, request.path());
        message.setHeader(HttpConstants.HTTP_RAW_QUERY, request.query());
        if (request.body() != null) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(request.body());
        }
        Duration longest = settings.connectTimeout().plus(settings.responseTimeout());
        Deadline deadline = Deadline.in(longest, timer);
        try (deadline) {
            lane.producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return response(exchange.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(true, "interrupted while waiting for the answer", e);
        } catch (Exception e) {
            if (deadline.missed()) {
                throw new TransportException(true, "no whole answer came within " + longest.toMillis() + " ms", e);
            }
            throw Unanswered.because(e);
        }
    }

    private static ProviderResponse response(Message answer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        byte[] body = answer.getBody(byte[].class);
        return new ProviderResponse(
                answer.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class),
                headers,
                body == null ? new byte[0] : body);
    }
}
