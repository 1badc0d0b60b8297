package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookSigner;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real second process leaves behind when it is killed. */
class CrashTest {
    private static final String NUMBER = "+15555550101";

    @TempDir
    Path folder;

    @Test
    @Tag("P16")
    void aRouteThatTakesThirtySecondsHasItsEventAgainAfterAKillThoughTheSenderHadItsAnswerLongBefore()
            throws Exception {
        Path marker = folder.resolve("port");
        Process process = launch(SlowReceiver.class, folder.toString(), marker.toString());
        String url;
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            Files.exists(marker) && !Files.readString(marker).isBlank());
            url = Files.readString(marker).trim();
            String body =
                    "{\"event\":\"all_processing_completed\",\"call_id\":\"c-1\",\"status\":\"completed\",\"analysis\":{\"summary\":\"s\"},\"timestamp\":\""
                            + Instant.now() + "\"}";
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .header("X-Vyora-Signature", new WebhookSigner("s3").sign(body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            // the first request of a process pays for loading classes
            post(url);
            Instant sent = Instant.now();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(5));
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("voicecall:vyora:callCompleted?delivery=webhook&webhookSecret=s3")
                            .to("mock:completed");
                }
            });
            MockEndpoint completed = app.mock("completed");
            completed.expectedMessageCount(1);
            completed.setResultWaitTime(60_000);
            completed.assertIsSatisfied();
            assertThat(completed
                            .getExchanges()
                            .get(0)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .id())
                    .isEqualTo("c-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    @Tag("P1")
    void aProcessKilledWhileItPlacesACallNeverLetsItRingTwice(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start()) {
            sandbox.failNext(io.github.camelvoicecall.sandbox.Fault.delayed(Duration.ofSeconds(20)));
            Process process = launch(
                    OneCall.class, folder.toString(), provider, sandbox.baseUrl(), sandbox.apiKey(), sandbox.agentId());
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> sandbox.rings(NUMBER) == 1);
            } finally {
                process.destroyForcibly().waitFor();
            }

            try (VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks().ledger(H2File.ledger(folder))) {
                app.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:trigger")
                                .to(app.uri("triggerCall", "connectTimeout=1000", "responseTimeout=1000"));
                        from(app.uri("callCompleted", "delay=200", "callDeadline=4000", app.signed()))
                                .to("mock:completed");
                    }
                });
                MockEndpoint completed = app.mock("completed");
                completed.expectedMinimumMessageCount(1);
                completed.setResultWaitTime(30_000);

                Exchange again = app.send(
                        "direct:trigger", app.request(NUMBER), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7"));

                completed.assertIsSatisfied();
                VoiceCall call = completed.getExchanges().get(0).getMessage().getBody(VoiceCall.class);
                assertThat(call.idempotencyKey()).isEqualTo("lead-7");
                assertThat(call.id() != null || call.unresolved() != null).isTrue();
                if (provider.equals("voxbridge")) {
                    assertThat(again.getException()).isNull();
                    assertThat(call.id()).isEqualTo(sandbox.callIds(NUMBER).get(0));
                }
                assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER)))
                        .isEqualTo(List.of(1, 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"vyora,0", "vyora,4s", "voxbridge,0"})
    void aCallWhoseProcessDiedIsHeldWhereverTheProviderDoesNotShowIt(String provider, String resendAfter)
            throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start()) {
            leaveOneCallBehind(provider, sandbox);

            try (VoiceApp app = appAfterTheCrash(provider, sandbox, resendAfter)) {
                await().during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(40))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> again(app) instanceof OutcomeUnknownException);
                assertThat(sandbox.posts(NUMBER)).isZero();
            }
        }
    }

    @Test
    void aCallWhoseProcessDiedIsSentAgainByTheUsersWordOnceTheTimeIsOverAndTheListDoesNotShowIt() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start()) {
            leaveOneCallBehind("voxbridge", sandbox);

            try (VoiceApp app = appAfterTheCrash("voxbridge", sandbox, "8s")) {
                assertThat(again(app)).isInstanceOf(OutcomeUnknownException.class);
                assertThat(sandbox.posts(NUMBER)).isZero();

                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> again(app) == null);
                assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER)))
                        .isEqualTo(List.of(1, 1));
            }
        }
    }

    @Test
    void aTimeThatIsShorterThanARequestMayTakeIsRefusedAtStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start()) {
            assertThatThrownBy(() -> appAfterTheCrash("voxbridge", sandbox, "3s"))
                    .hasStackTraceContaining(
                            "resendAbandonedAfter=3000 must be longer than one request may take, 3000 ms");
        }
    }

    /** A process is killed while the provider's side has taken its connection and not answered. */
    private void leaveOneCallBehind(String provider, VoiceSandbox sandbox) throws Exception {
        try (ServerSocket nowhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + nowhere.getLocalPort();
            Process process =
                    launch(OneCall.class, folder.toString(), provider, address, sandbox.apiKey(), sandbox.agentId());
            try {
                nowhere.setSoTimeout(60_000);
                nowhere.accept();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private VoiceApp appAfterTheCrash(String provider, VoiceSandbox sandbox, String resendAfter) throws Exception {
        VoiceApp app = new VoiceApp(provider, sandbox).ledger(H2File.ledger(folder));
        try {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger")
                            .to(app.uri(
                                    "triggerCall",
                                    "connectTimeout=1000",
                                    "responseTimeout=1000",
                                    "resendAbandonedAfter=" + resendAfter));
                }
            });
            return app;
        } catch (Exception e) {
            app.close();
            throw e;
        }
    }

    private static Exception again(VoiceApp app) throws Exception {
        return app.send("direct:trigger", app.request(NUMBER), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7"))
                .getException();
    }

    private static void post(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private Process launch(Class<?> main, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        File log = folder.resolve(main.getSimpleName() + ".log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /** A process whose route never ends; it writes its webhook's address into a file. */
    static final class SlowReceiver {
        private SlowReceiver() {}

        public static void main(String[] arguments) throws Exception {
            try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                    VoiceApp app = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(Path.of(arguments[0])))) {
                app.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("voicecall:vyora:callCompleted?delivery=webhook&webhookSecret=s3")
                                .process(exchange -> new CountDownLatch(1).await());
                    }
                });
                Files.writeString(Path.of(arguments[1]), app.webhookUrl());
                new CountDownLatch(1).await();
            }
        }
    }

    /** A process that places one call and waits for the answer. */
    static final class OneCall {
        private OneCall() {}

        public static void main(String[] arguments) throws Exception {
            try (VoiceSandbox unused = VoiceSandbox.vyora().start();
                    VoiceApp app = new VoiceApp(arguments[1], unused).ledger(H2File.ledger(Path.of(arguments[0])))) {
                app.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:trigger")
                                .to("voicecall:" + arguments[1]
                                        + ":triggerCall?connectTimeout=1000&responseTimeout=1000&baseUrl="
                                        + arguments[2] + "&apiKey=" + arguments[3]);
                    }
                });
                app.send(
                        "direct:trigger",
                        Map.of("to", NUMBER, "agentId", arguments[4]),
                        Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7"));
            }
        }
    }
}
