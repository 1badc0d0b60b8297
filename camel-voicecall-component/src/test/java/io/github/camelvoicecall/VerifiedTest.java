package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what was signed, or read over our own key, says that it is verified. */
class VerifiedTest {
    private static final String NUMBER = "+15555550101";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void webhooksAreVerifiedWhenTheirSignatureIs(boolean verify) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).withWebhooks()) {
            String[] options = {app.signed(), "verifySignature=" + verify, "delivery=webhook"};
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger").to(app.uri("triggerCall"));
                    from("direct:get").to(app.uri("getCall"));
                    from(app.uri("callCompleted", options)).to("mock:completed");
                    from(app.uri("callEvents", options)).to("mock:events");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            app.mock("events").expectedMessageCount(3);
            app.send("direct:trigger", app.request(NUMBER));
            app.mock("completed").assertIsSatisfied();
            app.mock("events").assertIsSatisfied();

            Message completed = app.mock("completed").getExchanges().get(0).getMessage();
            assertThat(completed.getHeader(VoiceCallConstants.VERIFIED)).isEqualTo(verify);
            assertThat(completed.getBody(VoiceCall.class).verified()).isEqualTo(verify);
            assertThat(app.mock("events").getExchanges())
                    .extracting(exchange -> exchange.getMessage().getHeader(VoiceCallConstants.VERIFIED))
                    .containsOnly(verify);

            String id = completed.getHeader(VoiceCallConstants.ID, String.class);
            assertThat(app.send("direct:get", id)
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .verified())
                    .as("read over our own key")
                    .isTrue();
        }
    }
}
