package io.github.camelvoicecall.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.sun.net.httpserver.HttpServer;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.UnexpectedPayloadException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.RequestField;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {
    @RegisterExtension
    static final Transports TRANSPORTS = new Transports();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter limiter = new RateLimiter(60, Duration.ofMinutes(1), null, time);
    private ApiClient client;

    @BeforeEach
    void client() {
        client = client(SERVER.baseUrl());
    }

    private ApiClient client(String baseUrl) {
        Retries retries = new Retries(4, Duration.ofSeconds(60), new Random(1), time);
        CallReader reader = new CallReader(Acme.spec(), Acme.spec().statuses());
        return new ApiClient(
                Acme.spec(), Acme.KEY, TRANSPORTS.to(baseUrl), RateLimits.of(limiter), retries, reader, Set.of(), time);
    }

    private Reading dial() throws VoiceCallException, InterruptedException {
        byte[] body = client.body(CallRequest.to("+15555550123").build(), true).bytes("ref-1");
        return client.retries().dial(() -> {
            client.awaitTurn();
            return client.place(body);
        });
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static void answersFirst(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        SERVER.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs("Started")
                .willSetStateTo("then")
                .willReturn(first));
        SERVER.stubFor(any(anyUrl()).inScenario("s").whenScenarioStateIs("then").willReturn(then));
    }

    private static List<String> urls() {
        return SERVER.getAllServeEvents().stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
    }

    @Test
    void placesACallWithOurReference() throws Exception {
        answers(okJson("{\"id\":\"c1\",\"status\":\"queued\",\"data\":{\"voicecall_ref\":\"ref-1\"}}"));

        Reading placed = dial();

        assertThat(placed.call().id()).isEqualTo("c1");
        assertThat(placed.call().status()).isEqualTo(CallStatus.QUEUED);
        assertThat(placed.ref()).isEqualTo("ref-1");
        assertThat(SERVER.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .isEqualTo("{\"to\":\"+15555550123\",\"data\":{\"voicecall_ref\":\"ref-1\"}}");
    }

    @Test
    void theBodyHoldsVariablesExtraAndTheReferenceOnlyIfThereIsOne() {
        CallRequest request = CallRequest.to("+15555550123")
                .variables(Map.of("a", 1))
                .extra(Map.of("priority", 5))
                .build();

        assertThat(new String(client.body(request, false).bytes("ref-1"), UTF_8))
                .isEqualTo("{\"to\":\"+15555550123\",\"data\":{\"a\":1},\"priority\":5}");
        assertThatThrownBy(() -> client.body(
                        CallRequest.to("+15555550123")
                                .variables(Map.of("voicecall_ref", "x"))
                                .build(),
                        true))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("data.voicecall_ref"))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> client.body(
                        CallRequest.to("+15555550123").extra(Map.of("to", "x")).build(), true))
                .isInstanceOf(FieldException.class);
    }

    @Test
    void eachTryOfABodyHasAReferenceOfItsOwn() {
        CallBody body = client.body(CallRequest.to("+15555550123").build(), true);

        assertThat(new String(body.bytes("ref-1"), UTF_8)).contains("\"voicecall_ref\":\"ref-1\"");
        assertThat(new String(body.bytes("ref-2"), UTF_8))
                .contains("\"voicecall_ref\":\"ref-2\"")
                .doesNotContain("ref-1");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void doesNotDialAgainWhenTheAnswerIsLost(Fault fault) {
        answers(aResponse().withFault(fault));

        VoiceCallException lost = catchThrowableOfType(VoiceCallException.class, this::dial);

        assertThat(lost).isInstanceOf(OutcomeUnknownException.class);
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(urls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 500, 502, 503, 504})
    void doesNotDialAgainAfterAnAnswerThatProvesNothing(int status) {
        answers(aResponse().withStatus(status).withHeader("Retry-After", "1"));

        assertThatThrownBy(this::dial).isInstanceOf(OutcomeUnknownException.class);
        assertThat(urls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"id\":null}",
                "{\"id\":\"\"}",
                "{\"id\":\" \"}",
                "[]",
                "[{\"id\":\"c1\"}]",
                "\"c1\"",
                "null",
                "<html>OK</html>",
                "{\"id\":\"c1\""
            })
    void aSuccessThatNamesNoCallIsUnknown(String body) {
        answers(okJson(body));

        assertThatThrownBy(this::dial)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("(HTTP 200)");
        assertThat(urls()).hasSize(1);
    }

    @Test
    void dialsAgainAfterTheTimeThatTheProviderAskedFor() throws Exception {
        answersFirst(aResponse().withStatus(429).withHeader("Retry-After", "7"), okJson("{\"id\":\"c1\"}"));

        assertThat(dial().call().id()).isEqualTo("c1");
        assertThat(urls()).hasSize(2);
        assertThat(time.instant()).isBetween(VirtualTime.START.plusSeconds(7), VirtualTime.START.plusSeconds(8));
    }

    @Test
    void anAnswerThatAsksForMoreThanTheBoundFailsAtOnceAndSoDoTheNextCalls() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "3600"));
        assertThatThrownBy(this::dial).isInstanceOf(RateLimitedException.class);

        RateLimitedException second = catchThrowableOfType(RateLimitedException.class, this::dial);

        assertThat(second.getRetryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(second.outcome()).isEqualTo(Outcome.NOT_PLACED);
        assertThat(second).hasMessageContaining("3600 s");
        assertThatThrownBy(() -> client.getCall("c1", Use.READ)).isInstanceOf(RateLimitedException.class);
        assertThat(time.sleeps()).as("nobody slept").isEmpty();
        assertThat(urls()).as("nothing was sent").hasSize(1);
        time.pass(Duration.ofHours(1));
        answers(okJson("{\"id\":\"c1\"}"));
        assertThat(catchThrowable(this::dial)).isNull();
    }

    @Test
    void oneThrottledRequestHoldsTheOthersBack() {
        answers(aResponse().withStatus(429));
        Retries none = new Retries(0, Duration.ofSeconds(60), new Random(1), time);
        ApiClient impatient = new ApiClient(
                Acme.spec(),
                Acme.KEY,
                TRANSPORTS.to(SERVER.baseUrl()),
                RateLimits.of(limiter),
                none,
                new CallReader(Acme.spec(), Acme.spec().statuses()),
                Set.of(),
                time);

        assertThatThrownBy(() -> impatient.getCall("c1", Use.READ)).isInstanceOf(RateLimitedException.class);

        assertThat(client.room()).isZero();
        assertThat(limiter.tryAcquire(Use.DIAL)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void everyRequestGivesItsTurnBackHoweverItEnds() {
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(catchThrowable(this::dial)).isNotNull();
        answers(aResponse().withStatus(400));
        assertThat(catchThrowable(this::dial)).isNotNull();
        time.pass(Duration.ofMinutes(2));

        assertThat(client.room()).isEqualTo(45);
    }

    @Test
    void aTurnThatIsNotUsedIsGivenBack() throws Exception {
        client.awaitTurn();
        client.forgo();
        time.pass(Duration.ofMinutes(1));

        assertThat(client.room()).isEqualTo(45);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a%2Fb",
        "a b, a%20b",
        "ä, %C3%A4",
        "a%2Fb, a%252Fb",
        "a?b=c, a%3Fb%3Dc",
        "a;b, a%3Bb",
        "+, %2B",
        "a#b, a%23b",
        "../admin, ..%2Fadmin",
        "{callId}, %7BcallId%7D",
        "'a,b', 'a%2Cb'",
        "c-1_2.3~4, c-1_2.3%7E4"
    })
    void encodesStrangeCallIds(String id, String segment) throws Exception {
        answers(okJson("{\"status\":\"done\"}"));

        assertThat(client.getCall(id, Use.READ).call().id())
                .as("the id that was asked for")
                .isEqualTo(id);
        assertThat(urls()).containsExactly("/calls/" + segment);
    }

    @Test
    void aRequestWithoutParametersHasNoQuestionMark() throws Exception {
        List<URI> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI());
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"id\":\"c1\",\"status\":\"done\"}".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            client("http://127.0.0.1:" + server.getAddress().getPort()).getCall("c1", Use.READ);
        } finally {
            server.stop(0);
        }

        assertThat(asked).extracting(URI::toString).containsExactly("/calls/c1");
    }

    @Test
    void readsAgainWhenTheProviderFails() throws Exception {
        answersFirst(aResponse().withStatus(503), okJson("{\"status\":\"done\"}"));

        assertThat(client.getCall("c1", Use.READ).call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(urls()).hasSize(2);
    }

    @Test
    void readsAgainWhenTheAnswerIsLost() throws Exception {
        answersFirst(aResponse().withFault(Fault.EMPTY_RESPONSE), okJson("{\"status\":\"done\"}"));

        assertThat(client.getCall("c1", Use.READ).call().status()).isEqualTo(CallStatus.COMPLETED);
    }

    @Test
    void aReadThatCannotBeReadSaysSo() {
        answers(okJson("<html>"));

        assertThatThrownBy(() -> client.getCall("c1", Use.READ))
                .isInstanceOf(UnexpectedPayloadException.class)
                .hasMessageStartingWith("acme:getCall: the answer is not JSON");
        assertThat(urls()).hasSize(1);
    }

    private ApiClient of(Transport transport) {
        CallReader reader = new CallReader(Acme.spec(), Acme.spec().statuses());
        return new ApiClient(
                Acme.spec(), Acme.KEY, transport, RateLimits.of(limiter), client.retries(), reader, Set.of(), time);
    }

    @Test
    void anAnswerThatIsTooLongIsUnexpectedAndSaysNothingOfACall() {
        ApiClient far = of(request -> ProviderResponse.cut(200, Map.of()));

        assertThatThrownBy(() -> far.getCall("c1", Use.READ))
                .isInstanceOf(UnexpectedPayloadException.class)
                .hasMessageContaining("longer than 33554432 bytes");
        assertThatThrownBy(() -> far.place(
                        far.body(CallRequest.to("+15555550123").build(), false).bytes(null)))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(
                        () -> of(request -> ProviderResponse.cut(422, Map.of())).getCall("c1", Use.READ))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void listsWithFiltersAndPages() {
        answers(okJson("{\"items\":[{\"id\":\"c1\",\"status\":\"done\"}],\"total\":1}"));

        PageIterator<Reading> calls =
                client.calls(Operation.LIST_CALLS, Asked.of(Map.of("status", "in progress&x=1")), 0, Use.READ);

        assertThat(calls.next().call().id()).isEqualTo("c1");
        assertThat(calls.hasNext()).isFalse();
        assertThat(urls()).containsExactly("/calls?limit=25&offset=0&status=in%20progress%26x%3D1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 25", "0, 25", "1, 1", "100, 100", "1000, 100"})
    void pageSizesAreThoseOfTheProvider(int asked, int sent) {
        answers(okJson("{\"items\":[],\"total\":0}"));
        assertThat(client.calls(Operation.LIST_CALLS, Asked.NOTHING, asked, Use.READ)
                        .hasNext())
                .isFalse();

        assertThat(urls()).containsExactly("/calls?limit=" + sent + "&offset=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":null}", "{\"items\":{}}", "{\"items\":\"none\"}", "[]"})
    @Tag("P25")
    void anAnswerWithoutTheListIsNotAnEmptyList(String body) {
        answers(okJson(body));
        PageIterator<Reading> calls = client.calls(Operation.LIST_CALLS, Asked.NOTHING, 0, Use.READ);

        assertThatThrownBy(calls::hasNext)
                .isInstanceOf(RuntimeCamelException.class)
                .hasCauseInstanceOf(UnexpectedPayloadException.class);
    }

    @Test
    void theProbeAsksForLittle() throws Exception {
        answers(okJson("{\"items\":[]}"));
        assertThat(client.probe()).isTrue();

        assertThat(urls()).containsExactly("/calls?limit=1&offset=0");
        answers(aResponse().withStatus(401));
        assertThatThrownBy(client::probe).isInstanceOf(VoiceCallException.class).hasMessageContaining("apiKey");
    }

    @Test
    void theProbeLeavesTheLastTurnToACallAndWaitsForNone() throws Exception {
        answers(okJson("{\"items\":[]}"));
        while (limiter.room() > 1) {
            assertThat(limiter.tryAcquire(Use.LOOK)).isZero();
        }

        assertThat(client.probe()).isFalse();
        assertThat(urls()).isEmpty();
        assertThat(limiter.tryAcquire(Use.DIAL)).isZero();
    }

    @Test
    void namesTheFirstFieldThatTheProviderCannotHonour() {
        assertThat(client.unsupported(CallRequest.to("+15555550123")
                        .variables(Map.of("a", 1))
                        .metadata(Map.of("b", 2))
                        .contactName("Alex")
                        .build()))
                .isNull();
        assertThat(client.unsupported(CallRequest.to("+15555550123")
                        .scheduleAt(Instant.EPOCH)
                        .maxAttempts(2)
                        .build()))
                .isEqualTo(RequestField.SCHEDULE_AT);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 402, 403, 404, 408, 422, 429, 500, 503})
    @Tag("P12")
    void noFailureShowsTheKeyOrTheNumber(int status) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Retry-After", "600")
                .withBody("{\"error\":\"key " + Acme.KEY + " for +15555550123\"}"));
        Throwable failure = catchThrowable(this::dial);

        assertThat(trace(failure))
                .contains("acme:triggerCall")
                .doesNotContain(Acme.KEY)
                .doesNotContain("5555550123");
    }

    @Test
    void aLostAnswerShowsNeitherKeyNorNumber() {
        answers(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));

        assertThat(trace(catchThrowable(this::dial)))
                .contains("acme:triggerCall")
                .doesNotContain(Acme.KEY)
                .doesNotContain("5555550123");
        assertThat(client.toString() + limiter).doesNotContain(Acme.KEY);
    }

    @Test
    void aRefusalNamesTheField() {
        answers(aResponse().withStatus(422));

        assertThat(catchThrowableOfType(InvalidRequestException.class, this::dial)
                        .getField())
                .isEqualTo("to");
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void anAnswerAboutAnotherCallIsNotTakenForTheOneThatWasAskedFor() {
        answers(okJson("{\"id\":\"c2\",\"status\":\"done\"}"));

        assertThatThrownBy(() -> client.getCall("c1", Use.READ))
                .isInstanceOf(UnexpectedPayloadException.class)
                .hasMessageStartingWith("acme:getCall: the answer is about another call");
    }
}
