package io.github.camelvoicecall.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** Receives webhooks of Vyora: by the component, or by a route that verifies by hand. */
final class Receiver {
    private Receiver() {}

    /** @param args hand; or the component with the ledger and answer: memory (received), processed (memory, after the route), h2 (received) */
    public static void main(String[] args) throws Exception {
        int port = freePort();
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(http));
        context.addRoutes(args[0].equals("hand") ? handWritten() : component(args[0]));
        context.start();
        Child.ready(port);
    }

    private static RouteBuilder component(String kind) throws Exception {
        CallLedger ledger = kind.equals("h2") ? new H2File().ledger() : new MemoryCallLedger();
        String ack = kind.equals("processed") ? "processed" : "received";
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("ledger", CallLedger.class, ledger);
                from("voicecall:vyora:callEvents?webhookSecret=" + Webhook.SECRET + "&webhookAck=" + ack)
                        .to("direct:crm");
                from("direct:crm").process(exchange -> {});
            }
        };
    }

    private static RouteBuilder handWritten() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/voicecall/vyora?httpMethodRestrict=POST")
                        .process(Receiver::verify)
                        .choice()
                        .when(header(Exchange.HTTP_RESPONSE_CODE).isEqualTo(200))
                        .to("direct:crm")
                        .end()
                        .process(exchange -> exchange.getMessage().setBody(null));
                from("direct:crm").process(exchange -> {});
            }
        };
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SecretKeySpec KEY =
            new SecretKeySpec(Webhook.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private static void verify(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        String given = message.getHeader("X-Vyora-Signature", "", String.class);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(KEY);
        String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        boolean right = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        message.removeHeaders("*");
        message.setBody(right ? MAPPER.readValue(body, Map.class) : null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, right ? 200 : 401);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
