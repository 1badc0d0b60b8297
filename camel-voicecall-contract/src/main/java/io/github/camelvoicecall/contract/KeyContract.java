package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key that is right and the one that is wrong. */
interface KeyContract extends OnStage {
    @Test
    default void the_right_key_is_let_in() {
        assertThatCode(() -> stage().ask(probe())).doesNotThrowAnyException();
    }

    @Test
    default void a_wrong_key_is_an_exception_of_its_own_that_does_not_show_the_key() throws Exception {
        String wrong = stage().server().apiKey() + "0wrong";
        stage().route("wrong-key", stage().uri(probe(), wrong));

        assertThatThrownBy(() -> stage().ask("wrong-key", stage().samples().of(probe())))
                .isInstanceOfSatisfying(CredentialsRejectedException.class, rejected -> assertThat(rejected.outcome())
                        .isEqualTo(Outcome.NOT_PLACED))
                .hasMessageContaining("apiKey")
                .message()
                .doesNotContain(wrong);
    }

    /** The read that the declaration calls cheap, or one that needs nothing. */
    private Operation probe() {
        return stage().spec()
                .probe()
                .or(() -> stage().spec().bindings().entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().changes() && entry.getValue().needsNothing())
                        .map(Map.Entry<Operation, Binding>::getKey)
                        .findFirst())
                .orElseThrow(
                        () -> new AssertionError("no operation reads without being told what: say which, by probe(…)"));
    }
}
