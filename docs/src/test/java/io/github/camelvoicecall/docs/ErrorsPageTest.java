package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of docs/errors.md do what the page says, in YAML and in Java. */
class ErrorsPageTest {
    private static final Page PAGE = Page.of("docs/errors.md");
    private static final String NUMBER = "+12025550123";
    private static final Map<String, Object> REQUEST = Map.of("to", NUMBER, "contactName", "Alex");
    private static final Map<String, Object> LEAD = Map.of("leadId", 7);

    @Test
    void every_exception_has_its_row() throws Exception {
        Path model = Page.ROOT.resolve("camel-voicecall-component/src/main/java/io/github/camelvoicecall/model");
        try (Stream<Path> files = Files.list(model)) {
            List<String> exceptions = files.map(
                            file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Exception"))
                    .toList();
            assertThat(exceptions).hasSizeGreaterThan(8);
            assertThat(String.join("\n", PAGE.lines())).contains(exceptions);
        }
    }

    private static App threeKinds(String language) throws Exception {
        CodeBlock block = PAGE.block("Tell one from another", language);
        return new App()
                .routes(language.equals("yaml") ? block.with("60000", "10") : block.with("60_000", "10"))
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void what_was_refused_lands_where_nobody_was_called(String language) throws Exception {
        try (App app = threeKinds(language)) {
            app.vyora().failNext(Fault.status(402));

            app.sent("direct:call-lead", REQUEST, LEAD);

            assertThat(received(app, "seda:not-called")).isNotNull();
            assertThat(app.vyora().totalRings()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void what_may_be_better_later_is_tried_again(String language) throws Exception {
        try (App app = threeKinds(language)) {
            app.vyora().failNext(Fault.redirect(URI.create("http://127.0.0.1:1/moved")));

            app.sent("direct:call-lead", REQUEST, LEAD);

            assertThat(app.vyora().posts(NUMBER)).isEqualTo(2);
            await().untilAsserted(() -> assertThat(app.vyora().rings(NUMBER)).isOne());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void what_does_not_get_better_is_given_up_at_last(String language) throws Exception {
        try (App app = threeKinds(language)) {
            app.vyora().failNext(Fault.throttled(Duration.ofMinutes(2)));

            app.sent("direct:call-lead", REQUEST, LEAD);

            assertThat(received(app, "seda:not-called")).isNotNull();
            assertThat(app.vyora().totalRings()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void what_nobody_knows_lands_by_itself(String language) throws Exception {
        try (App app = threeKinds(language)) {
            app.vyora().failNext(Fault.answerLost());

            app.sent("direct:call-lead", REQUEST, LEAD);

            assertThat(received(app, "seda:perhaps-called")).isNotNull();
            assertThat(app.vyora().posts(NUMBER)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void while_the_ledger_is_away_the_message_waits_and_then_rings_once(String language) throws Exception {
        CodeBlock block = PAGE.block("Tell one from another", language);
        AtomicInteger left = new AtomicInteger(8);
        try (App app = new App()
                .bind("ledger", failing(left, new MemoryCallLedger()))
                .routes(language.equals("yaml") ? block.with("30000", "10") : block.with("30_000", "10"))
                .start()) {
            app.sent("direct:call-lead", REQUEST, LEAD);

            assertThat(left).hasValue(0);
            await().untilAsserted(() -> assertThat(app.vyora().rings(NUMBER)).isOne());
        }
    }

    private static CallLedger failing(AtomicInteger left, CallLedger ledger) {
        return (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open") && left.get() > 0) {
                        left.decrementAndGet();
                        throw new LedgerException("no connection", null);
                    }
                    return method.invoke(ledger, arguments);
                });
    }

    private static Exchange received(App app, String endpoint) {
        return app.camel().createConsumerTemplate().receive(endpoint + "?waitForTaskToComplete=Never", 5000);
    }

    private static App failover(String language) throws Exception {
        return new App(false)
                .routes(PAGE.block("Go on at another provider", language))
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("voicecall:voxbridge:callCompleted?delay=100&calls=own")
                                .to("mock:results");
                    }
                })
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void a_refused_call_goes_to_the_other_provider_and_rings_once_however_often_it_is_asked_for(String language)
            throws Exception {
        try (App app = failover(language)) {
            app.mock("results").expectedMessageCount(1);
            app.vyora().failNext(Fault.status(402));

            VoiceCall first = call(app);
            VoiceCall again = call(app);

            assertThat(first.provider()).isEqualTo("voxbridge");
            assertThat(again.id()).isEqualTo(first.id());
            await().untilAsserted(
                            () -> assertThat(app.voxbridge().rings(NUMBER)).isOne());
            assertThat(app.vyora().totalRings()).isZero();
            app.mock("results").assertIsSatisfied();
            VoiceCall result =
                    app.mock("results").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
            assertThat(result.idempotencyKey()).isEqualTo("lead-7");
        }
    }

    private static VoiceCall call(App app) {
        return app.sent("direct:call-anywhere", REQUEST, LEAD).getMessage().getBody(VoiceCall.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void a_lost_answer_goes_nowhere_else(String language) throws Exception {
        try (App app = failover(language)) {
            app.vyora().failNext(Fault.answerLost());

            for (int time = 0; time < 2; time++) {
                assertThat((Throwable)
                                app.send("direct:call-anywhere", REQUEST, LEAD).getException())
                        .isInstanceOf(OutcomeUnknownException.class);
            }

            assertThat(app.vyora().posts(NUMBER)).isOne();
            assertThat(app.voxbridge().posts(NUMBER)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void a_result_that_the_crm_refuses_is_put_into_a_file_and_counts_as_done(String language) throws Exception {
        CodeBlock block = PAGE.block("Put a result aside", language);
        CodeBlock failing = language.equals("yaml")
                ? block.with(
                        "- log: \"${body.idempotencyKey}: ${body.status}\"",
                        "- throwException: {exceptionType: java.lang.IllegalStateException, message: closed}")
                : block.with(
                        ".log(\"${body.idempotencyKey}: ${body.status}\")",
                        ".throwException(new IllegalStateException(\"closed\"))");
        MemoryCallLedger ledger = new MemoryCallLedger();
        try (App app = new App()
                .bind("ledger", ledger)
                .routes(failing)
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:place").to("voicecall:vyora:triggerCall?agentId={{agent}}");
                    }
                })
                .start()) {
            VoiceCall placed =
                    app.sent("direct:place", REQUEST, Map.of()).getMessage().getBody(VoiceCall.class);

            Path file = Path.of("results-put-aside", placed.id() + ".json");
            await().until(() -> Files.exists(file) && Files.readString(file).contains("COMPLETED"));
            await().until(() -> ledger.counts(new AccountId("vyora", "vyora")).undelivered() == 0);
        }
    }
}
