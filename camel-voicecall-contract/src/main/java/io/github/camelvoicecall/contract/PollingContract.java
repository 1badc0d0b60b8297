package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Operation;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of a call, learnt by asking. */
interface PollingContract extends OnStage {
    @Test
    @Tag("P22")
    default void a_finished_call_is_handed_out_once_though_no_webhook_comes() throws Exception {
        List<VoiceCall> ended = stage().consume(
                        Operation.CALL_COMPLETED, VoiceCall.class, "delivery=polling", "delay=200", "initialDelay=1");

        String number = stage().call(Fate.ANSWERED);

        eventually().until(() -> !ended.isEmpty());
        throughout().until(() -> ended.size() == 1);
        assertThat(ended).singleElement().satisfies(call -> assertThat(call)
                .returns(stage().spec().name(), VoiceCall::provider)
                .returns(number, VoiceCall::to)
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns(null, VoiceCall::unresolved));
        assertThat(ended.get(0).id()).isNotBlank();
        assertThat(ended.get(0).raw()).isNotEmpty();
    }
}
