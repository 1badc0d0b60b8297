package io.github.camelvoicecall;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider whose list fails while single calls can still be read. */
class FailingListTest {
    private static final MappingBuilder LIST = get(urlPathEqualTo("/v1/calls"));

    @RegisterExtension
    static final WireMockExtension FRONT = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private static void listFails(VoiceSandbox sandbox, int status) {
        FRONT.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(sandbox.baseUrl())));
        FRONT.stubFor(LIST.willReturn(aResponse().withStatus(status).withHeader("Retry-After", "600")));
    }

    private static VoiceApp start(VoiceSandbox sandbox, VoiceApp app, String... options) throws Exception {
        return app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(viaFront("triggerCall"));
                from(viaFront("callCompleted", options)).routeId("completed").to("mock:completed");
            }

            private String viaFront(String operation, String... with) {
                return app.uri(operation, with).replace(sandbox.baseUrl(), FRONT.baseUrl());
            }
        });
    }

    private static HealthCheck.State health(VoiceApp app) {
        return HealthCheckHelper.invoke(app.context(), "full").stream()
                .filter(result -> result.getCheck().getId().equals("consumer:completed"))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    @Test
    void callsAreReadOneByOneAndHealthShowsTheList() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            listFails(sandbox, 500);
            start(sandbox, app, "delivery=polling", "delay=200", "completion=ended");
            app.mock("completed").expectedMessageCount(3);
            app.mock("completed").setResultWaitTime(20_000);
            for (int i = 1; i <= 3; i++) {
                app.send("direct:trigger", app.request("+1555555010" + i));
            }

            app.mock("completed").assertIsSatisfied();
            assertThat(app.mock("completed").getExchanges())
                    .extracting(exchange ->
                            exchange.getMessage().getBody(VoiceCall.class).status())
                    .containsOnly(CallStatus.COMPLETED);
            await().untilAsserted(() -> assertThat(health(app)).isEqualTo(HealthCheck.State.DOWN));
        }
    }

    @Test
    void aListThatAsksEverybodyToWaitIsNotGoneRoundOneByOne() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            listFails(sandbox, 429);
            start(sandbox, app, "delivery=polling", "initialDelay=1500", "delay=200");
            app.send("direct:trigger", app.request("+15555550101"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(health(app)).isEqualTo(HealthCheck.State.DOWN));

            FRONT.verify(0, getRequestedFor(urlPathMatching("/v1/calls/.+")));
        }
    }

    @Test
    void callsFurtherDownAListWhosePageFailedComeOnceItCanBeRead() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            await150Calls(sandbox, app);

            FRONT.stubFor(get(urlPathEqualTo("/v1/calls"))
                    .withQueryParam("offset", equalTo("100"))
                    .inScenario("page two")
                    .whenScenarioStateIs(STARTED)
                    .willReturn(aResponse().withStatus(500))
                    .willSetStateTo("well"));
            FRONT.stubFor(get(urlPathEqualTo("/v1/calls"))
                    .withQueryParam("offset", equalTo("100"))
                    .inScenario("page two")
                    .whenScenarioStateIs("well")
                    .willReturn(page(finished(100, 150), 150)));
            FRONT.stubFor(get(urlPathEqualTo("/v1/calls"))
                    .withQueryParam("offset", equalTo("0"))
                    .willReturn(page(finished(0, 100), 150)));

            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void nothingNewIsTakenOfAListBeforeItsLastPageIsReadSoThatAProcessThatDiesInBetweenFindsItAllAgain()
            throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            await150Calls(sandbox, app);

            FRONT.stubFor(get(urlPathEqualTo("/v1/calls"))
                    .withQueryParam("offset", equalTo("100"))
                    .willReturn(page(finished(100, 150), 150).withFixedDelay(2000)));
            FRONT.stubFor(get(urlPathEqualTo("/v1/calls"))
                    .withQueryParam("offset", equalTo("0"))
                    .willReturn(page(finished(0, 100), 150)));

            await().untilAsserted(() -> FRONT.verify(
                    getRequestedFor(urlPathEqualTo("/v1/calls")).withQueryParam("offset", equalTo("100"))));
            assertThat(app.mock("completed").getReceivedCounter()).isZero();
            app.mock("completed").assertIsSatisfied();
        }
    }

    /** Polls a list that is still empty. */
    private static void await150Calls(VoiceSandbox sandbox, VoiceApp app) throws Exception {
        FRONT.stubFor(LIST.willReturn(page("", 0)));
        start(sandbox, app, "delivery=polling", "delay=200", "completion=ended");
        await().untilAsserted(() -> FRONT.verify(moreThanOrExactly(1), getRequestedFor(anyUrl())));
        app.mock("completed").expectedMessageCount(150);
        app.mock("completed").setResultWaitTime(20_000);
    }

    private static ResponseDefinitionBuilder page(String items, int total) {
        return okJson("{\"items\":[" + items + "],\"total\":" + total + "}");
    }

    /** Calls placed elsewhere. */
    private static String finished(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":\"call-" + i
                        + "\",\"direction\":\"outbound\",\"status\":\"completed\",\"to_number\":\"+15555550101\",\"created_at\":\""
                        + Instant.now() + "\"}")
                .collect(Collectors.joining(","));
    }
}
