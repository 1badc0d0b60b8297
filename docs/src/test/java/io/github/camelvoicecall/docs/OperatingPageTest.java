package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.Settlement;
import io.github.camelvoicecall.VoiceCallConsumer;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** What docs/operating.md says holds, and what it tells to do helps. */
class OperatingPageTest {
    private static final Page PAGE = Page.of("docs/operating.md");
    private static final AccountId VYORA = new AccountId("vyora", "vyora");
    private static final String NUMBER = "+12025550123";
    private static final Map<String, Object> LEAD = Map.of("leadId", 7);

    private static RouteBuilder calling() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to("voicecall:vyora:triggerCall?agentId={{agent}}&idempotencyKey=lead-${header.leadId}");
            }
        };
    }

    private static List<String> cells(String heading, int column) {
        List<String> lines = PAGE.lines();
        int begin = lines.indexOf("## " + heading);
        return lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .map(line -> line.split("\\|")[column].strip())
                .toList();
    }

    private static String sources() throws Exception {
        Path main = Page.ROOT.resolve("camel-voicecall-component/src/main/java");
        try (Stream<Path> files = Files.walk(main)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void every_log_line_is_one_that_is_written() throws Exception {
        String sources = sources();
        List<String> lines = cells("The log", 2);

        assertThat(lines).hasSizeGreaterThan(4);
        for (String line : lines) {
            for (String part : line.replace("`", "").split("…| 10 |\\(401\\)")) {
                assertThat(sources).as("log line %s", line).contains(part.strip());
            }
        }
    }

    @Test
    void every_figure_is_one_that_health_shows() throws Exception {
        List<String> figures = cells("What to watch", 1).stream()
                .map(cell -> cell.replace("`", "\""))
                .toList();

        assertThat(figures).hasSize(8);
        assertThat(sources()).contains(figures);
    }

    @Test
    void health_shows_the_figures() throws Exception {
        Main main = PropertiesBlocks.main(PAGE.block("Health", "properties"));
        try (App providers = new App(false)) {
            main.addInitialProperty("vyora", providers.vyora().baseUrl());
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("voicecall:vyora:callCompleted?initialDelay=10&baseUrl={{vyora}}&apiKey="
                                    + providers.vyora().apiKey())
                            .to("log:results");
                }
            });
            main.start();
            String port = main.getCamelContext().resolvePropertyPlaceholders("{{camel.management.port}}");
            HttpRequest health = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/observe/health?data=true"))
                    .build();

            await().untilAsserted(() -> {
                HttpResponse<String> answer =
                        HttpClient.newHttpClient().send(health, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("calls.open", "calls.unknown", "results.parked");
            });
        } finally {
            main.stop();
        }
    }

    @Test
    void a_call_settled_as_not_placed_rings_again_under_its_key() throws Exception {
        CodeBlock listing = PAGE.blocks().get(1).with("timer:unresolved?period=1h", "direct:unresolved");
        try (App app = new App(false)
                .routes(calling())
                .routes(listing)
                .routes(PAGE.blocks().get(2))
                .start()) {
            String body = PAGE.block("Unresolved calls", "json")
                    .text()
                    .lines()
                    .filter(line -> line.contains("NOT_PLACED"))
                    .findFirst()
                    .orElseThrow();
            app.vyora().failNext(Fault.resetBeforePlacing());
            app.send("direct:call", Map.of("to", NUMBER), LEAD);
            List<?> unresolved =
                    app.sent("direct:unresolved", null, Map.of()).getMessage().getBody(List.class);
            assertThat(unresolved).hasSize(1);

            app.sent("direct:settle", body, Map.of());
            app.sent("direct:call", Map.of("to", NUMBER), LEAD);

            await().untilAsserted(() -> assertThat(app.vyora().rings(NUMBER)).isOne());
        }
    }

    @Test
    void a_call_settled_as_placed_brings_its_result() throws Exception {
        try (App app = new App(false)
                .routes(calling())
                .routes(PAGE.blocks().get(2))
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("voicecall:vyora:callCompleted?delay=100&initialDelay=100")
                                .to("mock:results");
                    }
                })
                .start()) {
            app.mock("results").expectedMessageCount(1);
            app.vyora().failNext(Fault.answerLost());
            app.send("direct:call", Map.of("to", NUMBER), LEAD);
            await().until(() -> app.vyora().callIds(NUMBER).size() == 1);
            String body = PAGE.block("Unresolved calls", "json")
                    .text()
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replace("the provider's id", app.vyora().callIds(NUMBER).get(0));

            app.sent("direct:settle", body, Map.of());

            app.mock("results").assertIsSatisfied();
        }
    }

    @Test
    void an_outage_that_leaves_five_hundred_unknown_calls_is_settled_by_one_route() throws Exception {
        int calls = 500;
        try (App app = new App(false)
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        String uri = "?agentId={{agent}}&idempotencyKey=lead-${header.leadId}&requestsPerMinute=0";
                        from("direct:call").to("voicecall:vyora:triggerCall" + uri + "&maxRetries=0");
                        from("direct:unresolved").to("voicecall:vyora:listUnresolved?maxItems=0");
                        from("direct:some").to("voicecall:vyora:listUnresolved?maxItems=499");
                    }
                })
                .routes(PAGE.block("After an outage", "yaml"))
                .start()) {
            app.vyora().failNext(Collections.nCopies(calls, Fault.status(503)).toArray(Fault[]::new));
            for (int i = 0; i < calls; i++) {
                Exchange lost = app.send("direct:call", Map.of("to", "+1202555" + (1000 + i)), Map.of("leadId", i));
                assertThat((Throwable) lost.getException()).isInstanceOf(OutcomeUnknownException.class);
            }
            Exchange some = app.sent("direct:some", null, Map.of());
            assertThat(some.getMessage().getBody(List.class).size()).isEqualTo(499);
            assertThat(some.getMessage().getHeader("CamelVoiceCallTruncated")).isEqualTo(true);

            List<?> settled = app.sent("direct:settle-outage", null, Map.of())
                    .getMessage()
                    .getBody(List.class);

            assertThat(settled)
                    .hasSize(calls)
                    .allMatch(one -> ((Settlement) one).result() == Settlement.Result.SETTLED);
            Exchange left = app.sent("direct:unresolved", null, Map.of());
            assertThat((List<?>) left.getMessage().getBody(List.class)).isEmpty();
            assertThat(left.getMessage().getHeader("CamelVoiceCallTruncated")).isEqualTo(false);
            app.sent("direct:call", Map.of("to", "+12025551499"), Map.of("leadId", 499));
            assertThat(app.vyora().totalRings()).isOne();
            assertThat((List<?>) app.sent("direct:settle-outage", null, Map.of())
                            .getMessage()
                            .getBody(List.class))
                    .isEmpty();
        }
    }

    @Test
    void parked_results_come_out_again() throws Exception {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:parked;DB_CLOSE_DELAY=-1", "sa", "");
        JdbcCallLedger ledger = new JdbcCallLedger(database);
        AtomicBoolean mended = new AtomicBoolean();
        try (App app = new App()
                .bind("ledger", ledger)
                .routes(calling())
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("voicecall:vyora:callCompleted?maxDeliveries=1&delay=200")
                                .routeId("results")
                                .process(exchange -> {
                                    if (!mended.get()) {
                                        throw new IllegalStateException("closed");
                                    }
                                })
                                .to("mock:results");
                    }
                })
                .start()) {
            app.mock("results").expectedMessageCount(1);
            app.sent("direct:call", Map.of("to", NUMBER), LEAD);
            await().until(() -> ledger.counts(VYORA).parked() == 1);

            mended.set(true);
            ((VoiceCallConsumer) app.camel().getRoute("results").getConsumer()).releaseParked();

            app.mock("results").assertIsSatisfied();
            assertThat(app.mock("results")
                            .getExchanges()
                            .get(0)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .to())
                    .isEqualTo(NUMBER);
            await().until(() -> ledger.counts(VYORA).parked() == 0);
        } finally {
            database.dispose();
        }
    }

    @Test
    void its_mbeans_are_there_and_their_names_hold_no_key() throws Exception {
        try (App app = new App().routes(calling()).start()) {
            var server =
                    app.camel().getManagementStrategy().getManagementAgent().getMBeanServer();
            String shown = server.queryNames(new javax.management.ObjectName("org.apache.camel:*"), null).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"));

            assertThat(shown).contains("type=producers").contains("voicecall");
            assertThat(shown).doesNotContain(app.vyora().apiKey());
        }
    }
}
