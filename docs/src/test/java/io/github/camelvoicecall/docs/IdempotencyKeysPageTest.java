package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What docs/idempotency-keys.md says of keys holds. */
class IdempotencyKeysPageTest {
    private static final Page PAGE = Page.of("docs/idempotency-keys.md");
    private static final String NUMBER = "+12025550123";
    private static final String NOBODY_ANSWERS = "+12025550190";

    private static RouteBuilder calling(String key) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to("voicecall:vyora:triggerCall?agentId={{agent}}&idempotencyKey=" + key);
                from("direct:dynamic").toD("voicecall:vyora:triggerCall?agentId={{agent}}&idempotencyKey=" + key);
            }
        };
    }

    @Test
    void after_no_answer_the_second_try_rings_once_and_there_is_no_third() throws Exception {
        try (App app = new App()
                .routes(PAGE.block("Calling again after no answer", "yaml"))
                .routes(calling("lead-${header.leadId}"))
                .start()) {
            app.sent(
                    "direct:call",
                    Map.of("to", NOBODY_ANSWERS, "metadata", Map.of("lead", "7", "try", 1)),
                    Map.of("leadId", 7));

            await().untilAsserted(
                            () -> assertThat(app.vyora().rings(NOBODY_ANSWERS)).isEqualTo(2));
            await().during(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(app.vyora().posts(NOBODY_ANSWERS)).isEqualTo(2));
        }
    }

    @Test
    void a_key_of_the_run_rings_again() throws Exception {
        try (App app = new App().routes(calling("${exchangeId}")).start()) {
            app.sent("direct:call", Map.of("to", NUMBER), Map.of());
            app.sent("direct:call", Map.of("to", NUMBER), Map.of());

            assertThat(app.vyora().posts(NUMBER)).isEqualTo(2);
        }
    }

    @Test
    void a_missing_part_is_an_error_that_names_it() throws Exception {
        try (App app = new App().routes(calling("lead-${header.leadId}")).start()) {
            assertThat((Throwable) app.send("direct:call", Map.of("to", NUMBER), Map.of())
                            .getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("${header.leadId}");
        }
    }

    @Test
    void in_toD_a_missing_part_is_not_noticed() throws Exception {
        try (App app = new App().routes(calling("lead-${header.leadId}")).start()) {
            VoiceCall call = app.sent("direct:dynamic", Map.of("to", NUMBER), Map.of())
                    .getMessage()
                    .getBody(VoiceCall.class);

            assertThat(call.idempotencyKey()).isEqualTo("lead-");
        }
    }

    @Test
    void the_body_goes_before_the_header_and_the_header_before_the_option() throws Exception {
        try (App app = new App().routes(calling("option")).start()) {
            Map<String, Object> header = Map.of("CamelVoiceCallIdempotencyKey", "header");

            assertThat(key(app, Map.of("to", NUMBER, "idempotencyKey", "body"), header))
                    .isEqualTo("body");
            assertThat(key(app, Map.of("to", NUMBER), header)).isEqualTo("header");
            assertThat(key(app, Map.of("to", NUMBER), Map.of())).isEqualTo("option");
        }
    }

    private static String key(App app, Map<String, Object> body, Map<String, Object> headers) {
        return app.sent("direct:call", body, headers)
                .getMessage()
                .getBody(VoiceCall.class)
                .idempotencyKey();
    }
}
