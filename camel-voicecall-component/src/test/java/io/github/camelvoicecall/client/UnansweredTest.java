package io.github.camelvoicecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnansweredTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @RegisterExtension
    static final Transports TRANSPORTS = new Transports();

    private static TransportException dial(HttpTransport transport) {
        ProviderRequest request = new ProviderRequest(
                "POST",
                "/calls",
                null,
                Map.of("Authorization", "Bearer " + Acme.KEY),
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                true);
        return catchThrowableOfType(TransportException.class, () -> transport.send(request));
    }

    private static TransportException dial(RawServer.Manner manner, String scheme) throws IOException {
        try (RawServer server = new RawServer(manner).start()) {
            TransportException failure = dial(TRANSPORTS.to(server.url(scheme)));
            assertThat(server.connections()).as("never a second try of its own").isEqualTo(1);
            return failure;
        }
    }

    private static void assertNeverLeft(TransportException failure) {
        assertThat(failure.mayHaveBeenSent()).as("%s", failure.getCause()).isFalse();
        assertThat(failure).hasMessageStartingWith("no connection to the provider (");
    }

    private static void assertMayHaveBeenSent(TransportException failure) {
        assertThat(failure.mayHaveBeenSent()).as("%s", failure.getCause()).isTrue();
        assertThat(failure).hasMessageStartingWith("the answer was lost (");
    }

    @Test
    void aRefusedPortNeverGotIt() throws IOException {
        RawServer server = new RawServer(RawServer.OK);
        String url = server.url("http");
        server.close();

        assertNeverLeft(dial(TRANSPORTS.to(url)));
    }

    @Test
    void anUnknownHostNeverGotIt() {
        assertNeverLeft(dial(TRANSPORTS.to("http://no-such-host.invalid")));
    }

    @Test
    void aPlainPortNeverGotWhatWasMeantForTls() throws IOException {
        assertNeverLeft(dial(RawServer.PLAIN, "https"));
    }

    @Test
    void aServerWithoutATrustedCertificateNeverGotIt() {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort());
        server.start();
        try {
            assertNeverLeft(dial(TRANSPORTS.to("https://127.0.0.1:" + server.httpsPort())));
            assertThat(server.getAllServeEvents()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void aConnectionClosedWithoutAnswerMayHaveGotIt() throws IOException {
        assertMayHaveBeenSent(dial(RawServer.NO_ANSWER, "http"));
    }

    @Test
    void aResetMayHaveGotIt() throws IOException {
        assertMayHaveBeenSent(dial(RawServer.RESET, "http"));
    }

    @Test
    void halfAnAnswerMayHaveGotIt() throws IOException {
        assertMayHaveBeenSent(dial(RawServer.HALF_AN_ANSWER, "http"));
    }

    @Test
    void anAnswerThatIsNotHttpMayHaveGotIt() throws IOException {
        assertMayHaveBeenSent(dial(RawServer.NOT_HTTP, "http"));
    }

    @Test
    void aServerThatTakesTooLongMayHaveGotIt() throws IOException {
        try (RawServer server = new RawServer(RawServer.SILENCE).start()) {
            assertMayHaveBeenSent(
                    dial(TRANSPORTS.to(server.url("http"), Transports.impatient(Duration.ofMillis(200)))));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 201 Created\r\nX-Slow: ",
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"id\":\"",
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"id\":\""
            })
    @org.junit.jupiter.api.Timeout(value = 20, threadMode = org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerThatDripsForEverIsCutOffAndMayHaveGotIt(String beginning) throws IOException {
        HttpSettings settings =
                new HttpSettings(Duration.ofMillis(300), Duration.ofMillis(500), 64, null, null, 0, null);
        try (RawServer server = new RawServer(RawServer.dripping(beginning)).start()) {
            TransportException failure = dial(TRANSPORTS.to(server.url("http"), settings));
            assertThat(failure.mayHaveBeenSent()).isTrue();
            assertThat(failure).hasMessage("no whole answer came within 800 ms");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aProxyThatRefusesToConnectNeverPassedItOn() throws IOException {
        assertBehindAProxy(RawServer.PLAIN, "the proxy answered 400");
    }

    @Test
    void aProxyThatHangsUpNeverPassedItOn() throws IOException {
        assertBehindAProxy(RawServer.NO_ANSWER, "NoHttpResponseException");
    }

    @Test
    void aProxyThatSaysNothingNeverPassedItOn() throws IOException {
        assertBehindAProxy(RawServer.SILENCE, "");
    }

    private static void assertBehindAProxy(RawServer.Manner manner, String what) throws IOException {
        try (RawServer proxy = new RawServer(manner).start()) {
            HttpSettings settings = new HttpSettings(
                    PATIENCE,
                    PATIENCE,
                    64,
                    null,
                    "127.0.0.1",
                    URI.create(proxy.url("http")).getPort(),
                    null);

            TransportException failure = dial(TRANSPORTS.to("https://api.acme.example", settings));

            assertThat(failure.mayHaveBeenSent()).as("%s", failure.getCause()).isFalse();
            assertThat(failure)
                    .hasMessageStartingWith("no connection to the provider")
                    .hasMessageContaining(what);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    /** Each address is tried for the whole time-out of a connection, so that the time for the whole exchange is over before they are. */
    @Test
    void aHostWithManyDeadAddressesNeverGotIt() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
                Socket one = new Socket("127.0.0.1", full.getLocalPort());
                Socket other = new Socket("127.0.0.1", full.getLocalPort())) {
            HttpComponent http = component(addresses(6), PATIENCE);
            HttpSettings settings = new HttpSettings(PATIENCE, PATIENCE, 64, null, null, 0, http);

            TransportException failure =
                    dial(TRANSPORTS.to("http://many.acme.example:" + full.getLocalPort(), settings));

            assertThat(one.isConnected() && other.isConnected()).isTrue();
            assertThat(failure.mayHaveBeenSent()).as("%s", failure.getCause()).isFalse();
            assertThat(failure).hasMessage("no connection to the provider came within 600 ms");
        }
    }

    private static InetAddress[] addresses(int many) throws IOException {
        InetAddress[] addresses = new InetAddress[many];
        for (int i = 0; i < many; i++) {
            addresses[i] = InetAddress.getByName("127.0.0." + (i + 1));
        }
        return addresses;
    }

    private static HttpComponent component(InetAddress[] addresses, Duration connectTimeout) {
        DnsResolver resolver = new SystemDefaultDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return addresses;
            }
        };
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setFollowRedirects(false);
        http.setCookieManagementDisabled(true);
        http.setClientConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(connectTimeout.toMillis()))
                        .build())
                .build());
        return http;
    }

    static Stream<Throwable> failures() throws Exception {
        return Stream.of(
                new UnknownHostException("x"),
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new SSLException("Tag mismatch"),
                new IllegalStateException("Connection pool shut down"),
                new NullPointerException());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatWasNotBegunNeverLeftWhateverFailed(Throwable failure) {
        assertNeverLeft(Unanswered.because(failure, false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatWasBegunMayHaveBeenReadWhateverFailed(Throwable failure) {
        assertMayHaveBeenSent(Unanswered.because(failure, true));
    }

    @Test
    void aHandshakeThatTheServerRefusesLateEndsBeforeAnythingIsRead() {
        assertNeverLeft(Unanswered.because(
                new IOException(new SSLHandshakeException("Received fatal alert: bad_certificate")), true));
    }

    @Test
    void aCauseThatIsItsOwnCauseEnds() {
        IOException one = new IOException("one");
        IOException two = new IOException("two", one);
        one.initCause(two);

        assertMayHaveBeenSent(Unanswered.because(one, true));
    }
}
