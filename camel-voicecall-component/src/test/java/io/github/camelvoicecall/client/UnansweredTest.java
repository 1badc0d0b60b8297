package io.github.camelvoicecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnansweredTest {
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
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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

    static Stream<Throwable> neverLeft() throws Exception {
        return Stream.of(
                new UnknownHostException("x"),
                new ConnectException("Connection refused"),
                new NoRouteToHostException("x"),
                new SSLHandshakeException("PKIX path building failed"),
                new SSLPeerUnverifiedException("Certificate doesn't match"),
                new ConnectTimeoutException("Connect timed out"),
                new HttpHostConnectException("Connection refused"),
                new ConnectionRequestTimeoutException("Timeout deadline: 10000 MILLISECONDS"),
                new RuntimeCamelException(new IOException(new ConnectException("deep"))));
    }

    @ParameterizedTest
    @MethodSource
    void neverLeft(Throwable failure) {
        assertNeverLeft(Unanswered.because(failure));
    }

    static Stream<Throwable> mayHaveBeenSent() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new SocketException("Broken pipe"),
                new NoHttpResponseException("failed to respond"),
                new SSLException("Tag mismatch"),
                new SSLException("closing inbound before receiving peer's close_notify"),
                new IOException("x"),
                new IllegalStateException("Connection pool shut down"),
                new NullPointerException());
    }

    @ParameterizedTest
    @MethodSource
    void mayHaveBeenSent(Throwable failure) {
        assertMayHaveBeenSent(Unanswered.because(failure));
    }

    @Test
    void aCauseThatIsItsOwnCauseEnds() {
        IOException one = new IOException("one");
        IOException two = new IOException("two", one);
        one.initCause(two);

        assertMayHaveBeenSent(Unanswered.because(one));
    }
}
