package io.github.camelvoicecall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A campaign whose start was sent, and nobody knows more. */
class InterruptedStartTest {
    @Test
    void anInterruptAfterTheLostAnswerDoesNotSayThatNothingWasSent() throws Exception {
        Thread caller = Thread.currentThread();
        AtomicBoolean sent = new AtomicBoolean();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            http.getRequestBody().readAllBytes();
            boolean start = http.getRequestMethod().equals("POST");
            byte[] body = "{\"data\":{\"id\":\"7\",\"status\":\"DRAFT\"}}".getBytes(UTF_8);
            int status = start ? 500 : sent.get() ? 503 : 200;
            if (start) {
                sent.set(true);
                caller.interrupt();
            }
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
            http.close();
        });
        server.start();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start")
                            .to("voicecall:samora:startCampaign?apiKey=k-1&baseUrl=http://127.0.0.1:"
                                    + server.getAddress().getPort());
                }
            });
            context.start();

            Exchange exchange = context.createProducerTemplate().request("direct:start", message -> message.getIn()
                    .setBody(Map.of(
                            "campaignId",
                            "0b2c1f0e-3333-4a4a-9b9b-000000000003",
                            "agentId",
                            "0b2c1f0e-2222-4a4a-9b9b-000000000002")));

            assertThat(sent).isTrue();
            assertThat(exchange.getException()).isInstanceOf(OutcomeUnknownException.class);
        } finally {
            Thread.interrupted();
            server.stop(0);
        }
    }
}
