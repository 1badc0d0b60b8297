package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.Quirk;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lost answer at a provider that gives nothing of ours back: found by number and time when there is no doubt, and marked; else held. Never sent again. */
class NumberLookupTest {
    private static final String NUMBER = "+15555550101";
    private static final String WORDS = "statusWords=completed=COMPLETED";

    private final List<VoiceCall> results = new CopyOnWriteArrayList<>();

    private VoiceApp start(VoiceSandbox sandbox, String... consumer) throws Exception {
        VoiceApp app = new VoiceApp("outboundcalls", sandbox);
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall"));
                from("direct:unresolved").to(app.uri("listUnresolved"));
                if (consumer.length > 0) {
                    from(app.uri("callCompleted", consumer))
                            .process(exchange ->
                                    results.add(exchange.getMessage().getBody(VoiceCall.class)));
                }
            }
        });
    }

    private static Map<String, Object> request(VoiceApp app, String key) {
        Map<String, Object> request = new HashMap<>(app.request(NUMBER));
        request.put("idempotencyKey", key);
        return request;
    }

    private static List<?> unresolved(VoiceApp app) {
        return app.send("direct:unresolved", null).getMessage().getBody(List.class);
    }

    static Stream<Fault> lostAnswers() {
        return Stream.of(
                Fault.answerLost(),
                Fault.answerEmpty(),
                Fault.answerGarbled(),
                Fault.truncatedJson(),
                Fault.htmlPage(),
                Fault.noId(),
                Fault.statusAfterPlacing(502));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aLostAnswerIsFoundWhenOneCallFitsAndMarked(Fault fault) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().start();
                VoiceApp app = start(sandbox, WORDS, "delay=50", "initialDelay=1")) {
            sandbox.failNext(fault);

            Exchange placed = app.send("direct:trigger", request(app, "lead-1"));
            await().until(() -> !results.isEmpty());

            assertThat(placed.getException()).isNull();
            assertThat(placed.getMessage().getBody(VoiceCall.class))
                    .returns(sandbox.callIds(NUMBER).get(0), VoiceCall::id)
                    .returns(false, VoiceCall::verified);
            assertThat(results).singleElement().satisfies(call -> {
                assertThat(call)
                        .returns(CallStatus.COMPLETED, VoiceCall::status)
                        .returns("lead-1", VoiceCall::idempotencyKey)
                        .returns(false, VoiceCall::verified)
                        .returns(null, VoiceCall::unresolved);
                assertThat(call.transcript()).isNotEmpty();
            });
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 1));
        }
    }

    @Test
    void aCallThatTheListDoesNotShowStaysUnknown() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().start();
                VoiceApp app = start(sandbox)) {
            sandbox.failNext(Fault.status(502));

            Exchange failed = app.send("direct:trigger", request(app, "lead-1"));
            Exchange again = app.send("direct:trigger", request(app, "lead-1"));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(again.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(unresolved(app)).hasSize(1);
            assertThat(List.of(sandbox.posts(NUMBER), sandbox.rings(NUMBER))).isEqualTo(List.of(1, 0));
        }
    }

    @Test
    void twoCallsThatFitAreHeld() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().start();
                VoiceApp app = start(sandbox)) {
            sandbox.dashboard().call(NUMBER);
            sandbox.failNext(Fault.answerLost());

            Exchange failed = app.send("direct:trigger", request(app, "lead-1"));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(unresolved(app)).hasSize(1);
        }
    }

    @Test
    void twoLostCallsToOneNumberAreHeldThoughTheListShowsOne() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().start();
                VoiceApp app = start(sandbox)) {
            sandbox.failNext(Fault.status(502));
            app.send("direct:trigger", request(app, "lead-1"));
            sandbox.failNext(Fault.answerLost());

            Exchange second = app.send("direct:trigger", request(app, "lead-2"));
            Exchange first = app.send("direct:trigger", request(app, "lead-1"));

            assertThat(second.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(first.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(unresolved(app)).hasSize(2);
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }

    @Test
    void aCallOfOursIsNotTakenForAnother() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.outboundcalls().start();
                VoiceApp app = start(sandbox)) {
            app.send("direct:trigger", request(app, "lead-1"));
            sandbox.failNext(Fault.status(502));

            Exchange second = app.send("direct:trigger", request(app, "lead-2"));

            assertThat(second.getException()).isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void aListThatMayHideAnotherCallProvesNothing() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.outboundcalls().with(Quirk.OLDEST_FIRST).start();
                VoiceApp app = start(sandbox)) {
            String[] others = Stream.iterate(200, n -> n + 1)
                    .limit(199)
                    .map(n -> "+15555550" + n)
                    .toArray(String[]::new);
            sandbox.dashboard().runCampaign("Autumn", others);
            await().until(() -> sandbox.rings().size() == others.length);
            sandbox.failNext(Fault.answerLost());

            Exchange failed = app.send("direct:trigger", request(app, "lead-1"));

            assertThat(failed.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(sandbox.rings(NUMBER)).isOne();
        }
    }
}
