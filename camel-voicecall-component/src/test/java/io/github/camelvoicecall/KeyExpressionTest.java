package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.provider.FieldException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyExpressionTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    private static String evaluate(String template) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getIn().setBody(Map.of("id", "b-7", "empty", ""));
        exchange.getIn().setHeader("leadId", 7);
        exchange.getIn().setHeader("which", "leadId");
        exchange.getIn().setHeader("blank", "  ");
        exchange.setProperty("batch", "p1");
        return KeyExpression.parse(template, CONTEXT).evaluate(exchange);
    }

    @ParameterizedTest
    @CsvSource({
        "lead-${header.leadId}, lead-7",
        "lead-$simple{header.leadId}, lead-7",
        "${header.leadId}, 7",
        "${header.leadId}-${body[id]}-x, 7-b-7-x",
        "$simple{exchangeProperty.batch}/${header.leadId}, p1/7",
        "${header.${header.which}}, 7",
        "a{b}-${header.leadId}, a{b}-7",
        "$5-${header.leadId}, $5-7",
        "constant, constant",
    })
    void makesTheKey(String template, String key) {
        assertThat(evaluate(template)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "lead-${header.missing}, ${header.missing}",
        "lead-$simple{header.missing}, $simple{header.missing}",
        "lead-${header.blank}, ${header.blank}",
        "lead-${body[empty]}, ${body[empty]}",
        "lead-${body[missing]}, ${body[missing]}",
        "${header.leadId}-${exchangeProperty.missing}, ${exchangeProperty.missing}",
    })
    void aPartThatResolvesToNothingIsNamed(String template, String part) {
        assertThatThrownBy(() -> evaluate(template))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("idempotencyKey"))
                .hasMessageContaining("its part " + part + " resolves to nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead-${header.leadId", "${", "$simple{header.leadId", "${header.leadId}-${header.${x}"})
    void anUnclosedBraceIsFoundAtOnce(String template) {
        assertThatThrownBy(() -> KeyExpression.parse(template, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option idempotencyKey: ")
                .hasMessageEndingWith(template);
    }

    @Test
    void anUnknownFunctionIsFoundAtOnce() {
        assertThatThrownBy(() -> KeyExpression.parse("lead-${haeder.leadId}", CONTEXT))
                .hasMessageContaining("haeder");
    }
}
