package io.github.camelvoicecall.model;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.Map;

/**
 * One verified webhook event, the body of {@code callEvents}. Immutable.
 *
 * @param provider the provider's name
 * @param type the normalized event
 * @param rawType the provider's own word; null if the event has none
 * @param callId the provider's id of the call; null if the event has none
 * @param time when the provider made the event; null if it doesn't say
 * @param call what the event says of the call; fields that it leaves out are null
 * @param verified true when the event's signature was checked or its call was read again over our own key
 * @param raw the provider's JSON as it came
 */
public record CallEvent(
        String provider,
        CallEventType type,
        String rawType,
        String callId,
        @JsonSerialize(using = ToStringSerializer.class) Instant time,
        VoiceCall call,
        boolean verified,
        Map<String, Object> raw)
        implements VoiceResult {
    /** Copies the JSON. */
    public CallEvent {
        raw = Values.copy(raw);
    }

    @Override
    public String toString() {
        return "CallEvent[provider=%s, type=%s, callId=%s]".formatted(provider, type, callId);
    }
}
