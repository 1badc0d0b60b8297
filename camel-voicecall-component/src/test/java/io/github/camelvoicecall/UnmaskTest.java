package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whole numbers show only where somebody asked for them, and only as long. */
class UnmaskTest {
    // too short for SecretWatch, which reads the lines of this test as well
    private static final String NUMBER = "+493012345";
    private static final String MASKED = "+*******45";

    private static String shown() {
        return CallRequest.to(NUMBER).build() + " " + Masked.text("no line to " + NUMBER);
    }

    @Test
    void wholeNumbersShowWhileAComponentThatWasToldToRuns() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(VoiceCallComponent.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        assertThat(shown()).contains(MASKED).doesNotContain(NUMBER);
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            VoiceCallComponent component = new VoiceCallComponent();
            component.setUnmaskNumbers(true);
            app.context().addComponent("voicecall", component);
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:call").to(app.uri("triggerCall", "maxRetries=0"));
                }
            });

            assertThat(shown()).contains(NUMBER).doesNotContain(MASKED);
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("unmaskNumbers=true"));
            sandbox.failNext(Fault.status(401));
            assertThat(String.valueOf(
                            app.send("direct:call", app.request(NUMBER)).getException()))
                    .doesNotContain(sandbox.apiKey());
            assertThat(Masked.kept("no line to " + NUMBER)).doesNotContain(NUMBER);
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(shown()).contains(MASKED).doesNotContain(NUMBER);
    }
}
