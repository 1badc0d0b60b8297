package io.github.camelvoicecall.benchmarks;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** One way to place a call. */
interface Dialer extends AutoCloseable {
    /** Makes a dialer. */
    interface Source {
        Dialer open() throws Exception;
    }

    String KEY = "vya_live_example";

    void dial(int number) throws Exception;

    @Override
    void close() throws IOException;

    static Dialer handWritten(int port) throws Exception {
        DefaultCamelContext context = started(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .setHeader("X-API-KEY", constant(KEY))
                        .marshal()
                        .json(JsonLibrary.Jackson)
                        .to("http://127.0.0.1:" + port + "/v1/calls")
                        .unmarshal()
                        .json(JsonLibrary.Jackson, Map.class);
            }
        });
        return new Route(
                context,
                number -> Map.of(
                        "phone_number",
                        number(number),
                        "agent_id",
                        "a-1",
                        "custom_args",
                        Map.of("name", "Alex", "lead", "lead-" + number)),
                body -> body instanceof Map<?, ?> map && map.get("call_id") != null,
                () -> {});
    }

    static Dialer component(String baseUrl, boolean durable) throws Exception {
        H2File database = durable ? new H2File() : null;
        CallLedger ledger = durable ? database.ledger() : new MemoryCallLedger();
        DefaultCamelContext context = started(new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("ledger", CallLedger.class, ledger);
                from("direct:call")
                        .to("voicecall:vyora:triggerCall?requestsPerMinute=0&apiKey=" + KEY + "&baseUrl=" + baseUrl);
            }
        });
        return new Route(
                context,
                number -> Map.of(
                        "to",
                        number(number),
                        "agentId",
                        "a-1",
                        "variables",
                        Map.of("name", "Alex", "lead", "lead-" + number)),
                body -> body instanceof io.github.camelvoicecall.model.VoiceCall call && call.id() != null,
                () -> {
                    if (database != null) {
                        database.close();
                    }
                });
    }

    static Dialer bare(int port, boolean fresh) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        pool.setDefaultMaxPerRoute(20);
        CloseableHttpClient client =
                HttpClients.custom().setConnectionManager(pool).build();
        return new Dialer() {
            @Override
            public void dial(int number) throws Exception {
                HttpPost post = new HttpPost("http://127.0.0.1:" + port + "/v1/calls");
                post.setHeader("X-API-KEY", KEY);
                if (fresh) {
                    post.setHeader("Connection", "close");
                }
                post.setEntity(new StringEntity(
                        "{\"phone_number\":\"" + number(number)
                                + "\",\"agent_id\":\"a-1\",\"custom_args\":{\"name\":\"Alex\",\"lead\":\"lead-" + number
                                + "\"}}",
                        ContentType.APPLICATION_JSON));
                client.execute(post, response -> {
                    if (response.getCode() != 200) {
                        throw new IllegalStateException("HTTP " + response.getCode());
                    }
                    return EntityUtils.toString(response.getEntity());
                });
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }

    private static String number(int number) {
        return "+1415555" + (1000 + number % 9000);
    }

    private static DefaultCamelContext started(RouteBuilder routes) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(routes);
        context.start();
        return context;
    }

    /** A Camel route that places calls. */
    final class Route implements Dialer {
        private final CamelContext context;
        private final ProducerTemplate template;
        private final java.util.function.IntFunction<Map<String, Object>> bodies;
        private final java.util.function.Predicate<Object> right;
        private final Closeable after;

        private Route(
                CamelContext context,
                java.util.function.IntFunction<Map<String, Object>> bodies,
                java.util.function.Predicate<Object> right,
                Closeable after) {
            this.context = context;
            this.template = context.createProducerTemplate();
            this.bodies = bodies;
            this.right = right;
            this.after = after;
        }

        @Override
        public void dial(int number) throws Exception {
            Exchange exchange =
                    template.request("direct:call", request -> request.getIn().setBody(bodies.apply(number)));
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            if (!right.test(exchange.getMessage().getBody())) {
                throw new IllegalStateException(
                        "Not placed: " + exchange.getMessage().getBody());
            }
        }

        @Override
        public void close() throws IOException {
            context.stop();
            after.close();
        }
    }
}
