package io.github.camelvoicecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallEventTypeTest {
    @ParameterizedTest
    @CsvSource({
        "COMPLETED, CALL_ENDED, true", "NO_ANSWER, CALL_FAILED, true", "BUSY, CALL_FAILED, true",
                "REJECTED, CALL_FAILED, true", "CANCELED, CALL_FAILED, true",
        "FAILED, CALL_FAILED, true", "UNKNOWN, CALL_ENDED, false", "IN_PROGRESS, CALL_ENDED, false",
                "SCHEDULED, CALL_ENDED, false", "QUEUED, CALL_ENDED, false",
        "RINGING, CALL_ENDED, false", "PROCESSING, CALL_ENDED, false"
    })
    void theOutcomeTellsAnEndFromAFailure(CallStatus status, CallEventType type, boolean terminal) {
        assertThat(CallEventType.ended(status)).isEqualTo(type);
        assertThat(status.terminal()).isEqualTo(terminal);
    }
}
