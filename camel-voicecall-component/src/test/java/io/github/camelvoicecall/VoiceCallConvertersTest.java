package io.github.camelvoicecall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In a real Camel context, as routes see it. */
class VoiceCallConvertersTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final VoiceCall CALL = VoiceCall.of("acme")
            .id("c1")
            .status(CallStatus.COMPLETED)
            .to("+15555550123")
            .startedAt(Instant.parse("2026-01-15T09:00:00Z"))
            .durationSeconds(new java.math.BigDecimal("47"))
            .metadata(Map.of("crm", 7))
            .raw(Map.of("status", "completed"))
            .build();

    @BeforeAll
    static void start() throws Exception {
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:marshal").marshal().json();
                from("direct:convert").convertBodyTo(String.class);
            }
        });
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    static List<Object> results() {
        return List.of(
                CALL,
                new CallEvent(
                        "acme",
                        CallEventType.CALL_ENDED,
                        "call.ended",
                        "c1",
                        Instant.parse("2026-01-15T09:01:00Z"),
                        CALL,
                        true,
                        Map.of("event", "call.ended")),
                new Agent("acme", "a1", "Fée", "fr", null, Map.of("id", "a1")));
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultsBecomeJsonInEveryForm(Object result) throws Exception {
        String json = new ObjectMapper().writeValueAsString(result);
        JsonNode tree = new ObjectMapper().readTree(json);

        assertThat(convert(result, String.class)).isEqualTo(json);
        assertThat(convert(result, byte[].class)).isEqualTo(json.getBytes(UTF_8));
        assertThat(convert(result, InputStream.class).readAllBytes()).isEqualTo(json.getBytes(UTF_8));
        assertThat(new ObjectMapper().readTree(convert(result, JsonNode.class).toString()))
                .isEqualTo(tree);
        assertThat(new ObjectMapper().<JsonNode>valueToTree(convert(result, Map.class)))
                .hasToString(json);
    }

    private static <T> T convert(Object result, Class<T> type) throws Exception {
        return CONTEXT.getTypeConverter().mandatoryConvertTo(type, new DefaultExchange(CONTEXT), result);
    }

    @ParameterizedTest
    @CsvSource({
        "${body.status}, COMPLETED",
        "${body.to}, +15555550123",
        "${body.id}, c1",
        "${body.startedAt}, 2026-01-15T09:00:00Z",
        "${body.metadata[crm]}, 7",
        "${body.durationSeconds}, 47",
        "${body.isTerminal}, true"
    })
    void simpleReadsFields(String expression, String value) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getIn().setBody(CALL);

        assertThat(CONTEXT.resolveLanguage("simple")
                        .createExpression(expression)
                        .evaluate(exchange, String.class))
                .isEqualTo(value);
    }

    @Test
    void simpleComparesTheStatus() {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getIn().setBody(CALL);

        assertThat(CONTEXT.resolveLanguage("simple")
                        .createPredicate("${body.status} == 'COMPLETED'")
                        .matches(exchange))
                .isTrue();
        assertThat(CONTEXT.resolveLanguage("simple")
                        .createPredicate("${body.status} == 'FAILED'")
                        .matches(exchange))
                .isFalse();
    }

    @Test
    void camelsOwnJsonDataFormatMarshalsACall() throws Exception {
        String json = CONTEXT.createProducerTemplate().requestBody("direct:marshal", CALL, String.class);

        assertThat(json).isEqualTo(new ObjectMapper().writeValueAsString(CALL));
    }

    @Test
    void convertBodyToMakesJson() {
        assertThat(CONTEXT.createProducerTemplate().requestBody("direct:convert", CALL, String.class))
                .startsWith("{\"provider\":\"acme\",\"id\":\"c1\",\"status\":\"COMPLETED\"");
    }
}
