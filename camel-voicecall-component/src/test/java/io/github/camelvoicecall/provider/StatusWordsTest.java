package io.github.camelvoicecall.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWordsTest {
    private final StatusWords<CallStatus> words = StatusWords.NONE.with("in-progress", CallStatus.IN_PROGRESS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-progress",
                "in_progress",
                "IN_PROGRESS",
                "In Progress",
                " in.progress ",
                "in - progress",
                "IN-PROGRESS"
            })
    void foldsCaseAndSeparators(String word) {
        assertThat(words.of(word)).isEqualTo(CallStatus.IN_PROGRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "progress", "in-progress-now", "in\u0131progress", "null"})
    void anyOtherWordIsUnknown(String word) {
        assertThat(words.of(word)).isEqualTo(CallStatus.UNKNOWN);
    }

    @Test
    void noWordIsUnknown() {
        assertThat(words.of(null)).isEqualTo(CallStatus.UNKNOWN);
        assertThat(words.of(null).terminal()).isFalse();
    }

    @Test
    void aWordCanBeGivenAnotherMeaningWithoutTouchingTheOriginal() {
        StatusWords<CallStatus> mine =
                words.with("IN PROGRESS", CallStatus.RINGING).with("no_answer", CallStatus.NO_ANSWER);

        assertThat(mine.of("in-progress")).isEqualTo(CallStatus.RINGING);
        assertThat(mine.of("No-Answer")).isEqualTo(CallStatus.NO_ANSWER);
        assertThat(words.of("in-progress")).isEqualTo(CallStatus.IN_PROGRESS);
        assertThat(words.of("no-answer")).isEqualTo(CallStatus.UNKNOWN);
    }
}
