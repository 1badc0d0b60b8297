package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** An application such as the pages describe: an account at each provider, a web server for webhooks, and the routes of a page. */
final class App implements AutoCloseable {
    private final Map<String, VoiceSandbox> sandboxes = new LinkedHashMap<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final int port = freePort();

    App() {
        this(true);
    }

    /** @param webhooks whether the accounts have their webhook secret */
    App(boolean webhooks) {
        account(VoiceSandbox.vyora().start(), "vyora", webhooks);
        account(VoiceSandbox.voxbridge().start(), "voxbridge", webhooks);
        account(VoiceSandbox.agoralia().start(), "agoralia", false);
        samora(VoiceSandbox.samora().start());
        outboundcalls(VoiceSandbox.outboundcalls().start());
        VoiceAccount acme = new VoiceAccount();
        acme.setProvider("acme");
        acme.setApiKey("key");
        acme.setBaseUrl("http://127.0.0.1:1");
        bind("acme-account", acme);
        property("agent", vyora().agentId());
        property("voxbridge.agent", voxbridge().agentId());
        property("samora.campaign", "00000000-0000-4000-8000-000000000000");
        property("agoralia.campaign", "1");
    }

    private void account(VoiceSandbox sandbox, String provider, boolean webhooks) {
        sandboxes.put(provider, sandbox);
        VoiceAccount account = new VoiceAccount();
        account.setProvider(provider);
        account.setApiKey(sandbox.apiKey());
        account.setBaseUrl(sandbox.baseUrl());
        if (webhooks) {
            account.setWebhookSecret(sandbox.webhookSecret());
            sandbox.webhookTo("http://127.0.0.1:" + port + "/voicecall/" + provider);
        }
        bind(provider, account);
    }

    /** Its webhooks are registered by routes, for an address that a proxy would lead here. */
    private void samora(VoiceSandbox sandbox) {
        account(sandbox, "samora", false);
        camel.getRegistry()
                .lookupByNameAndType("samora", VoiceAccount.class)
                .setWebhookToken("token-of-ours-0123456789");
        sandbox.tunnel("https://hooks.example.org", "http://127.0.0.1:" + port);
        property("samora.agent", sandbox.agentId());
    }

    /** Its webhooks are set in the dashboard, with the token in their address. */
    private void outboundcalls(VoiceSandbox sandbox) {
        account(sandbox, "outboundcalls", false);
        String token = "token-of-ours-0123456789";
        camel.getRegistry()
                .lookupByNameAndType("outboundcalls", VoiceAccount.class)
                .setWebhookToken(token);
        sandbox.webhookTo("http://127.0.0.1:" + port + "/voicecall/outboundcalls/" + token);
        property("outboundcalls.agent", sandbox.agentId());
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    App bind(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
        return this;
    }

    App property(String name, String value) {
        camel.getPropertiesComponent().addInitialProperty(name, value);
        return this;
    }

    /** The routes of a block, in YAML or Java. */
    App routes(CodeBlock block) throws Exception {
        if (block.language().equals("java")) {
            return routes(JavaBlocks.routes(block));
        }
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("page.yaml", block.text()));
        return this;
    }

    App routes(RoutesBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return this;
    }

    App start() throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        camel.addService(new VertxPlatformHttpServer(http));
        HealthCheckHelper.getHealthCheckRepository(camel, "consumers");
        camel.start();
        return this;
    }

    /** Sends a message and gives back what became of it, its exception included. */
    Exchange send(String to, Object body, Map<String, Object> headers) {
        return camel.createProducerTemplate().request(to, exchange -> {
            exchange.getIn().setBody(body);
            headers.forEach(exchange.getIn()::setHeader);
        });
    }

    /** Sends a message that must go through. */
    Exchange sent(String to, Object body, Map<String, Object> headers) {
        Exchange exchange = send(to, body, headers);
        assertThat((Throwable) exchange.getException()).isNull();
        return exchange;
    }

    MockEndpoint mock(String name) {
        return camel.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    VoiceSandbox vyora() {
        return sandboxes.get("vyora");
    }

    VoiceSandbox voxbridge() {
        return sandboxes.get("voxbridge");
    }

    VoiceSandbox sandbox(String provider) {
        return sandboxes.get(provider);
    }

    DefaultCamelContext camel() {
        return camel;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        camel.stop();
        sandboxes.values().forEach(VoiceSandbox::close);
    }
}
