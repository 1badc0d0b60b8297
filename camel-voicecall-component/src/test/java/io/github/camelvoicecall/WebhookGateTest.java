package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookSigner;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate between the internet and the route: only what the provider signed gets through, and every refusal has its status. */
class WebhookGateTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String VYORA_BODY =
            "{\"event\":\"call_completed\",\"call_id\":\"call-example-1\",\"status\":\"completed\"}";
    private static final String VYORA_SECRET = "example-webhook-secret";

    private VoiceSandbox sandbox;
    private VoiceApp app;

    private void start(String provider, String... options) throws Exception {
        sandbox = VoiceSandbox.of(provider).start();
        app = new VoiceApp(provider, sandbox);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("voicecall:" + provider + ":callEvents?" + String.join("&", options))
                        .to("mock:events");
            }
        });
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vyora     | X-Vyora-Signature | example-webhook-secret | {"event":"call_completed","call_id":"call-example-1","status":"completed"} | sha256=0d0858125915fd9e4bd18f4a2e9873fbc7de228e9dd7bd9d3eadf19de05d8d23
            voxbridge | X-Voice-Signature | test_secret            | {"event":"call.queued"}                                                   | sha256=d24c066c8d7d593681ef37f280835c4758b6526b44c98d7da44156cae7c41e82
            """)
    @Tag("P13")
    void theSignatureVectorsOfTheSheetsPass(
            String provider, String header, String secret, String body, String signature) throws Exception {
        start(provider, "webhookSecret=" + secret);
        app.mock("events").expectedMessageCount(1);

        assertThat(post(body, "application/json", header, signature)).isEqualTo(200);
        app.mock("events").assertIsSatisfied();
        assertThat(app.mock("events")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(CallEvent.class)
                        .raw())
                .isNotEmpty();

        assertThat(post(
                        body,
                        "application/json",
                        header,
                        signature.toUpperCase(Locale.ROOT).replace("SHA256", "sha256")))
                .isEqualTo(401);
        assertThat(post(body + " ", "application/json", header, signature)).isEqualTo(401);
        assertThat(post("{", "application/json", header, signature))
                .as("nothing is parsed before it is known to be genuine")
                .isEqualTo(401);
        assertThat(post(body.replace('e', 'f'), "application/json", header, signature))
                .isEqualTo(401);
        assertThat(post(body, "application/json", header, new WebhookSigner("wrong").sign(body)))
                .isEqualTo(401);
        assertThat(post(body, "application/json", header, signature.substring("sha256=".length())))
                .isEqualTo(401);
        assertThat(post(body, "application/json", "X-Other", signature)).isEqualTo(401);
        assertThat(post(body, "application/json", header, "")).isEqualTo(401);
        assertThat(app.mock("events").getReceivedCounter()).isOne();
    }

    @Test
    void whatIsNotJsonIsMalformedThoughItIsSigned() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);

        for (String body : new String[] {"no json", "[1]", "\"text\"", "", "{\"event\":", "null", "{}{}"}) {
            assertThat(post(body, "application/json", "X-Vyora-Signature", new WebhookSigner(VYORA_SECRET).sign(body)))
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "Application/X-WWW-Form-Urlencoded; charset=utf-8"
            })
    void aFormPostIsRefusedBecauseItsBytesCantBeVerified(String type) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);

        assertThat(post(VYORA_BODY, type, "X-Vyora-Signature", new WebhookSigner(VYORA_SECRET).sign(VYORA_BODY)))
                .isEqualTo(415);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @Test
    void tenMegabytesAreTooMuch() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = "{\"event\":\"call_completed\",\"x\":\"" + "y".repeat(10 * 1024 * 1024) + "\"}";

        assertThat(post(body, "application/json", "X-Vyora-Signature", new WebhookSigner(VYORA_SECRET).sign(body)))
                .isEqualTo(413);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @Test
    void whatAnnouncesNoLengthIsMeasuredAsWell() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET, "webhookMaxSize=1000");
        String body = "{\"event\":\"call_completed\",\"x\":\"" + "y".repeat(1000) + "\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .header("X-Vyora-Signature", new WebhookSigner(VYORA_SECRET).sign(body))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();

        assertThat(HTTP.send(chunked, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(413);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @Test
    @Tag("D9")
    void onlyAPostIsTaken() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);

        HttpRequest get =
                HttpRequest.newBuilder(URI.create(app.webhookUrl())).GET().build();
        assertThat(HTTP.send(get, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @Test
    @Tag("P15")
    void aTimeInTheFutureIsRefusedAndAnOldOneIsAnsweredButNotRouted() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);

        assertThat(signed(withTime(Instant.now().plus(Duration.ofMinutes(6))))).isEqualTo(401);
        assertThat(signed(withTime(Instant.now().minus(Duration.ofHours(73))))).isEqualTo(200);
        assertThat(app.mock("events").getReceivedCounter()).isZero();

        app.mock("events").expectedMessageCount(2);
        assertThat(signed(withTime(Instant.now().plus(Duration.ofMinutes(4))))).isEqualTo(200);
        assertThat(signed(withTime(Instant.now().minus(Duration.ofHours(71))))).isEqualTo(200);
        app.mock("events").assertIsSatisfied();
    }

    @Test
    void theSameEventIsRoutedOnceHoweverOftenItComes() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());
        app.mock("events").expectedMessageCount(1);
        app.mock("events").setAssertPeriod(300);

        for (int i = 0; i < 5; i++) {
            assertThat(signed(body)).isEqualTo(200);
        }
        app.mock("events").assertIsSatisfied();
    }

    @Test
    @Tag("P14")
    void bothSecretsAreValidDuringRotation() throws Exception {
        start("vyora", "webhookSecret=newer", "webhookPreviousSecret=" + VYORA_SECRET);

        assertThat(signed(withTime(Instant.now()))).isEqualTo(200);
        String other = withTime(Instant.now().minusSeconds(5));
        assertThat(post(other, "application/json", "X-Vyora-Signature", new WebhookSigner("newer").sign(other)))
                .isEqualTo(200);
        assertThat(post(other, "application/json", "X-Vyora-Signature", new WebhookSigner("third").sign(other)))
                .isEqualTo(401);
    }

    @Test
    void aSecretThatIsRetiredIsRefusedOnceTheRouteWasStartedWithoutIt() throws Exception {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox);
        VoiceAccount account = new VoiceAccount();
        account.setProvider("vyora");
        account.setApiKey(sandbox.apiKey());
        account.setWebhookSecret("newer");
        account.setWebhookPreviousSecret(VYORA_SECRET);
        app.bind("vyora", account);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("voicecall:vyora:callEvents").routeId("events").to("mock:events");
            }
        });
        assertThat(signed(withTime(Instant.now()))).isEqualTo(200);

        account.setWebhookPreviousSecret(null);
        app.context().getRouteController().stopRoute("events");
        app.context().getRouteController().startRoute("events");

        assertThat(signed(withTime(Instant.now().minusSeconds(1)))).isEqualTo(401);
        String current = withTime(Instant.now().minusSeconds(2));
        assertThat(post(current, "application/json", "X-Vyora-Signature", new WebhookSigner("newer").sign(current)))
                .isEqualTo(200);
        assertThat(app.mock("events").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void healthStaysUpButShowsWebhooksThatAreRefusedForTheirSignature() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());
        await().until(() -> health().getState() == HealthCheck.State.UP);
        post(body, "application/json", "X-Vyora-Signature", new WebhookSigner("another").sign(body));

        assertThat(health())
                .returns(HealthCheck.State.UP, HealthCheck.Result::getState)
                .extracting(HealthCheck.Result::getDetails, MAP)
                .containsEntry("webhooks.state", "DEGRADED")
                .containsEntry("webhooks.taken", 0L)
                .containsEntry("webhooks.refused", 1L)
                .hasEntrySatisfying("webhooks.lastRefused", last -> assertThat((String) last)
                        .endsWith(" SIGNATURE_WRONG"));

        signed(body);
        assertThat(health().getDetails()).containsEntry("webhooks.state", "OK").containsEntry("webhooks.taken", 1L);
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(app.context(), "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("consumer:"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Vyora-Signature=",
                "x-vyora-signature=",
                "a=b&X%2DVyora%2DSignature=",
                "%zz=1&X-Vyora-Signature="
            })
    void aSignatureInTheQueryIsNoneThoughItIsRight(String query) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());

        assertThat(rawPost("?" + query + new WebhookSigner(VYORA_SECRET).sign(body), body, "X-Other: x"))
                .isIn(400, 401);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length=abc", "content-length=99999999999999999999", "Content-Length="})
    void aQueryThatSpeaksAsAHeaderIsNoFaultOfOurs(String query) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());

        assertThat(rawPost("?" + query, body, "X-Vyora-Signature: sha256=00")).isEqualTo(401);
        assertThat(rawPost("?" + query, body, "X-Vyora-Signature: " + new WebhookSigner(VYORA_SECRET).sign(body)))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void aCompressedBodyIsRefusedThoughItIsSigned(String encoding) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());
        String signature = "X-Vyora-Signature: " + new WebhookSigner(VYORA_SECRET).sign(body);

        assertThat(rawPost("", body, signature + "\r\nContent-Encoding: " + encoding))
                .isEqualTo(415);
        assertThat(rawPost("", body, signature + "\r\nContent-Encoding: Identity"))
                .isEqualTo(200);
    }

    @Test
    void severalSignaturesAreNone() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());
        String right = "X-Vyora-Signature: " + new WebhookSigner(VYORA_SECRET).sign(body);

        assertThat(rawPost("", body, right + "\r\nX-Vyora-Signature: sha256=00"))
                .isEqualTo(401);
        assertThat(rawPost("", body, right + "\r\n" + right)).isEqualTo(401);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @Test
    void ofANameThatComesTwiceTheLastValueCountsInTheGateAndInTheRoute() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        app.mock("events").expectedMessageCount(1);

        assertThat(signed("{\"event\":\"call_started\",\"call_id\":\"first\",\"call_id\":\"last\",\"timestamp\":\""
                        + Instant.now() + "\"}"))
                .isEqualTo(200);

        app.mock("events").assertIsSatisfied();
        CallEvent event = app.mock("events").getExchanges().get(0).getMessage().getBody(CallEvent.class);
        assertThat(event).returns("last", CallEvent::callId);
        assertThat(event.call().id()).isEqualTo("last");
        assertThat(event.raw()).containsEntry("call_id", "last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"duration_seconds\":1e999999999",
                "\"duration_seconds\":999999999999999999999",
                "\"duration_seconds\":-5",
                "\"duration_seconds\":\"LONG\"",
                "\"called_at\":\"+999999999-12-31T23:59:59Z\",\"duration_seconds\":10",
                "\"called_at\":\"2026-01-15T09:00:00Z\",\"duration_seconds\":9223372036854775807",
                "\"transcript\":{\"a\":[[[[]]]]},\"analysis\":[]",
                "\"custom_args\":[1,2],\"agent_id\":{\"x\":1}"
            })
    void oddValuesOfAGenuineEventStopNothing(String odd) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        app.mock("events").expectedMessageCount(2);
        String long_ = "9".repeat(1_000_000);

        Instant sent = Instant.now();
        assertThat(signed("{\"event\":\"call_completed\",\"call_id\":\"odd\",\"status\":\"completed\","
                        + odd.replace("LONG", long_) + "}"))
                .isEqualTo(200);
        assertThat(signed(withTime(Instant.now()))).isEqualTo(200);

        app.mock("events").assertIsSatisfied();
        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LONG", "a\\u0000b", "a\\nb", "\\u001b[31m"})
    void anIdThatNoProviderHasIsMalformed(String id) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);

        assertThat(signed("{\"event\":\"call_started\",\"call_id\":\"" + id.replace("LONG", "x".repeat(201)) + "\"}"))
                .isEqualTo(400);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void whatIsNestedTooDeepIsMalformed(String open) throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);

        assertThat(signed("{\"x\":" + open.repeat(300_000))).isEqualTo(400);
        assertThat(app.mock("events").getReceivedCounter()).isZero();
    }

    /** By hand, since Java's client neither sends a header twice nor an address that is wrong. */
    private int rawPost(String query, String body, String headers) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.setSoTimeout(10_000);
            String request = "POST /voicecall/vyora" + query
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                    + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    @Test
    void anUnknownEventReachesTheRouteAsOther() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        app.mock("events").expectedMessageCount(1);

        assertThat(signed("{\"event\":\"call_teleported\",\"call_id\":\"c\",\"news\":1}"))
                .isEqualTo(200);
        app.mock("events").assertIsSatisfied();
        CallEvent event = app.mock("events").getExchanges().get(0).getMessage().getBody(CallEvent.class);
        assertThat(event.type()).isEqualTo(CallEventType.OTHER);
        assertThat(event.rawType()).isEqualTo("call_teleported");
    }

    @Test
    void theAnswerCarriesNothingThatCameIn() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String body = withTime(Instant.now());
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.webhookUrl() + "?q=1"))
                .header("Content-Type", "application/json")
                .header("X-Vyora-Signature", new WebhookSigner(VYORA_SECRET).sign(body))
                .header("X-Mine", "mine")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("x-mine", "q", "x-vyora-signature");
    }

    @Test
    void aRouteThatFailsIsAnsweredWith500AndTheEventComesToItAgain() throws Exception {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("voicecall:vyora:callEvents?webhookSecret=" + VYORA_SECRET)
                        .to("mock:events")
                        .filter(header(VoiceCallConstants.REDELIVERED).isEqualTo(false))
                        .throwException(new IllegalStateException("the CRM is away"));
            }
        });
        MockEndpoint events = app.mock("events");
        events.expectedMessageCount(2);

        assertThat(signed(withTime(Instant.now()))).isEqualTo(500);
        events.assertIsSatisfied();
        assertThat(events.getExchanges().get(1).getMessage().getHeader(VoiceCallConstants.REDELIVERED))
                .isEqualTo(true);
    }

    @Test
    @Tag("P16")
    @Tag("D9")
    void aSlowRouteNeverMakesTheSenderGiveUp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("voicecall:vyora:callEvents?webhookSecret=" + VYORA_SECRET)
                        .process(exchange -> release.await(20, TimeUnit.SECONDS))
                        .to("mock:events");
            }
        });
        app.mock("events").expectedMessageCount(1);

        Instant sent = Instant.now();
        assertThat(signed(withTime(Instant.now()))).isEqualTo(200);
        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(5));
        release.countDown();
        app.mock("events").assertIsSatisfied();
    }

    @Test
    void aSuspendedOrStoppedConsumerTakesNothing() throws Exception {
        start("vyora", "webhookSecret=" + VYORA_SECRET);
        String route = app.context().getRoutes().get(0).getId();

        app.context().getRouteController().suspendRoute(route);
        assertThat(signed(withTime(Instant.now()))).isEqualTo(503);
        app.context().getRouteController().resumeRoute(route);
        assertThat(signed(withTime(Instant.now()))).isEqualTo(200);
        app.context().getRouteController().stopRoute(route);
        assertThat(signed(withTime(Instant.now()))).isEqualTo(404);
        app.context().getRouteController().startRoute(route);
        await().untilAsserted(() -> assertThat(signed(withTime(Instant.now()))).isEqualTo(200));
    }

    private static String withTime(Instant time) {
        return "{\"event\":\"call_started\",\"call_id\":\"call-1\",\"timestamp\":\"" + time + "\"}";
    }

    private int signed(String body) throws Exception {
        return post(body, "application/json", "X-Vyora-Signature", new WebhookSigner(VYORA_SECRET).sign(body));
    }

    private int post(String body, String type, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", type)
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
