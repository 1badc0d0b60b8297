package io.github.camelvoicecall.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Real transports on one Camel context; stopped after each test. */
final class Transports implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final HttpSettings SETTINGS =
            new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 64, null, null, 0, null);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<HttpTransport> started = new ArrayList<>();

    HttpTransport to(String baseUrl) {
        return to(baseUrl, SETTINGS);
    }

    HttpTransport to(String baseUrl, HttpSettings settings) {
        HttpTransport transport = new HttpTransport(context, baseUrl, settings);
        transport.start();
        started.add(transport);
        return transport;
    }

    static HttpSettings impatient(Duration responseTimeout) {
        return new HttpSettings(Duration.ofSeconds(5), responseTimeout, 64, null, null, 0, null);
    }

    @Override
    public void beforeAll(ExtensionContext ignored) {
        context.start();
    }

    @Override
    public void afterEach(ExtensionContext ignored) {
        started.forEach(HttpTransport::stop);
        started.clear();
    }

    @Override
    public void afterAll(ExtensionContext ignored) throws Exception {
        context.close();
    }
}
