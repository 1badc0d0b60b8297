package io.github.camelvoicecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class VoiceCallExceptionTest {
    private final Failure failure = new Failure("acme", "triggerCall", Outcome.UNKNOWN, 503, "busy", "req-1");

    @Test
    void saysWhereWhatAndWithWhichRequest() {
        assertThat(new OutcomeUnknownException(failure, "lost", null))
                .hasMessage("acme:triggerCall: lost (HTTP 503, \"busy\", request req-1)");
        assertThat(new ProviderUnavailableException(Failure.local("acme", "getCall"), "down", null))
                .hasMessage("acme:getCall: down");
    }

    @Test
    void simpleReadsItsFacts() throws Exception {
        VoiceCallException e = new OutcomeUnknownException(failure, "lost", null);

        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setException(e);
            assertThat(simple(exchange, "${exception.outcome}")).isEqualTo("UNKNOWN");
            assertThat(simple(exchange, "${exception.providerCode}")).isEqualTo("busy");
            assertThat(simple(exchange, "${exception.httpResponseCode}")).isEqualTo("503");
        }
    }

    private static String simple(Exchange exchange, String expression) {
        Expression simple = exchange.getContext().resolveLanguage("simple").createExpression(expression);
        simple.init(exchange.getContext());
        return simple.evaluate(exchange, String.class);
    }

    @Test
    void itsFactsAreAtHand() {
        VoiceCallException e = new OutcomeUnknownException(failure, "lost", null);

        assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(e.getProvider()).isEqualTo("acme");
        assertThat(e.getOperation()).isEqualTo("triggerCall");
        assertThat(e.getProviderCode()).isEqualTo("busy");
        assertThat(e.getRequestId()).isEqualTo("req-1");
        assertThat(e.getHttpResponseCode()).isEqualTo(503);
        assertThat(e.getHttpResponseStatus()).isEqualTo("503");
    }

    @Test
    void whatWasSerializedIsNeverTakenForNotPlaced() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new OutcomeUnknownException(failure, "lost", null));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            VoiceCallException read = (VoiceCallException) in.readObject();
            assertThat(read.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(read).hasMessageContaining("lost");
        }
    }

    @Test
    void everyReasonToTurnAWebhookAwayHasAStatusOfItsOwnKind() {
        assertThat(Arrays.stream(WebhookRejectedException.Reason.values()))
                .allSatisfy(reason -> assertThat(reason.httpStatus()).isBetween(400, 503));
        assertThat(new WebhookRejectedException("acme", WebhookRejectedException.Reason.SIGNATURE_WRONG, "wrong")
                        .getReason()
                        .httpStatus())
                .isEqualTo(401);
    }
}
