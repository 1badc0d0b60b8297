package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.ledger.MutableClock;
import io.github.camelvoicecall.model.CallRefusedException;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two keys, two routes, two providers, two replicas, one person: one ring. */
class FenceTest {
    private static final String NUMBER = "+15555550101";

    @TempDir
    Path folder;

    private static Map<String, Object> key(String key) {
        return Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, key);
    }

    private static VoiceApp start(VoiceSandbox sandbox, String... options) throws Exception {
        return start(new VoiceApp("vyora", sandbox), options);
    }

    private static VoiceApp start(VoiceApp app, String... options) throws Exception {
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", options));
                from("direct:unfenced").to(app.uri("triggerCall", "fence=0"));
                from("direct:resolve").to(app.uri("resolveCall"));
            }
        });
    }

    @Test
    @Tag("P7")
    void theTimeCountsFromTheCallAndNotFromTheWaitForItsTurn() throws Exception {
        MutableClock clock = new MutableClock();
        AtomicBoolean waited = new AtomicBoolean();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = start(
                        new VoiceApp("vyora", sandbox)
                                .ledger(new MemoryCallLedger(clock))
                                .bind("slow", (CallGuard) (account, request) -> {
                                    if (!waited.getAndSet(true)) {
                                        clock.forward(Duration.ofMinutes(10));
                                    }
                                    return CallGuard.Verdict.allow();
                                }),
                        "fence=1h")) {
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("lead-1"))
                            .getException())
                    .isNull();
            clock.forward(Duration.ofMinutes(51));

            Exchange second = app.send("direct:trigger", app.request(NUMBER), key("lead-2"));

            assertThat(second.getException()).isInstanceOf(CallRefusedException.class);
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    @Tag("P7")
    void aSecondKeyForTheSameNumberIsRefusedAndSaysWhenItMayBeCalledAndWhoHoldsIt() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = start(sandbox, "fence=24h")) {
            Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            VoiceCall first = app.send("direct:trigger", app.request(NUMBER), key("spring/" + NUMBER))
                    .getMessage()
                    .getBody(VoiceCall.class);

            Exchange second = app.send("direct:trigger", app.request("+1 555 555 0101"), key("lead-2"));

            assertThat(second.getException()).isInstanceOfSatisfying(CallRefusedException.class, refused -> {
                assertThat(refused.outcome()).isEqualTo(Outcome.NOT_PLACED);
                assertThat(refused.getGuard()).isEqualTo("fence");
                assertThat(refused.getFreeAt())
                        .isBetween(
                                begun.plus(Duration.ofHours(24)), Instant.now().plus(Duration.ofHours(24)));
                assertThat(refused.getHeldBy()).isEqualTo("spring/" + NUMBER);
                assertThat(refused.getIdempotencyKey()).isEqualTo("lead-2");
                assertThat(refused)
                        .hasMessageContaining("vyora/default")
                        .hasMessageContaining("spring/+*********01")
                        .hasMessageContaining(first.id())
                        .hasMessageContaining("may be called again at 20")
                        .hasMessageContaining("lead-2")
                        .hasMessageNotContaining("5555550101");
            });
            Exchange replay = app.send("direct:trigger", app.request(NUMBER), key("spring/" + NUMBER));
            assertThat(replay.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    @Test
    void anEndpointWithoutAFencePassesItAndItsCallsAreInTheWayOfOthers() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = start(sandbox, "fence=24h")) {
            app.send("direct:unfenced", app.request(NUMBER), key("1"));
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("2")).getException())
                    .isInstanceOf(CallRefusedException.class);
            assertThat(app.send("direct:unfenced", app.request(NUMBER), key("3"))
                            .getException())
                    .isNull();
            assertThat(sandbox.rings(NUMBER)).isEqualTo(2);
        }
    }

    @Test
    @Tag("P7")
    void theComponentsFenceHoldsOverItsProvidersUnlessAnEndpointHasItsOwn() throws Exception {
        try (VoiceSandbox vyora = VoiceSandbox.vyora().start();
                VoiceSandbox voxbridge = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("vyora", vyora)) {
            app.context().getComponent("voicecall", VoiceCallComponent.class).setFence(60_000);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:vyora").to(app.uri("triggerCall"));
                    from("direct:voxbridge")
                            .to("voicecall:voxbridge:triggerCall?baseUrl=" + voxbridge.baseUrl() + "&apiKey="
                                    + voxbridge.apiKey() + "&agentId=" + voxbridge.agentId());
                    from("direct:own").to(app.uri("triggerCall", "fence=0"));
                }
            });
            assertThat(app.send("direct:vyora", app.request(NUMBER)).getException())
                    .isNull();
            assertThat(app.send("direct:voxbridge", Map.of("to", NUMBER)).getException())
                    .isInstanceOf(CallRefusedException.class)
                    .hasMessageContaining("vyora/default");
            assertThat(voxbridge.totalRings()).isZero();
            assertThat(app.send("direct:own", app.request(NUMBER)).getException())
                    .isNull();
        }
    }

    @Test
    void aCallThatMayHaveBeenPlacedIsInTheWayAndOneThatWasNotIsNot() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = start(sandbox, "fence=24h")) {
            sandbox.failNext(Fault.status(401), Fault.status(503));
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("refused"))
                            .getException())
                    .isInstanceOf(CredentialsRejectedException.class);
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("unknown"))
                            .getException())
                    .isInstanceOf(OutcomeUnknownException.class);
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("next"))
                            .getException())
                    .isInstanceOf(CallRefusedException.class);

            app.send("direct:resolve", Map.of("idempotencyKey", "unknown", "outcome", "NOT_PLACED"));
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("next"))
                            .getException())
                    .isNull();
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    void aRefusedCallWaitsForNoTurnAndTakesNone() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = start(sandbox, "fence=24h", "requestsPerMinute=2")) {
            app.send("direct:trigger", app.request(NUMBER), key("one"));
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("two"))
                            .getException())
                    .isInstanceOf(CallRefusedException.class);
            assertThat(app.send("direct:trigger", app.request("+15555550102"), key("three"))
                            .getException())
                    .isNull();
            Instant full = Instant.now();
            assertThat(app.send("direct:trigger", app.request(NUMBER), key("four"))
                            .getException())
                    .isInstanceOf(CallRefusedException.class);
            assertThat(Duration.between(full, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    @Tag("P7")
    void replicasThatCallOneNumberUnderTheirOwnKeysAtTheSameMomentMakeOneRing() throws Exception {
        DataSource database = H2File.dataSource(folder);
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp one = replica(sandbox, database);
                VoiceApp two = replica(sandbox, database)) {
            var threads = Executors.newFixedThreadPool(8);
            CyclicBarrier together = new CyclicBarrier(8);
            List<Future<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                VoiceApp app = i % 2 == 0 ? one : two;
                Map<String, Object> key = key("lead-" + i);
                sent.add(threads.submit(() -> {
                    together.await();
                    return app.send("direct:trigger", app.request(NUMBER), key);
                }));
            }
            int refused = 0;
            for (Future<Exchange> exchange : sent) {
                refused += exchange.get().getException() instanceof CallRefusedException ? 1 : 0;
            }
            threads.shutdown();
            assertThat(refused).isEqualTo(7);
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    private static VoiceApp replica(VoiceSandbox sandbox, DataSource database) throws Exception {
        VoiceApp app = new VoiceApp("vyora", sandbox).ledger(new JdbcCallLedger(database));
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", "fence=24h", "requestsPerMinute=0"));
            }
        });
    }

    @Test
    void aFenceThatTheLedgerCannotKeepFailsAtStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
            assertThatThrownBy(() -> start(sandbox, "fence=31d"))
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fence")
                    .hasMessageContaining("30d");
        }
    }
}
