package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookSigner;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a genuine webhook: kept before it is answered, taken in once, told apart from what only looks the same. */
class WebhookReceiptTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String NUMBER = "+15555550101";
    private static final String SECRET = "example-webhook-secret";
    private static final String TIME = "\"timestamp\":\"" + java.time.Instant.now() + "\"";

    @TempDir
    Path folder;

    private final Queue<String> routed = new ConcurrentLinkedQueue<>();

    /** An application that writes down each event that reaches its route. */
    private VoiceApp receiver(VoiceSandbox sandbox, CallLedger ledger, String... options) throws Exception {
        VoiceApp app = new VoiceApp("vyora", sandbox).ledger(ledger);
        String more = options.length == 0 ? "" : "&" + String.join("&", options);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("voicecall:vyora:callEvents?webhookSecret=" + SECRET + more)
                        .process(exchange -> routed.add(
                                exchange.getMessage().getBody(CallEvent.class).rawType()));
            }
        });
    }

    private static int post(VoiceApp app, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .header("X-Vyora-Signature", new WebhookSigner(SECRET).sign(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String event(String name, String more) {
        return "{\"event\":\"" + name + "\",\"call_id\":\"call-1\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private void assertRouted(String... events) {
        await().until(() -> routed.size() >= events.length);
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(routed)
                .containsExactly(events));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhookAck=received", "webhookAck=processed"})
    @Tag("P16")
    void whatCanNotBeStoredIsAnswered503SoThatTheSenderComesAgain(String ack) throws Exception {
        FailingLedger store = new FailingLedger(new MemoryCallLedger());
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = receiver(sandbox, store.ledger(), ack)) {
            store.fail("receive");
            assertThat(post(app, event("call_started", TIME))).isEqualTo(503);
            assertThat(routed).isEmpty();
            store.fail();

            assertThat(post(app, event("call_started", TIME))).isEqualTo(200);
            assertRouted("call_started");
        }
    }

    @Test
    @Tag("P17")
    void duplicatesUnknownEventsAndEventsOfACallThatIsOverAreAnswered200() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = receiver(sandbox, new MemoryCallLedger())) {
            String over =
                    event("all_processing_completed", "\"status\":\"completed\",\"analysis\":{\"summary\":\"s\"}");
            assertThat(List.of(
                            post(app, over),
                            post(app, over),
                            post(app, event("call_started", TIME)),
                            post(app, event("call_teleported", TIME))))
                    .containsOnly(200);
            assertRouted("all_processing_completed", "call_started", "call_teleported");
        }
    }

    @Test
    @Tag("P17")
    void anEventThatComesAgainWithAnotherBodyOverwritesNothing() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox).ledger(new MemoryCallLedger())) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("voicecall:vyora:callCompleted?delivery=webhook&completion=ended&webhookSecret=" + SECRET)
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(300);

            assertThat(post(app, event("call_completed", "\"status\":\"completed\"," + TIME)))
                    .isEqualTo(200);
            assertThat(post(app, event("call_completed", "\"status\":\"failed\",\"more\":1," + TIME)))
                    .isEqualTo(200);

            app.mock("completed").assertIsSatisfied();
            assertThat(app.mock("completed")
                            .getExchanges()
                            .get(0)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .status())
                    .isEqualTo(CallStatus.COMPLETED);
        }
    }

    @Test
    @Tag("D3")
    void anEventWithoutIdOrTimeIsKnownAgainByItsBytes() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = receiver(sandbox, new MemoryCallLedger())) {
            for (int i = 0; i < 4; i++) {
                assertThat(post(app, event("call_started", ""))).isEqualTo(200);
            }
            assertThat(post(app, event("call_started", "\"attempt\":2"))).isEqualTo(200);

            assertRouted("call_started", "call_started");
        }
    }

    @Test
    @Tag("P18")
    void anEventIsKnownAgainByAnotherReplicaAndAfterARestart() throws Exception {
        DataSource database = H2File.dataSource(folder);
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
            try (VoiceApp one = receiver(sandbox, new JdbcCallLedger(database));
                    VoiceApp two = receiver(sandbox, new JdbcCallLedger(database))) {
                assertThat(post(one, event("call_started", TIME))).isEqualTo(200);
                assertThat(post(two, event("call_started", TIME))).isEqualTo(200);
                assertRouted("call_started");
            }
            try (VoiceApp again = receiver(sandbox, new JdbcCallLedger(database))) {
                assertThat(post(again, event("call_started", TIME))).isEqualTo(200);
                assertRouted("call_started");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "samora"})
    @Tag("P20")
    void webhooksThatAreFasterThanTheAnswerOfTheirOwnTriggerBelongToItsCall(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            String trust = provider.equals("samora") ? "webhookToken=token-of-ours-0123456789" : app.signed();
            String more = provider.equals("samora")
                    ? "registerWebhook=true&webhookExternalUrl=https://hooks.example.org&agentId=" + sandbox.agentId()
                    : "delivery=webhook";
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", trust, more, "delay=3600000", "initialDelay=3600000"))
                            .to("mock:completed");
                }
            });
            sandbox.tunnel("https://hooks.example.org", "http://127.0.0.1:" + app.port());
            if (!provider.equals("samora")) {
                app.withWebhooks();
            }
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(500);
            sandbox.failNext(Fault.delayed(Duration.ofSeconds(2)));

            Exchange placed = app.send(
                    "direct:trigger",
                    app.request(NUMBER),
                    java.util.Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7"));

            assertThat(placed.getException()).isNull();
            assertThat(sandbox.webhookAnswers())
                    .as("events that were there before the answer")
                    .isNotEmpty();
            app.mock("completed").assertIsSatisfied();
            assertThat(app.mock("completed").getExchanges().get(0).getMessage().getBody(VoiceCall.class))
                    .returns("lead-7", VoiceCall::idempotencyKey)
                    .returns(sandbox.callIds(NUMBER).get(0), VoiceCall::id)
                    .returns(CallStatus.COMPLETED, VoiceCall::status);
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    @Tag("P20")
    void anEventThatTellsNoMoreThanAnUnknownIdWaitsForTheAnswerThatIsOnItsWay() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.voxbridge().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", "idempotencyKey=lead-7"));
                    from(app.uri(
                                    "callCompleted",
                                    app.signed(),
                                    "delivery=webhook",
                                    "completion=ended",
                                    "webhookAck=received"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setAssertPeriod(500);
            sandbox.failNext(Fault.delayed(Duration.ofSeconds(3)));

            CompletableFuture<Exchange> placing =
                    CompletableFuture.supplyAsync(() -> app.send("direct:trigger", app.request(NUMBER)));
            await().until(() -> !sandbox.callIds(NUMBER).isEmpty());
            String id = sandbox.callIds(NUMBER).get(0);
            await().until(() -> sandbox.webhookRequest("call.ended", id).body().contains("\"completed\""));
            assertThat(sandbox.webhookRequest("call.ended", id)
                            .to(app.webhookUrl())
                            .send())
                    .isEqualTo(200);

            assertThat(placing.get().getException()).isNull();
            app.mock("completed").assertIsSatisfied();
            assertThat(app.mock("completed").getExchanges().get(0).getMessage().getBody(VoiceCall.class))
                    .returns("lead-7", VoiceCall::idempotencyKey)
                    .returns(id, VoiceCall::id);
        }
    }

    @Test
    @Tag("P18")
    void twoReplicasThatAreToldAtTheSameTimeRouteAnEventOnce() throws Exception {
        DataSource database = H2File.dataSource(folder);
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp one = receiver(sandbox, new JdbcCallLedger(database));
                VoiceApp two = receiver(sandbox, new JdbcCallLedger(database))) {
            List<Integer> answers = IntStream.range(0, 16)
                    .parallel()
                    .mapToObj(i -> {
                        try {
                            return post(i % 2 == 0 ? one : two, event("call_started", TIME));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();

            assertThat(answers).containsOnly(200);
            assertRouted("call_started");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void anEventWhoseCallIdIsNoneIsRoutedAndMakesNoCallThatIsAskedAbout(String id) throws Exception {
        MemoryCallLedger ledger = new MemoryCallLedger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = receiver(sandbox, ledger)) {
            assertThat(post(app, "{\"event\":\"call_started\",\"call_id\":\"" + id + "\"," + TIME + "}"))
                    .isEqualTo(200);

            assertRouted("call_started");
            assertThat(ledger.counts(new AccountId("vyora", "default")).open()).isZero();
        }
    }
}
