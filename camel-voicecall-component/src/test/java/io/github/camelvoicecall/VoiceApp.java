package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;

/** An application as users have it: a Camel context with an HTTP server, over a provider's sandbox. */
final class VoiceApp implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();
    private final String provider;
    private final VoiceSandbox sandbox;

    VoiceApp(String provider, VoiceSandbox sandbox) {
        this.provider = provider;
        this.sandbox = sandbox;
    }

    VoiceApp ledger(CallLedger ledger) {
        context.getRegistry().bind("ledger", CallLedger.class, ledger);
        return this;
    }

    VoiceApp bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    /** The provider's webhooks come here from now on. */
    VoiceApp withWebhooks() {
        sandbox.webhookTo(webhookUrl());
        return this;
    }

    String webhookUrl() {
        return "http://127.0.0.1:" + port + "/voicecall/" + provider;
    }

    VoiceApp start(RouteBuilder routes) throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(http));
        HealthCheckHelper.getHealthCheckRepository(context, "consumers");
        context.addRoutes(routes);
        context.start();
        return this;
    }

    /** The URI of an operation with this sandbox's address and key. */
    String uri(String operation, String... options) {
        return "voicecall:" + provider + ":" + operation + "?baseUrl=" + sandbox.baseUrl() + "&apiKey="
                + sandbox.apiKey() + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    String signed() {
        return "webhookSecret=" + sandbox.webhookSecret();
    }

    Exchange send(String to, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().request(to, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    Exchange send(String to, Object body) {
        return send(to, body, Map.of());
    }

    Map<String, Object> request(String number) {
        return Map.of("to", number, "agentId", sandbox.agentId());
    }

    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    DefaultCamelContext context() {
        return context;
    }

    VoiceSandbox sandbox() {
        return sandbox;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        context.stop();
    }
}
