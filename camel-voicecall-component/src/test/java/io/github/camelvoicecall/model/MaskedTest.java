package io.github.camelvoicecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
    private static final String NUMBER = "+15555550123";

    @ParameterizedTest
    @CsvSource({
        "+15555550123, +*********23",
        "'(415) 555-1212', '(***) ***-**12'",
        "12, 12",
        "123, *23",
        "'', ''",
        "alex, alex"
    })
    void hidesAllButTheLastTwoDigits(String number, String masked) {
        assertThat(Masked.number(number)).isEqualTo(masked);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Masked.number(null)).isNull();
        assertThat(Masked.text(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'to +15555550123: invalid', 'to +*********23: invalid'",
        "'+1 (555) 555-0123', '+* (***) ***-**23'",
        "'555.555.0123 or 15555550199', '***.***.**23 or *********99'",
        "'01/23/45/67/89', '**/**/**/**/89'",
        "'agent 12 of 345', 'agent 12 of 345'",
        "'HTTP 4040', 'HTTP 4040'",
        "'no digits', 'no digits'",
        "'tel:+15555550123;ext=1', 'tel:+*********23;ext=1'"
    })
    void hidesNumbersInTexts(String text, String masked) {
        assertThat(Masked.text(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1\u00a0555\u00a0555\u00a00123",
                "+1\u2011555\u2011555\u20110123",
                "+1\t555\t555\t0123",
                "\uff0b\uff11\uff15\uff15\uff15\uff15\uff15\uff15\uff10\uff11\uff12\uff13"
            })
    void hidesNumbersWhateverStandsBetweenTheirDigits(String number) {
        assertThat(Masked.text("to " + number))
                .startsWith("to ")
                .contains("*")
                .doesNotContain("555")
                .doesNotContain("\uff15\uff15");
    }

    @Test
    void aLongTextIsMaskedInNoTime() {
        assertThat(Masked.text("1 ".repeat(100_000) + "x")).hasSize(200_001);
        assertThat(Masked.text("1" + " ".repeat(200_000) + "x")).hasSize(200_002);
    }

    static List<Object> records() {
        VoiceCall call = VoiceCall.of("acme")
                .id("c1")
                .to(NUMBER)
                .from(NUMBER)
                .contactName(NUMBER)
                .summary(NUMBER)
                .error(NUMBER)
                .transcript(List.of(new TranscriptTurn(TranscriptTurn.Role.AGENT, NUMBER)))
                .recordingUrl("https://r.example/" + NUMBER)
                .variables(Map.of("n", NUMBER))
                .metadata(Map.of("n", NUMBER))
                .raw(Map.of("n", NUMBER))
                .build();
        return List.of(
                call,
                CallRequest.to(NUMBER)
                        .from(NUMBER)
                        .contactName(NUMBER)
                        .variables(Map.of("n", NUMBER))
                        .metadata(Map.of("n", NUMBER))
                        .extra(Map.of("n", NUMBER))
                        .build(),
                new CallEvent(
                        "acme",
                        CallEventType.CALL_ENDED,
                        "ended",
                        "c1",
                        Instant.EPOCH,
                        call,
                        true,
                        Map.of("n", NUMBER)),
                new TranscriptTurn(TranscriptTurn.Role.AGENT, NUMBER),
                new Agent("acme", "a1", "Fee reminder", "en", "inbound", Map.of("phone_number", NUMBER)),
                new Cost(BigDecimal.ONE, "USD"),
                new AccountId("acme", "default"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void noRecordShowsAFullNumber(Object value) {
        assertThat(value.toString())
                .doesNotContain("5555550123")
                .contains(value instanceof AccountId ? "acme" : value.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("records")
    void noRecordInAListShowsAFullNumberEither(Object value) {
        assertThat(List.of(value).toString()).doesNotContain("5555550123");
    }
}
