package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every finished call reaches the route, however its end is told. */
class CompletionTest {
    private static final String ANSWERED = "+15555550101";

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void aPlacedCallComesBackWithItsResultByPolling(String provider) throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.of(provider).rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(routes(app, "delivery=polling", "delay=100", "initialDelay=10"));
            MockEndpoint completed = app.mock("completed");
            completed.expectedMessageCount(1);

            Exchange triggered = app.send(
                    "direct:trigger",
                    Map.of("to", ANSWERED, "agentId", sandbox.agentId(), "metadata", Map.of("lead", 7)));

            assertThat(triggered.getException()).isNull();
            assertThat(triggered.getMessage().getBody(VoiceCall.class).id())
                    .isEqualTo(sandbox.callIds(ANSWERED).get(0));
            completed.assertIsSatisfied();
            assertResult(completed, sandbox);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    void aPlacedCallComesBackWithItsResultByWebhookAlone(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            app.start(routes(app, "delivery=webhook", app.signed()));
            MockEndpoint completed = app.mock("completed");
            completed.expectedMessageCount(1);

            app.send(
                    "direct:trigger",
                    Map.of("to", ANSWERED, "agentId", sandbox.agentId(), "metadata", Map.of("lead", 7)));

            completed.assertIsSatisfied();
            assertResult(completed, sandbox);
            assertThat(sandbox.reads() + sandbox.lists()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge"})
    @Tag("P19")
    void twentyCallsComeBackOnceEachThoughEveryWebhookComesThreeTimesInRandomOrder(String provider) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.of(provider)
                        .seed(7)
                        .webhooks(Webhooks.TRIPLED.shuffled())
                        .start();
                VoiceApp app = new VoiceApp(provider, sandbox).withWebhooks()) {
            app.start(routes(app, app.signed(), "delay=500"));
            MockEndpoint completed = app.mock("completed");
            completed.expectedMessageCount(20);
            completed.setAssertPeriod(1500);

            for (int i = 10; i < 30; i++) {
                app.send("direct:trigger", app.request("+155555501" + i));
            }

            completed.assertIsSatisfied();
            assertThat(completed.getExchanges().stream().map(e -> e.getMessage().getHeader(VoiceCallConstants.ID)))
                    .doesNotHaveDuplicates();
            assertThat(sandbox.maxRingsPerNumber()).isOne();
        }
    }

    private static RouteBuilder routes(VoiceApp app, String... options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", "requestsPerMinute=0"));
                from(app.uri("callCompleted", options)).to("mock:completed");
            }
        };
    }

    private static void assertResult(MockEndpoint completed, VoiceSandbox sandbox) {
        VoiceCall call = completed.getExchanges().get(0).getMessage().getBody(VoiceCall.class);
        assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(call.to()).isEqualTo(ANSWERED);
        assertThat(call.analysisReady()).isTrue();
        assertThat(call.transcript()).isNotEmpty();
        assertThat(call.recordingUrl()).isNotBlank();
        assertThat(call.metadata()).isEqualTo(Map.of("lead", 7));
        assertThat(List.of(sandbox.posts(ANSWERED), sandbox.rings(ANSWERED))).isEqualTo(List.of(1, 1));
    }
}
