package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.sandbox.VoiceSandbox;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't work is said at the start of the route, by the option's name. */
class OptionsAtStartTest {

    @ParameterizedTest
    @CsvSource({
        "triggerCall?responseTimeout=0, Option responseTimeout: must be above 0",
        "listAgents?responseTimeout=0, Option responseTimeout: must be above 0",
        "triggerCall?connectTimeout=0, Option connectTimeout: must be above 0",
        "getCall?baseUrl=RAW(https://api.example/v1?a=b), Option baseUrl: must end with its path",
        "getCall?baseUrl=RAW(https://api.example/#top), Option baseUrl: must end with its path",
        "getCall?baseUrl=ftp://api.example, Option baseUrl: must start with http"
    })
    void anOptionThatCanNotWorkIsAnErrorThatNamesIt(String operation, String error) throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox)) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:call").to("voicecall:vyora:" + operation + "&apiKey=key");
                        }
                    }))
                    .hasStackTraceContaining(error);
        }
    }

    @Test
    void webhooksWithoutARunningServerSayHowToGetOne() {
        assertThatThrownBy(() -> {
                    try (DefaultCamelContext context = new DefaultCamelContext()) {
                        context.addRoutes(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("voicecall:vyora:callEvents?apiKey=key&webhookSecret=secret")
                                        .to("mock:events");
                            }
                        });
                        context.start();
                    }
                })
                .hasStackTraceContaining("'platform-http' can't serve /voicecall/vyora")
                .hasStackTraceContaining("camel.server.enabled=true");
    }
}
