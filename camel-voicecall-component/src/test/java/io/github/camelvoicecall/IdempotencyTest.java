package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One intent, one ring: keys given, made and shared. */
class IdempotencyTest {
    private static final String NUMBER = "+15555550101";

    @TempDir
    Path folder;

    @Test
    @Tag("P6")
    void theSameKeyAgainAnswersFromTheLedgerAndRingsNobody() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = app(sandbox, "idempotencyKey=lead-${header.leadId}")) {
            Exchange first = app.send("direct:trigger", app.request(NUMBER), Map.of("leadId", 7));
            Exchange second = app.send("direct:trigger", app.request(NUMBER), Map.of("leadId", 7));
            Exchange other = app.send("direct:trigger", app.request("+15555550102"), Map.of("leadId", 8));

            assertThat(first.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(false);
            assertThat(second.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertThat(second.getMessage().getBody(VoiceCall.class).id())
                    .isEqualTo(first.getMessage().getBody(VoiceCall.class).id());
            assertThat(second.getMessage().getBody(VoiceCall.class).idempotencyKey())
                    .isEqualTo("lead-7");
            assertThat(other.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(false);
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    @Tag("P4")
    void theSameKeyForAnotherNumberIsAnErrorThatNamesTheKey() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = app(sandbox)) {
            Map<String, Object> header = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "k");
            app.send("direct:trigger", app.request(NUMBER), header);
            Exchange other = app.send("direct:trigger", app.request("+15555550102"), header);

            assertThat(other.getException())
                    .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                            .isEqualTo("idempotencyKey"));
            assertThat(sandbox.posts("+15555550102")).isZero();
        }
    }

    @Test
    void aKeyWhosePartResolvesToNothingIsAClearError() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = app(sandbox, "idempotencyKey=lead-${header.leadId}")) {
            Exchange failed = app.send("direct:trigger", app.request(NUMBER));

            assertThat(failed.getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("idempotencyKey")
                    .hasMessageContaining("${header.leadId}");
            assertThat(sandbox.posts(NUMBER)).isZero();
        }
    }

    @Test
    void theHeaderWithTheKeyIsGoneOnceItWasUsed() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = app(sandbox)) {
            Exchange placed =
                    app.send("direct:trigger", app.request(NUMBER), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "k"));

            assertThat(placed.getMessage().getHeader(VoiceCallConstants.IDEMPOTENCY_KEY))
                    .isNull();
        }
    }

    @Test
    @Tag("P5")
    void aRefusedCallMayBeTriedAgainUnderItsKey() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = app(sandbox)) {
            sandbox.failNext(Fault.status(422));
            Map<String, Object> header = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "k");
            assertThat(app.send("direct:trigger", app.request(NUMBER), header).getException())
                    .isInstanceOf(InvalidRequestException.class);

            assertThat(app.send("direct:trigger", app.request(NUMBER), header).getException())
                    .isNull();
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    void sixteenThreadsWithOneKeyMakeOneRing() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)
                        .ledger(H2File.ledger(folder))
                        .start(route(sandbox))) {
            var threads = Executors.newFixedThreadPool(16);
            List<Future<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                sent.add(threads.submit(() -> app.send(
                        "direct:trigger", app.request(NUMBER), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "k"))));
            }
            for (Future<Exchange> one : sent) {
                assertThat(one.get().getException()).isNull();
            }
            threads.shutdown();
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    @Test
    void twoReplicasWithTheSameMessageMakeOneRing() throws Exception {
        DataSource database = H2File.dataSource(folder);
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp one = new VoiceApp("voxbridge", sandbox)
                        .ledger(new io.github.camelvoicecall.ledger.JdbcCallLedger(database))
                        .start(route("voxbridge", sandbox));
                VoiceApp two = new VoiceApp("voxbridge", sandbox)
                        .ledger(new io.github.camelvoicecall.ledger.JdbcCallLedger(database))
                        .start(route("voxbridge", sandbox))) {
            Map<String, Object> header = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "k");
            Exchange first = one.send("direct:trigger", one.request(NUMBER), header);
            Exchange second = two.send("direct:trigger", two.request(NUMBER), header);

            assertThat(first.getException()).isNull();
            assertThat(second.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    void aSplitOfTenAfterAFirstTriggerMakesElevenCalls() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    String uri = app.uri("triggerCall", "requestsPerMinute=0", "agentId=" + sandbox.agentId());
                    from("direct:all")
                            .setProperty("leads", body())
                            .setBody(constant(Map.of("to", NUMBER)))
                            .to(uri)
                            .setBody(exchangeProperty("leads"))
                            .split(body())
                            .to(uri)
                            .end();
                }
            });
            List<Map<String, Object>> leads = IntStream.range(10, 20)
                    .mapToObj(i -> Map.<String, Object>of("to", "+155555501" + i))
                    .toList();

            assertThat(app.send("direct:all", leads).getException()).isNull();
            assertThat(sandbox.totalRings()).isEqualTo(11);
        }
    }

    @Test
    @Tag("D7")
    void aSplitThatCallsTheSameNumberTenTimesMakesTenCalls() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:all")
                            .split(body())
                            .to(app.uri("triggerCall", "requestsPerMinute=0", "agentId=" + sandbox.agentId()))
                            .end();
                }
            });
            assertThat(app.send("direct:all", java.util.Collections.nCopies(10, Map.of("to", NUMBER)))
                            .getException())
                    .isNull();
            assertThat(sandbox.rings(NUMBER)).isEqualTo(10);
        }
    }

    @Test
    @Tag("P8")
    void aTransactedRouteThatRollsBackAfterTheCallAndRunsAgainRingsOnce() throws Exception {
        DataSource database = H2File.dataSource(folder);
        JdbcTemplate crm = new JdbcTemplate(database);
        crm.execute("create table crm (lead varchar(10))");
        SpringTransactionPolicy required =
                new SpringTransactionPolicy(new TransactionTemplate(new DataSourceTransactionManager(database)));
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.ledger(new io.github.camelvoicecall.ledger.JdbcCallLedger(database))
                    .bind("required", required)
                    .start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:crm")
                                    .transacted("required")
                                    .process(exchange -> crm.update("insert into crm values ('7')"))
                                    .to(app.uri("triggerCall", "idempotencyKey=lead-${header.leadId}"))
                                    .filter(header("fail").isEqualTo(true))
                                    .throwException(new IllegalStateException("the CRM refused"));
                        }
                    });

            Exchange rolledBack = app.send("direct:crm", app.request(NUMBER), Map.of("leadId", 7, "fail", true));
            assertThat(rolledBack.getException()).isNotNull();
            assertThat(crm.queryForObject("select count(*) from crm", Integer.class))
                    .isZero();
            Exchange again = app.send("direct:crm", app.request(NUMBER), Map.of("leadId", 7, "fail", false));

            assertThat(again.getException()).isNull();
            assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertThat(crm.queryForObject("select count(*) from crm", Integer.class))
                    .isOne();
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    private VoiceApp app(VoiceSandbox sandbox, String... options) throws Exception {
        VoiceApp app = new VoiceApp("vyora", sandbox);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", options));
            }
        });
    }

    private static RouteBuilder route(VoiceSandbox sandbox) {
        return route("vyora", sandbox);
    }

    private static RouteBuilder route(String provider, VoiceSandbox sandbox) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger")
                        .to("voicecall:" + provider + ":triggerCall?baseUrl=" + sandbox.baseUrl() + "&apiKey="
                                + sandbox.apiKey());
            }
        };
    }
}
