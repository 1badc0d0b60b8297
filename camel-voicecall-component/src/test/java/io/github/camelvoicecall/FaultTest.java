package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call when the network or the provider fails: never a second ring, never a second POST after an unknown outcome. */
class FaultTest {
    private static final String NUMBER = "+15555550101";

    static Stream<Arguments> unknownWithoutRing() {
        return Stream.of("vyora", "voxbridge", "outboundcalls").flatMap(provider -> Stream.of(
                        Fault.status(503),
                        Fault.status(500),
                        Fault.status(502),
                        Fault.status(408),
                        Fault.status(409),
                        Fault.resetBeforePlacing())
                .map(fault -> Arguments.of(provider, fault)));
    }

    @ParameterizedTest
    @MethodSource("unknownWithoutRing")
    @Tag("P2")
    void aFailureThatSaysNothingIsHeldAsUnknownAndNeverSentAgain(String provider, Fault fault) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).start(trigger(provider, sandbox, 3))) {
            sandbox.failNext(fault);

            Exchange failed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(((VoiceCallException) failed.getException()).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 0));
            List<?> unresolved =
                    app.send("direct:unresolved", null).getMessage().getBody(List.class);
            assertThat(unresolved).singleElement().satisfies(call -> {
                assertThat(((VoiceCall) call).unresolved()).isNotBlank();
                assertThat(((VoiceCall) call).to()).isEqualTo(NUMBER);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "outboundcalls"})
    @Tag("P10")
    void aThrottledCallIsSentAgainAfterTheTimeTheProviderSays(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).start(trigger(provider, sandbox, 0))) {
            sandbox.failNext(
                    Fault.throttled(Duration.ofSeconds(1)),
                    Fault.throttled(Instant.now().plusSeconds(2)),
                    Fault.throttled());

            Exchange placed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(placed.getException()).isNull();
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(4, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "outboundcalls"})
    @Tag("P10")
    void aWaitBeyondTheBoundFailsAtOnceAndSaysForHowLong(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).start(trigger(provider, sandbox, 0))) {
            sandbox.failNext(Fault.throttled(Duration.ofHours(1)));

            Exchange failed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(failed.getException()).isInstanceOfSatisfying(RateLimitedException.class, limited -> {
                assertThat(limited.getRetryAfter()).isEqualTo(Duration.ofHours(1));
                assertThat(limited.outcome()).isEqualTo(Outcome.NOT_PLACED);
            });
            assertThat(sandbox.posts(NUMBER)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "outboundcalls"})
    void aRefusedConnectionIsTriedAgainUntilTheProviderIsBack(String provider) throws Exception {
        int port = AvailablePortFinder.getNextAvailable();
        AtomicInteger refused = new AtomicInteger();
        try (VoiceSandbox away = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, away)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger")
                            .to("voicecall:" + provider + ":triggerCall?baseUrl="
                                    + away.baseUrl().replaceFirst(":\\d+", ":" + port) + "&apiKey=" + away.apiKey());
                }
            });
            Thread provision = new Thread(() -> {
                await().atMost(Duration.ofSeconds(10)).until(() -> refused.get() > 0);
                try (VoiceSandbox back = VoiceSandbox.of(provider).port(port).start()) {
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> back.rings(NUMBER) == 1 && back.posts(NUMBER) == 1 && refused.get() > 1);
                }
            });
            provision.start();
            refused.incrementAndGet();

            Exchange placed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(placed.getException()).isNull();
            refused.incrementAndGet();
            provision.join(20_000);
            assertThat(provision.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "outboundcalls"})
    @Tag("P2")
    void aConnectionThatStaysRefusedIsSafeToTryElsewhere(String provider) throws Exception {
        int port = AvailablePortFinder.getNextAvailable();
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger")
                            .loadBalance()
                            .failover(ProviderUnavailableException.class)
                            .to("voicecall:" + provider + ":triggerCall?maxRetries=1&baseUrl=http://127.0.0.1:" + port
                                    + "&apiKey=k")
                            .to(app.uri("triggerCall"));
                }
            });

            Exchange placed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(placed.getException()).isNull();
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "outboundcalls"})
    void aResetBeforeTheRequestIsReadIsOnePostAndUnknown(String provider) throws Exception {
        try (ResettingFront front = new ResettingFront();
                VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(OutcomeUnknownException.class)
                            .maximumRedeliveries(2)
                            .redeliveryDelay(10);
                    from("direct:trigger")
                            .to("voicecall:" + provider + ":triggerCall?baseUrl=" + front.url() + "&apiKey="
                                    + sandbox.apiKey());
                }
            });

            Exchange failed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            // VoxBridge's list is asked over other connections; what places a call came once
            assertThat(front.posts()).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    @Tag("P3")
    void aLostAnswerIsBoundByTheListWhereThereIsOne(Fault fault) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox).start(trigger("voxbridge", sandbox, 3))) {
            sandbox.failNext(fault);

            Exchange placed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(placed.getException()).isNull();
            assertThat(placed.getMessage().getBody(VoiceCall.class).id())
                    .isEqualTo(sandbox.callIds(NUMBER).get(0));
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    static Stream<Fault> lostAnswers() {
        return Stream.of(
                Fault.answerLost(),
                Fault.answerEmpty(),
                Fault.answerGarbled(),
                Fault.truncatedJson(),
                Fault.htmlPage(),
                Fault.noId(),
                Fault.statusAfterPlacing(503));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    @Tag("P3")
    void aLostAnswerAtVyoraIsBoundByTheWebhookThatEchoesOurReference(Fault fault) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks()) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", app.signed())).to("mock:completed");
                }
            });
            MockEndpoint completed = app.mock("completed");
            completed.expectedMessageCount(1);
            sandbox.failNext(fault);

            app.send("direct:trigger", app.request(NUMBER));

            completed.assertIsSatisfied();
            VoiceCall call = completed.getExchanges().get(0).getMessage().getBody(VoiceCall.class);
            assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(call.idempotencyKey()).isNotNull();
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    @Tag("P22")
    void aLostAnswerAtVyoraIsHeldWhenWebhooksAreOffAndHandedOutAsUnresolvedAtItsDeadline(Fault fault) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=100", "callDeadline=1500"))
                            .to("mock:completed");
                }
            });
            MockEndpoint completed = app.mock("completed");
            completed.expectedMessageCount(1);
            sandbox.failNext(fault);

            Exchange failed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            completed.assertIsSatisfied();
            assertThat(completed
                            .getExchanges()
                            .get(0)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .unresolved())
                    .isNotBlank();
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    /** Camel itself sends the message again: still one POST. */
    private static RouteBuilder trigger(String provider, VoiceSandbox sandbox, int redeliveries) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(
                        defaultErrorHandler().maximumRedeliveries(redeliveries).redeliveryDelay(10));
                String options = "?baseUrl=" + sandbox.baseUrl() + "&apiKey=" + sandbox.apiKey();
                from("direct:trigger").to("voicecall:" + provider + ":triggerCall" + options);
                from("direct:unresolved").to("voicecall:" + provider + ":listUnresolved" + options);
            }
        };
    }

    /** Accepts a connection and resets it before a byte is read; counts those that began with a POST's bytes waiting. */
    private static final class ResettingFront implements AutoCloseable {
        private final ServerSocket server;
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger posts = new AtomicInteger();

        ResettingFront() throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread acceptor = new Thread(this::accept, "resetting-front");
            acceptor.setDaemon(true);
            acceptor.start();
        }

        private void accept() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    int first = socket.getInputStream().read();
                    posts.addAndGet(first == 'P' ? 1 : 0);
                    socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                    return;
                }
            }
        }

        int posts() {
            return posts.get();
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
