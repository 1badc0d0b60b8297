package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Webhooks that the provider signs. */
interface SignedWebhookContract extends OnStage {
    /** The secret of the stage. */
    String SECRET = "secret-of-the-contract";

    @Test
    @Tag("D10")
    default void a_signed_webhook_hands_a_call_out_and_twice_is_once() throws Exception {
        Post post = post();
        List<VoiceCall> ended = consume(Operation.CALL_COMPLETED, VoiceCall.class);
        VoiceCall call = over();
        assertThat(ended).isEmpty();
        Delivery webhook = stage().server().webhook(call.id(), SECRET, Instant.now());

        assertThat(post.send(webhook)).isEqualTo(200);
        eventually().until(() -> !ended.isEmpty());
        assertThat(post.send(webhook)).isEqualTo(200);

        throughout().until(() -> ended.size() == 1);
        assertThat(ended).singleElement().satisfies(done -> assertThat(done)
                .returns(call.id(), VoiceCall::id)
                .returns(CallStatus.COMPLETED, VoiceCall::status)
                .returns(true, VoiceCall::verified));
    }

    @Test
    @Tag("P13")
    default void a_forged_or_altered_webhook_is_refused_and_reaches_no_route() throws Exception {
        Post post = post();
        List<CallEvent> events = consume(Operation.CALL_EVENTS, CallEvent.class);
        String id = over().id();
        Delivery valid = stage().server().webhook(id, SECRET, Instant.now());

        assertThat(post.send(stage().server().webhook(id, "another-secret", Instant.now())))
                .isEqualTo(401);
        assertThat(post.send(valid.altered())).isEqualTo(401);
        assertThat(post.send(valid.bare())).isEqualTo(401);
        assertThat(post.send(valid)).isEqualTo(200);

        eventually().until(() -> !events.isEmpty());
        throughout().until(() -> events.size() == 1); // the valid one alone
    }

    @Test
    default void a_stale_or_future_webhook_reaches_no_route_though_it_is_signed() throws Exception {
        Post post = post();
        assumeTrue(scheme().time() != null, "the provider's webhooks tell no time");
        List<CallEvent> events = consume(Operation.CALL_EVENTS, CallEvent.class);
        String id = over().id();

        assertThat(post.send(stage().server().webhook(id, SECRET, Instant.now().plus(Duration.ofMinutes(10)))))
                .isEqualTo(401);
        assertThat(post.send(stage().server().webhook(id, SECRET, Instant.now().minus(Duration.ofDays(4)))))
                .isEqualTo(200);
        assertThat(post.send(stage().server().webhook(id, SECRET, Instant.now())))
                .isEqualTo(200);

        eventually().until(() -> !events.isEmpty());
        throughout().until(() -> events.size() == 1); // the present one alone
    }

    private Post post() throws Exception {
        assumeTrue(stage().spec().webhook().isPresent(), "the provider has no webhooks");
        assumeTrue(!scheme().hints(), "the provider's webhooks aren't signed");
        return Post.on(stage());
    }

    private WebhookScheme scheme() {
        return stage().spec().webhook().orElseThrow();
    }

    private <T> List<T> consume(Operation operation, Class<T> type) throws Exception {
        return stage().consume(
                        operation, type, "delivery=webhook", "webhookPath=" + Post.PATH, "webhookSecret=" + SECRET);
    }

    /** A call that is over, and analysed where the provider analyses calls. */
    private VoiceCall over() throws Exception {
        stage().call(Fate.ANSWERED);
        return eventually()
                .until(
                        () -> stage().look().orElse(null),
                        call -> call != null
                                && call.status().terminal()
                                && (call.analysisReady() || !stage().spec().analyzes()));
    }
}
