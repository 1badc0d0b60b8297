package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider behind a certificate that nobody signed: without trust nothing leaves, neither a call nor the key. */
class TlsTest {
    private static final String NUMBER = "+15555550101";
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final VoiceSandbox sandbox = VoiceSandbox.vyora().start();
    private final MemoryCallLedger ledger = new MemoryCallLedger();
    private final AtomicInteger requests = new AtomicInteger();
    private final VoiceApp app = new VoiceApp("vyora", sandbox).ledger(ledger);
    private HttpsServer server;

    @BeforeEach
    void listen() {
        sandbox.reset();
    }

    @AfterEach
    void stop() {
        app.close();
        server.stop(0);
        sandbox.close();
    }

    /** A server for a host name, in front of the sandbox. */
    private void serve(String certified) throws Exception {
        Path keys = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + certified.replaceAll(".*:", ""),
                        "-ext",
                        "san=" + certified,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::forward);
        server.start();
    }

    private void forward(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("X-API-KEY") || name.equalsIgnoreCase("Content-Type")) {
                request.header(name, values.get(0));
            }
        });
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private SSLContextParameters trusting() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + folder.resolve("server.p12"));
        store.setPassword(PASSWORD);
        TrustManagersParameters trusted = new TrustManagersParameters();
        trusted.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trusted);
        return tls;
    }

    private Exchange call(String options) throws Exception {
        String address = "https://127.0.0.1:" + server.getAddress().getPort();
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to("voicecall:vyora:triggerCall?maxRetries=0&baseUrl=" + address + "&apiKey="
                                + sandbox.apiKey() + "&agentId=" + sandbox.agentId() + options);
            }
        });
        return app.send("direct:call", java.util.Map.of("to", NUMBER, "idempotencyKey", "lead-7"));
    }

    private void assertNothingLeft(Exchange failed) {
        assertThat(failed.getException())
                .isInstanceOf(VoiceCallException.class)
                .extracting(failure -> ((VoiceCallException) failure).outcome())
                .isEqualTo(Outcome.NOT_PLACED);
        assertThat(failed.getException().toString()).doesNotContain(sandbox.apiKey());
        assertThat(requests).hasValue(0);
        assertThat(sandbox.rings(NUMBER)).isZero();
        assertThat(ledger.counts(new AccountId("vyora", "default")).unknown()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip:127.0.0.1", "dns:localhost"})
    void aServerThatNobodyVouchesForIsNotSentTo(String certified) throws Exception {
        serve(certified);
        assertNothingLeft(call(""));
    }

    @Test
    void aServerThatTheUserTrustsIsSentTo() throws Exception {
        serve("ip:127.0.0.1");
        app.bind("tls", trusting());

        Exchange placed = call("&sslContextParameters=#tls");

        assertThat(placed.getException()).isNull();
        assertThat(placed.getMessage().getBody(VoiceCall.class).id())
                .isEqualTo(sandbox.callIds(NUMBER).get(0));
        assertThat(sandbox.rings(NUMBER)).isOne();
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsNotSentTo() throws Exception {
        serve("dns:elsewhere.example");
        app.bind("tls", trusting());

        assertNothingLeft(call("&sslContextParameters=#tls"));
    }

    @Test
    void whatWasNotSentMayBeSentOnceTheServerIsTrusted() throws Exception {
        serve("ip:127.0.0.1");
        assertNothingLeft(call(""));
        app.bind("tls", trusting());

        app.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again")
                        .to("voicecall:vyora:triggerCall?sslContextParameters=#tls&baseUrl=https://127.0.0.1:"
                                + server.getAddress().getPort() + "&apiKey=" + sandbox.apiKey() + "&agentId="
                                + sandbox.agentId());
            }
        });
        Exchange placed = app.send("direct:again", java.util.Map.of("to", NUMBER, "idempotencyKey", "lead-7"));

        assertThat(placed.getException()).isNull();
        assertThat(sandbox.rings(NUMBER)).isOne();
        assertThat(ledger.find(
                        new AccountId("vyora", "default"),
                        sandbox.callIds(NUMBER).get(0)))
                .get()
                .returns(CallState.ACCEPTED, row -> row.state());
    }
}
