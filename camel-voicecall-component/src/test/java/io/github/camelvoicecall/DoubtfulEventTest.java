package io.github.camelvoicecall;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** VoxBridge's call.ended says neither number nor metadata: whose call it is shows only when the call is read. */
class DoubtfulEventTest {
    private static final String LOST = "+15555550101";
    private static final String ELSEWHERE = "+15555550102";
    private static final String READS = "/v1/calls/.+";

    @RegisterExtension
    static final WireMockExtension FRONT = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private VoiceSandbox sandbox;
    private VoiceApp app;

    /** A provider that is heard only through the events that a test sends, and whose list never answers. */
    @BeforeEach
    void start() throws Exception {
        sandbox = VoiceSandbox.voxbridge().webhooks(Webhooks.DROPPED).start();
        app = new VoiceApp("voxbridge", sandbox).withWebhooks();
        FRONT.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(sandbox.baseUrl())));
        FRONT.stubFor(get(urlPathEqualTo("/v1/calls")).willReturn(aResponse().withStatus(500)));
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(viaFront("triggerCall", "idempotencyKey=lead-7", "maxRetries=0"));
                from(viaFront("callCompleted", app.signed(), "delivery=webhook", "completion=ended"))
                        .to("mock:completed");
            }

            private String viaFront(String operation, String... options) {
                return app.uri(operation, options).replace(sandbox.baseUrl(), FRONT.baseUrl());
            }
        });
        app.mock("completed").setResultWaitTime(20_000);
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    private String placedWithoutAnswer() {
        sandbox.failFor(LOST, Fault.answerLost(), 1);
        Exchange lost = app.send(
                "direct:trigger",
                Map.of("to", LOST, "agentId", sandbox.agentId(), "contactId", "crm-7", "metadata", Map.of("lead", 7)));
        assertThat(lost.getException()).isInstanceOf(OutcomeUnknownException.class);
        return ended(sandbox.callIds(LOST).get(0));
    }

    private String ended(String id) {
        await().until(() -> sandbox.webhookRequest("call.ended", id).body().contains("\"completed\""));
        return id;
    }

    private int tell(String event, String id) {
        return sandbox.webhookRequest(event, id).to(app.webhookUrl()).send();
    }

    private VoiceCall completed() throws InterruptedException {
        app.mock("completed").assertIsSatisfied();
        return app.mock("completed").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
    }

    @Test
    void theEndOfACallWhoseAnswerWasLostComesWithItsKeyAndMetadata() throws Exception {
        String id = placedWithoutAnswer();
        app.mock("completed").expectedMessageCount(1);
        app.mock("completed").setAssertPeriod(500);

        assertThat(tell("call.ended", id)).isEqualTo(200);

        assertThat(completed())
                .returns(id, VoiceCall::id)
                .returns("lead-7", VoiceCall::idempotencyKey)
                .returns("crm-7", VoiceCall::contactId)
                .returns(Map.of("lead", 7), VoiceCall::metadata)
                .returns(CallStatus.COMPLETED, VoiceCall::status);
        assertThat(sandbox.rings(LOST)).isOne();
        FRONT.verify(1, getRequestedFor(urlPathMatching(READS)));
    }

    @Test
    void anEventWaitsWhileItsCallCannotBeRead() throws Exception {
        String id = placedWithoutAnswer();
        FRONT.stubFor(get(urlPathMatching(READS))
                .inScenario("reads")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("works"));
        FRONT.stubFor(get(urlPathMatching(READS))
                .inScenario("reads")
                .whenScenarioStateIs("works")
                .willReturn(aResponse().proxiedFrom(sandbox.baseUrl())));
        app.mock("completed").expectedMessageCount(1);

        assertThat(tell("call.ended", id)).isEqualTo(200);

        assertThat(completed().idempotencyKey()).isEqualTo("lead-7");
        FRONT.verify(2, getRequestedFor(urlPathMatching(READS)));
    }

    @Test
    void aCallPlacedElsewhereIsReadOnceAndComesAllTheSame() throws Exception {
        placedWithoutAnswer();
        String foreign = ended(sandbox.placeElsewhere(ELSEWHERE));
        app.mock("completed").expectedMessageCount(1);
        app.mock("completed").setAssertPeriod(500);

        assertThat(tell("call.ended", foreign)).isEqualTo(200);
        assertThat(tell("call.analyzed", foreign)).isEqualTo(200);

        assertThat(completed()).returns(foreign, VoiceCall::id).returns(null, VoiceCall::idempotencyKey);
        FRONT.verify(1, getRequestedFor(urlPathMatching(READS)));
    }

    @Test
    void nothingIsReadWhileNoOutcomeIsUnknown() throws Exception {
        String foreign = ended(sandbox.placeElsewhere(ELSEWHERE));
        app.mock("completed").expectedMessageCount(1);

        assertThat(tell("call.ended", foreign)).isEqualTo(200);

        assertThat(completed().id()).isEqualTo(foreign);
        FRONT.verify(0, WireMock.getRequestedFor(urlPathMatching(READS)));
    }
}
