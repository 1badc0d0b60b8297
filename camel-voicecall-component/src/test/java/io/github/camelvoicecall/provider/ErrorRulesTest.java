package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.provider.ErrorRule.Kind;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorRulesTest {
    private final ErrorRules standard = ErrorRules.standard("error", "/data/message");

    private static String text(ErrorRules rules, String json) {
        try {
            return rules.text(Json.read(json.getBytes(UTF_8), Instant.EPOCH));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 100, 199, 405, 406, 408, 409, 410, 413, 415, 425, 428, 431, 451, 500, 501, 502, 503, 504, 520, 599,
                999
            })
    void whatHttpDoesNotCallARefusalIsUnknown(int status) {
        assertThat(standard.of(status, "not placed, honestly").kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void aProvidersOwnRuleComesFirst() {
        ErrorRules rules = standard.first(new ErrorRule(402, 402, null, Kind.INVALID, "to", "mend it"));

        assertThat(rules.of(402, null).kind()).isEqualTo(Kind.INVALID);
        assertThat(standard.of(402, null).kind())
                .as("the original is untouched")
                .isEqualTo(Kind.CREDIT);
    }

    @Test
    void theRuleAddedLastComesFirstOfAll() {
        ErrorRules rules = standard.invalid(400, "to", "mend to")
                .first(new ErrorRule(400, 400, "no agent", Kind.INVALID, "agentId", "mend agentId"));

        assertThat(rules.of(400, "There is No Agent").field()).isEqualTo("agentId");
        assertThat(rules.of(400, "something else").field()).isEqualTo("to");
        assertThat(rules.of(400, null).field())
                .as("a text is asked for and there is none")
                .isEqualTo("to");
    }

    @Test
    void bordersOfARuleBelongToIt() {
        ErrorRule rule = new ErrorRule(400, 499, "x", Kind.CREDIT, null, "");

        assertThat(rule.fits(399, "x")).isFalse();
        assertThat(rule.fits(400, "aXb")).isTrue();
        assertThat(rule.fits(499, "x")).isTrue();
        assertThat(rule.fits(500, "x")).isFalse();
    }

    @Test
    void theFirstPlaceWithATextIsTaken() {
        assertThat(text(standard, "{\"error\":\"a\",\"data\":{\"message\":\"b\"}}"))
                .isEqualTo("a");
        assertThat(text(standard, "{\"data\":{\"message\":\"b\"}}")).isEqualTo("b");
        assertThat(text(standard, "{\"error\":null}")).isNull();
        assertThat(text(ErrorRules.standard(), "{\"error\":\"a\"}")).isNull();
    }
}
