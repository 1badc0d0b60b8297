package io.github.camelvoicecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
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
    void simpleReadsItsFacts() {
        VoiceCallException e = new OutcomeUnknownException(failure, "lost", null);

        assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
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
