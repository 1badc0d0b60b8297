package io.github.camelvoicecall.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {
    @RegisterExtension
    static final Transports TRANSPORTS = new Transports();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private static final Map<String, String> HEADERS =
            Map.of("Authorization", "Bearer " + Acme.KEY, "Accept", "application/json");

    private static ProviderRequest dial() {
        return new ProviderRequest("POST", "/calls", null, HEADERS, "{\"to\":\"Zoë\"}".getBytes(UTF_8), true);
    }

    private static ProviderRequest read(String path, String query) {
        return new ProviderRequest("GET", path, query, HEADERS, null, false);
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static List<LoggedRequest> requests() {
        return SERVER.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 401, 408, 409, 425, 429, 500, 502, 503, 504})
    void sendsOnePostWhateverTheAnswer(int status) throws TransportException {
        answers(aResponse().withStatus(status).withHeader("Retry-After", "0").withBody("{\"a\":1}"));

        ProviderResponse answer = TRANSPORTS.to(SERVER.baseUrl()).send(dial());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
        assertThat(answer.header("retry-AFTER")).isEqualTo("0");
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void readsAreNotRepeatedBehindOurBackEither(int status) throws TransportException {
        answers(aResponse().withStatus(status));

        assertThat(TRANSPORTS.to(SERVER.baseUrl()).send(read("/calls/1", null)).status())
                .isEqualTo(status);
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"301, true", "302, true", "303, true", "307, true", "308, true", "302, false", "307, false"})
    void followsNoRedirect(int status, boolean dials) throws TransportException {
        answers(aResponse().withStatus(status).withHeader("Location", SERVER.baseUrl() + "/elsewhere"));

        ProviderResponse answer = TRANSPORTS.to(SERVER.baseUrl()).send(dials ? dial() : read("/calls/1", null));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void sendsKeyBodyAndNoHeaderBeyondWhatItNeeds() throws TransportException {
        answers(okJson("{}"));

        TRANSPORTS.to(SERVER.baseUrl()).send(dial());

        LoggedRequest request = requests().get(0);
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/calls");
        assertThat(request.getBody()).isEqualTo("{\"to\":\"Zoë\"}".getBytes(UTF_8));
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + Acme.KEY);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("User-Agent")).isEqualTo("camel-voicecall");
        assertThat(request.getHeaders().keys().stream()
                        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.toSet()))
                .isSubsetOf(
                        "authorization",
                        "accept",
                        "content-type",
                        "content-length",
                        "user-agent",
                        "host",
                        "connection",
                        "accept-encoding");
    }

    @Test
    void readsHaveNoBodyAndTheirQuery() throws TransportException {
        answers(okJson("{}"));

        TRANSPORTS.to(SERVER.baseUrl() + "/base").send(read("/calls", "limit=1&status=a%26b%20c"));

        LoggedRequest request = requests().get(0);
        assertThat(request.getMethod().getName()).isEqualTo("GET");
        assertThat(request.getUrl()).isEqualTo("/base/calls?limit=1&status=a%26b%20c");
        assertThat(request.getBody()).isEmpty();
        assertThat(request.containsHeader("Content-Type")).isFalse();
    }

    @Test
    void oneRequestsQueryDoesNotStickToTheNext() throws TransportException {
        answers(okJson("{}"));
        HttpTransport transport = TRANSPORTS.to(SERVER.baseUrl());
        transport.send(read("/calls", "limit=1"));
        transport.send(read("/calls/7", null));

        assertThat(requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactlyInAnyOrder("/calls?limit=1", "/calls/7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Fb",
                "a%20b",
                "%C3%A4",
                "a%252Fb",
                "a%3Fb%3Dc",
                "a%3Bb",
                "%2B",
                "a%23b",
                "%2E%2E%2Fadmin",
                "%7Bx%7D",
                "%25"
            })
    void leavesAnEncodedPathAsItIs(String segment) throws TransportException {
        answers(okJson("{}"));

        TRANSPORTS.to(SERVER.baseUrl()).send(read("/calls/" + segment, null));

        assertThat(requests()).singleElement().extracting(LoggedRequest::getUrl).isEqualTo("/calls/" + segment);
    }

    @Test
    void readsGzip() throws TransportException {
        String big = "{\"summary\":\"" + "long ".repeat(2_000) + "\"}";
        answers(okJson(big));

        assertThat(TRANSPORTS.to(SERVER.baseUrl()).send(read("/calls/1", null)).body())
                .isEqualTo(big.getBytes(UTF_8));
        assertThat(requests().get(0).getHeader("Accept-Encoding")).contains("gzip");
    }

    @Test
    void anAnswerMayBeEmpty() throws TransportException {
        answers(aResponse().withStatus(204));

        assertThat(TRANSPORTS.to(SERVER.baseUrl()).send(dial()).body()).isEmpty();
    }

    @Test
    void keepsNoCookies() throws TransportException {
        answers(okJson("{}").withHeader("Set-Cookie", "session=1; Path=/"));
        HttpTransport transport = TRANSPORTS.to(SERVER.baseUrl());
        for (int i = 0; i < 2; i++) {
            transport.send(dial());
            transport.send(read("/calls/1", null));
        }

        assertThat(requests()).hasSize(4).noneMatch(request -> request.containsHeader("Cookie"));
    }

    @Test
    void answersHoldNoneOfOurRequestsHeaders() throws TransportException {
        answers(okJson("{}"));

        assertThat(TRANSPORTS.to(SERVER.baseUrl()).send(dial()).headers().toString())
                .doesNotContain(Acme.KEY);
    }

    @Test
    void requestsAndAnswersShowNothingInToString() {
        assertThat(dial()).hasToString("POST /calls");
        assertThat(new ProviderResponse(200, HEADERS, new byte[0])).hasToString("HTTP 200");
    }

    @Test
    void dialsOverNewConnectionsWhereTheServerDoesNotSayThatItKeepsThem() throws Exception {
        try (RawServer server = new RawServer(RawServer.OK).start()) {
            HttpTransport transport = TRANSPORTS.to(server.url("http"));
            for (int i = 0; i < 3; i++) {
                transport.send(read("/calls/1", null));
            }
            assertThat(server.connections()).as("reads").isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                transport.send(dial());
            }
            assertThat(server.connections()).as("and dials").isEqualTo(4);
            transport.send(read("/calls/1", null));
            assertThat(server.connections())
                    .as("no read after a dial takes its connection")
                    .isEqualTo(4);
        }
    }

    @Test
    void tellsAServerThatKeepsNothingThatAConnectionIsNotUsedAgain() throws TransportException {
        answers(okJson("{}"));
        HttpTransport transport = TRANSPORTS.to(SERVER.baseUrl());
        transport.send(dial());
        transport.send(dial());
        transport.send(read("/calls/1", null));

        assertThat(requests().stream()
                        .filter(request -> "close".equals(request.getHeader("Connection")))
                        .map(request -> request.getMethod().getName()))
                .containsExactly("POST");
    }

    @Test
    void dialsOverAConnectionThatTheServerSaysItKeeps() throws Exception {
        try (RawServer server = new RawServer(RawServer.KEEPS).start()) {
            HttpTransport transport = TRANSPORTS.to(server.url("http"));
            for (int i = 0; i < 3; i++) {
                assertThat(transport.send(dial()).status()).isEqualTo(200);
            }
            assertThat(server.connections()).isEqualTo(1);
            transport.send(read("/calls/1", null));
            assertThat(server.connections()).as("reads use their own").isEqualTo(2);
            transport.send(dial());
            assertThat(server.connections()).as("and dials theirs").isEqualTo(2);
        }
    }

    @Test
    void aServerThatRestartsAlthoughItSaidItKeepsConnectionsMakesNoOutcomeUnknown() throws Exception {
        try (RawServer server = new RawServer(RawServer.CLOSES_KEPT).start()) {
            HttpTransport transport = TRANSPORTS.to(server.url("http"));
            for (int i = 0; i < 3; i++) {
                assertThat(transport.send(dial()).status()).isEqualTo(200);
                Duration silent = KeptConnections.SURELY_OPEN.toDuration().plusMillis(50);
                await().pollDelay(silent).until(() -> true);
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void aServerThatClosesIdleConnectionsMakesNoOutcomeUnknown() throws Exception {
        try (RawServer server = new RawServer(RawServer.CLOSES_IDLE).start()) {
            HttpTransport transport = TRANSPORTS.to(server.url("http"));
            for (int i = 0; i < 20; i++) {
                assertThat(transport.send(dial()).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void manyThreadsShareATransport() throws Exception {
        answers(okJson("{}"));
        HttpTransport transport = TRANSPORTS.to(SERVER.baseUrl());
        CountDownLatch done = new CountDownLatch(16);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String path = "/calls/" + i;
            threads.add(new Thread(() -> {
                try {
                    transport.send(read(path, null));
                    done.countDown();
                } catch (TransportException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(done.getCount()).isZero();
        assertThat(requests())
                .extracting(LoggedRequest::getUrl)
                .doesNotHaveDuplicates()
                .hasSize(16);
    }

    private static HttpComponent yours() {
        HttpComponent yours = new HttpComponent();
        yours.setAutomaticRetriesDisabled(true);
        yours.setRedirectHandlingDisabled(true);
        yours.setCookieManagementDisabled(true);
        return yours;
    }

    private static HttpSettings with(HttpComponent yours) {
        return new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 64, null, null, 0, yours);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 302, 307})
    void aComponentOfYourOwnKeepsWhatOursKeeps(int status) throws TransportException {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Location", SERVER.baseUrl() + "/elsewhere")
                .withHeader("Set-Cookie", "session=1; Path=/"));
        HttpTransport transport = TRANSPORTS.to(SERVER.baseUrl(), with(yours()));

        assertThat(transport.send(dial()).status()).isEqualTo(status);
        assertThat(transport.send(read("/calls/1", null)).status()).isEqualTo(status);
        assertThat(requests()).hasSize(2).noneMatch(request -> request.containsHeader("Cookie"));
    }

    static Stream<Arguments> careless() {
        return Stream.of(
                careless("automaticRetriesDisabled=true", yours -> yours.setAutomaticRetriesDisabled(false)),
                careless("redirectHandlingDisabled=true", yours -> yours.setRedirectHandlingDisabled(false)),
                careless("followRedirects=false", yours -> yours.setFollowRedirects(true)),
                careless("cookieManagementDisabled=true", yours -> yours.setCookieManagementDisabled(false)),
                careless("no cookieStore", yours -> yours.setCookieStore(new BasicCookieStore())));
    }

    private static Arguments careless(String mend, Consumer<HttpComponent> change) {
        HttpComponent yours = yours();
        change.accept(yours);
        return Arguments.of(mend, yours);
    }

    @ParameterizedTest
    @MethodSource
    void careless(String mend, HttpComponent yours) {
        assertThatThrownBy(() -> TRANSPORTS.to(SERVER.baseUrl(), with(yours)))
                .hasStackTraceContaining("Option httpComponent: set ")
                .hasStackTraceContaining(mend);
    }

    @Test
    void stoppingTwiceOrBeforeStartDoesNoHarm() {
        HttpTransport transport = TRANSPORTS.to(SERVER.baseUrl());
        transport.stop();
        transport.stop();
        new HttpTransport(null, "http://127.0.0.1", HttpSettings.DEFAULT).stop();
    }

    @Test
    @Timeout(30)
    void anAnswerWithoutEndIsCutAndItsConnectionBroken() throws Exception {
        try (RawServer server = new RawServer(RawServer.ENDLESS).start()) {
            ProviderResponse answer = TRANSPORTS
                    .to(server.url("http"))
                    .send(new ProviderRequest("GET", "/calls", null, Map.of(), null, false));

            assertThat(answer.cut()).isTrue();
            assertThat(answer.body()).isEmpty();
            assertThat(answer.status()).isEqualTo(200);
        }
    }
}
