package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Operation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Webhooks that nobody signs, or nobody documents how: our token lets them in, and the call is read before anything is believed. */
interface TokenWebhookContract extends OnStage {
    /** The token of the stage. */
    String TOKEN = "token-of-the-contract";

    @Test
    default void a_webhook_with_our_token_leads_to_a_read_and_twice_is_once() throws Exception {
        Post post = post();
        List<VoiceCall> ended = consume();
        stage().call(Fate.ANSWERED);
        eventually().until(() -> stage().look().orElseThrow().analysisReady());
        assertThat(ended).isEmpty();

        assertThat(send(post, TOKEN)).isEqualTo(200);
        eventually().until(() -> !ended.isEmpty());
        assertThat(send(post, TOKEN)).isEqualTo(200);

        throughout().until(() -> ended.size() == 1);
        assertThat(ended).singleElement().satisfies(done -> assertThat(done)
                .returns(stage().callId(), VoiceCall::id)
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns(true, VoiceCall::verified));
    }

    @Test
    default void a_webhook_with_another_token_or_none_is_refused_and_nothing_is_read() throws Exception {
        Post post = post();
        List<VoiceCall> ended = consume();
        stage().call(Fate.ANSWERED);
        int asked = stage().front().journal().size();

        assertThat(send(post, "another-token-of-somebody")).isEqualTo(401);
        assertThat(post.send(webhook().bare())).isIn(401, 404);

        throughout().until(() -> stage().front().journal().size() == asked);
        assertThat(ended).isEmpty();
    }

    @Test
    default void a_webhook_that_lies_about_the_end_of_a_call_ends_nothing() throws Exception {
        Post post = post();
        List<VoiceCall> ended = consume();
        stage().call(Fate.NEVER_ENDS);
        int asked = stage().received(Operation.GET_CALL).size();

        assertThat(send(post, TOKEN)).isEqualTo(200);

        eventually().until(() -> stage().received(Operation.GET_CALL).size() > asked);
        throughout().until(ended::isEmpty);
    }

    private Post post() throws Exception {
        assumeTrue(stage().spec().webhook().isPresent(), "the provider has no webhooks");
        assumeTrue(stage().spec().webhook().orElseThrow().hints(), "the provider's webhooks are signed");
        if (stage().has(Operation.CREATE_WEBHOOK)) {
            stage().ask(Operation.CREATE_WEBHOOK);
        }
        return Post.on(stage());
    }

    private List<VoiceCall> consume() throws Exception {
        return stage().consume(
                        Operation.CALL_COMPLETED,
                        VoiceCall.class,
                        "delivery=webhook",
                        "webhookPath=" + Post.PATH,
                        "webhookToken=" + TOKEN);
    }

    private Delivery webhook() {
        return stage().server().webhook(stage().callId(), null, Instant.now());
    }

    /** The token travels in a header where the provider can send one, else in the path. */
    private int send(Post post, String token) throws Exception {
        boolean byHeader = stage().spec().binding(Operation.CREATE_WEBHOOK).stream()
                .flatMap(binding -> binding.fields().stream())
                .anyMatch(field -> field.name().equals("customHeaders"));
        if (!byHeader) {
            return post.send(webhook(), "/" + token);
        }
        return post.send(webhook().with("X-Voicecall-Token", token));
    }
}
