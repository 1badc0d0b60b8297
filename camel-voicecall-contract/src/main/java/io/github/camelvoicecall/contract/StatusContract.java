package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A status word that the declaration doesn't name. */
interface StatusContract extends OnStage {
    @Test
    default void an_unknown_word_is_kept_and_never_ends_a_call() throws Exception {
        List<VoiceCall> ended = stage().consume(
                        Operation.CALL_COMPLETED, VoiceCall.class, "delivery=polling", "delay=200", "initialDelay=1");
        stage().call(Fate.ENDS_WITH_AN_UNKNOWN_WORD);

        eventually().until(() -> stage().look()
                .filter(call -> call.status() == CallStatus.UNKNOWN && call.rawStatus() != null)
                .isPresent());
        assertThat(stage().look().orElseThrow().raw()).isNotEmpty();
        int asked = stage().front().journal().size();
        eventually().until(() -> stage().front().journal().size() >= asked + 2);
        throughout().until(ended::isEmpty);
    }
}
