package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * A provider's webhook: how it is signed, where its facts stand and how it wants to be answered. Immutable.
 *
 * @param signature how it is signed; null when it isn't, or nobody knows how
 * @param event pointer to the event's name
 * @param callId pointer to the call's id
 * @param time pointer to the time of the event inside the signed body
 * @param answerWithin how long the provider waits for an answer
 * @param reader reads the call out of an event
 * @param words the provider's event names; {@code CALL_ENDED} is told from {@code CALL_FAILED} by the status
 */
public record WebhookScheme(
        Signature signature,
        String event,
        String callId,
        String time,
        Duration answerWithin,
        Function<Json, VoiceCallBuilder> reader,
        Map<String, CallEventType> words) {

    /** Copies the words. */
    public WebhookScheme {
        words = Map.copyOf(words);
    }
}
