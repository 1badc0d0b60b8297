package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the provider is asked, and about what. */
class WatcherTest {
    private static final String NUMBER = "+15555550101";

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "outboundcalls"})
    void aResultDoesNotWaitForTheDelay(String provider) throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.of(provider).rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp(provider, sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall", "statusWords=completed=COMPLETED"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=1h", "statusWords=completed=COMPLETED"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setResultWaitTime(90_000);

            app.send("direct:trigger", app.request(NUMBER));

            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void aTimetableIsKept() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "scheduler=quartz", "scheduler.cron=0+0+0+1+1+?+2099"))
                            .to("mock:completed");
                }
            });
            app.send("direct:trigger", app.request(NUMBER));

            await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(6)).until(() -> sandbox.reads() == 0);
        }
    }

    @Test
    void aProviderThatFailsIsAskedLessAndLessOften() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from(app.uri("callCompleted", "delivery=polling", "delay=1h"))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("completed").setResultWaitTime(60_000);
            sandbox.failNextRead(Collections.nCopies(2, Fault.status(500)).toArray(Fault[]::new));
            app.send("direct:trigger", app.request(NUMBER));
            await().until(() -> sandbox.reads() == 1);

            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(4)).until(() -> sandbox.reads() == 1);
            app.mock("completed").assertIsSatisfied();
        }
    }

    @Test
    void callsOfACampaignComeWithoutAnyWebhook() throws Exception {
        try (VoiceSandbox sandbox =
                        VoiceSandbox.samora().webhooks(Webhooks.DROPPED).start();
                VoiceApp app = new VoiceApp("samora", sandbox)) {
            String agent = "agentId=" + sandbox.agentId();
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String operation : List.of("createCampaign", "addRecipients", "startCampaign")) {
                        from("direct:" + operation).to(app.uri(operation, agent));
                    }
                    from(app.uri("callCompleted", "delivery=polling", "delay=300", agent))
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(5);
            app.mock("completed").setResultWaitTime(20_000);
            app.mock("completed").setAssertPeriod(1000);
            String campaign = app.send("direct:createCampaign", Map.of("name", "Recall"))
                    .getMessage()
                    .getBody(Campaign.class)
                    .id();
            Map<String, Object> inCampaign = Map.of(VoiceCallConstants.CAMPAIGN_ID, campaign);
            List<Map<String, Object>> people = IntStream.of(86, 87, 88, 89, 90)
                    .mapToObj(i -> Map.<String, Object>of("to", "+155555502" + i))
                    .toList();
            assertThat(app.send("direct:addRecipients", people, inCampaign).getException())
                    .isNull();
            assertThat(app.send("direct:startCampaign", null, inCampaign).getException())
                    .isNull();

            app.mock("completed").assertIsSatisfied();
            List<VoiceCall> calls = app.mock("completed").getExchanges().stream()
                    .map(exchange -> exchange.getMessage().getBody(VoiceCall.class))
                    .toList();
            assertThat(calls).allSatisfy(call -> assertThat(call.campaignId()).isEqualTo(campaign));
            assertThat(calls.stream().map(VoiceCall::id)).doesNotHaveDuplicates();
            assertThat(calls.stream().map(VoiceCall::status))
                    .containsOnly(CallStatus.COMPLETED, CallStatus.NO_ANSWER)
                    .contains(CallStatus.NO_ANSWER);
            assertThat(calls.stream().filter(call -> call.status() == CallStatus.COMPLETED))
                    .allSatisfy(call -> assertThat(call.transcriptUrl()).isNotBlank());
        }
    }
}
