package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.Resolution.Outcome;
import io.github.camelvoicecall.provider.FieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before the ledger is asked: an account is never touched. */
class SettlementsTest {
    @ParameterizedTest
    @CsvSource({
        ", PLACED, c-1, idempotencyKey",
        "' ', NOT_PLACED, , idempotencyKey",
        "k, , , outcome",
        "k, PLACED, , callId",
        "k, PLACED, ' ', callId",
        "k, NOT_PLACED, c-1, callId"
    })
    void namesWhatIsMissingOrContradictory(String key, Outcome outcome, String callId, String field) {
        Resolution odd = new Resolution(key, outcome, callId);

        assertThatThrownBy(() -> new Settlements(null, null, null).settle(odd))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void whatIsLoggedOfAResolutionShowsNoNumberOfItsKey() {
        assertThat(new Resolution("reminder/+15555550123", Resolution.Outcome.PLACED, "c-1"))
                .hasToString("Resolution[idempotencyKey=reminder/+*********23, outcome=PLACED, callId=c-1]");
    }
}
