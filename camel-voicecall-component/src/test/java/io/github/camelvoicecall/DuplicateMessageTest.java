package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same message comes again by each of the ways that Camel and brokers have for it: one ring each. */
@Tag("P8")
class DuplicateMessageTest {
    private static final String NUMBER = "+15555550101";
    private static final Map<String, Object> LEAD = Map.of("leadId", 7);

    @TempDir
    Path folder;

    private static void assertOneRing(VoiceSandbox sandbox) {
        assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
    }

    @Test
    void anIdempotentConsumerThatRollsBackAfterTheCallLetsTheMessageInAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:lead")
                            .idempotentConsumer(header("leadId"), new MemoryIdempotentRepository())
                            .to(app.uri("triggerCall", "idempotencyKey=lead-${header.leadId}"))
                            .process(exchange -> {
                                if (tries.incrementAndGet() == 1) {
                                    throw new IllegalStateException("the CRM is away");
                                }
                            })
                            .to("mock:done");
                }
            });
            app.mock("done").expectedMessageCount(1);

            assertThat(app.send("direct:lead", app.request(NUMBER), LEAD).getException())
                    .isInstanceOf(IllegalStateException.class);
            assertThat(app.send("direct:lead", app.request(NUMBER), LEAD).getException())
                    .isNull();

            app.mock("done").assertIsSatisfied();
            assertThat(tries).as("it was let in again").hasValue(2);
            assertThat(app.mock("done").getExchanges().get(0).getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertOneRing(sandbox);
        }
    }

    @Test
    void aStepAfterTheCallThatFailsAndHasTheWholeRouteRedelivered() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:lead")
                            .errorHandler(
                                    defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                            .to("direct:all");
                    from("direct:all")
                            .errorHandler(noErrorHandler())
                            .to(app.uri("triggerCall", "idempotencyKey=lead-${header.leadId}"))
                            .process(exchange -> {
                                exchange.getMessage().setBody(app.request(NUMBER));
                                if (tries.incrementAndGet() < 3) {
                                    throw new IllegalStateException("the CRM is away");
                                }
                            });
                }
            });

            assertThat(app.send("direct:lead", app.request(NUMBER), LEAD).getException())
                    .isNull();

            assertThat(tries).hasValue(3);
            assertOneRing(sandbox);
        }
    }

    @ParameterizedTest
    @CsvSource({"one, 1", "loop, 2", "split, 2", "enrich, 1"})
    @Tag("P8")
    void aLaterStepThatFailsHasTheWholeRouteRedeliveredAndNoCallIsPlacedAgainThoughNobodyGaveAKey(String how, int calls)
            throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            String trigger = app.uri("triggerCall");
            Map<String, Object> request = app.request(NUMBER);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:lead")
                            .errorHandler(
                                    defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                            .to("direct:" + how)
                            .to("mock:done");
                    from("direct:one").to(trigger).process(this::fail);
                    from("direct:loop")
                            .loop(2)
                            .process(each -> each.getMessage().setBody(request))
                            .to(trigger)
                            .end()
                            .process(this::fail);
                    from("direct:split")
                            .process(all -> all.getMessage().setBody(List.of(request, request)))
                            .split(body())
                            .to(trigger)
                            .end()
                            .process(this::fail);
                    from("direct:enrich").enrich(trigger).process(this::fail);
                }

                private void fail(Exchange exchange) {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("the CRM is away");
                    }
                }
            });

            assertThat(app.send("direct:lead", request).getException()).isNull();

            assertThat(tries).hasValue(3);
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(calls, calls));
        }
    }

    @Test
    void aSecondVisitAfterAStepThatWasRedeliveredIsACallOfItsOwn() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            Map<String, Object> request = app.request(NUMBER);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0));
                    from("direct:lead")
                            .to("direct:call")
                            .process(exchange -> {
                                if (tries.incrementAndGet() < 3) {
                                    throw new IllegalStateException("the CRM is away");
                                }
                            })
                            .process(exchange -> exchange.getMessage().setBody(request))
                            .to("direct:call");
                    from("direct:call").to(app.uri("triggerCall"));
                }
            });

            assertThat(app.send("direct:lead", request).getException()).isNull();

            assertThat(sandbox.rings(NUMBER)).isEqualTo(2);
        }
    }

    @Test
    void twoRoutesAndTwentyCopiesOfAMessageFromABroker() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:one?concurrentConsumers=4").to("direct:call");
                    from("seda:two?concurrentConsumers=4")
                            .to(app.uri("triggerCall", "idempotencyKey=lead-${header.leadId}"))
                            .to("mock:done");
                    from("direct:call")
                            .to(app.uri("triggerCall", "idempotencyKey=lead-${header.leadId}"))
                            .to("mock:done");
                }
            });
            app.mock("done").expectedMessageCount(40);
            for (int i = 0; i < 20; i++) {
                app.context().createProducerTemplate().sendBodyAndHeaders("seda:one", app.request(NUMBER), LEAD);
                app.context().createProducerTemplate().sendBodyAndHeaders("seda:two", app.request(NUMBER), LEAD);
            }

            app.mock("done").assertIsSatisfied();
            assertThat(app.mock("done").getExchanges())
                    .extracting(exchange ->
                            exchange.getMessage().getBody(VoiceCall.class).id())
                    .containsOnly(sandbox.callIds(NUMBER).get(0));
            assertThat(app.mock("done").getExchanges())
                    .filteredOn(exchange ->
                            Boolean.FALSE.equals(exchange.getMessage().getHeader(VoiceCallConstants.REPLAYED)))
                    .hasSize(1);
            assertOneRing(sandbox);
        }
    }

    @Test
    @Tag("D7")
    void aProcessThatStartsAnewAndIsGivenTheOldMessages() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
            for (int run = 0; run < 3; run++) {
                try (VoiceApp app = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
                    app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:lead").to(app.uri("triggerCall", "idempotencyKey=lead-${header.leadId}"));
                        }
                    });
                    Exchange sent = app.send("direct:lead", app.request(NUMBER), LEAD);
                    assertThat(sent.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                            .isEqualTo(run > 0);
                    app.context().getRouteController().stopAllRoutes();
                    app.context().getRouteController().startAllRoutes();
                    assertThat(app.send("direct:lead", app.request(NUMBER), LEAD)
                                    .getException())
                            .isNull();
                }
            }
            assertOneRing(sandbox);
        }
    }
}
