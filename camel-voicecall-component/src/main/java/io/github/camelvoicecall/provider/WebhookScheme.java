package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A provider's webhook: how it is signed, where its facts stand and how it wants to be answered. Immutable.
 *
 * @param signature how it is signed; null when it isn't, or nobody knows how
 * @param event names or pointers where the event's name may stand, first match wins
 * @param callId names or pointers where the call's id may stand, first match wins
 * @param time pointer to the time of the event inside the signed body; null for none
 * @param answerWithin how long the provider waits for an answer
 * @param reader reads the call out of an event; null when an event is only a {@link #hint}
 * @param words the provider's event names; {@code CALL_ENDED} is told from {@code CALL_FAILED} by the status
 */
public record WebhookScheme(
        Signature signature,
        List<String> event,
        List<String> callId,
        String time,
        Duration answerWithin,
        Function<Json, VoiceCallBuilder> reader,
        Map<String, CallEventType> words) {

    /** A word that stands for every event whose own isn't known. */
    public static final String ANY = "*";

    /** Copies lists and words. */
    public WebhookScheme {
        event = List.copyOf(event);
        callId = List.copyOf(callId);
        words = Map.copyOf(words);
    }

    /**
     * A signed webhook, whose body is documented.
     *
     * @param signature how it is signed
     * @param event pointer to the event's name
     * @param callId pointer to the call's id
     * @param time pointer to the time of the event inside the signed body
     * @param answerWithin how long the provider waits for an answer
     * @param reader reads the call out of an event
     * @param words the provider's event names
     */
    public WebhookScheme(
            Signature signature,
            String event,
            String callId,
            String time,
            Duration answerWithin,
            Function<Json, VoiceCallBuilder> reader,
            Map<String, CallEventType> words) {
        this(signature, places(event), places(callId), time, answerWithin, reader, words);
    }

    private static List<String> places(String place) {
        return place == null ? List.of() : List.of(place);
    }

    /**
     * A webhook that isn't signed, or whose signature and body nobody documents. It is let in by a token of ours, and whatever it says, the call is read before anything is believed.
     *
     * @param event names or pointers where the event's name may stand, first match wins
     * @param callId names or pointers where the call's id may stand, first match wins
     * @param answerWithin how long the provider is taken to wait for an answer
     * @param words the provider's event names
     * @return the scheme
     */
    public static WebhookScheme hint(
            List<String> event, List<String> callId, Duration answerWithin, Map<String, CallEventType> words) {
        return new WebhookScheme(null, event, callId, null, answerWithin, null, words);
    }

    /**
     * What an event tells.
     *
     * @param word its name; null for none
     * @return its meaning, {@code OTHER} if nobody knows
     */
    public CallEventType type(String word) {
        CallEventType any = words.getOrDefault(ANY, CallEventType.OTHER);
        return word == null ? any : words.getOrDefault(word, any);
    }

    /**
     * What an event tells, going by how the call stands where its name leaves that open.
     *
     * @param word its name; null for none
     * @param status the call's status
     * @return its meaning, {@code OTHER} if nobody knows
     */
    public CallEventType type(String word, CallStatus status) {
        CallEventType type = type(word);
        return type == CallEventType.CALL_ENDED ? CallEventType.ended(status) : type;
    }

    /** @return true when the body isn't believed: the call it names has to be read */
    public boolean hints() {
        return reader == null;
    }

    /**
     * @param scheme how it is signed after all
     * @return the changed scheme
     */
    public WebhookScheme signed(Signature scheme) {
        return new WebhookScheme(scheme, event, callId, time, answerWithin, reader, words);
    }

    /**
     * @param eventName where the event's name stands, instead of all other places; null for no change
     * @param id where the call's id stands, instead of all other places; null for no change
     * @return the changed scheme
     */
    public WebhookScheme found(String eventName, String id) {
        return new WebhookScheme(
                signature,
                eventName == null ? event : List.of(eventName),
                id == null ? callId : List.of(id),
                time,
                answerWithin,
                reader,
                words);
    }
}
