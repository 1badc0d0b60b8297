package io.github.camelvoicecall;

import io.github.camelvoicecall.model.Masked;

/**
 * How a person settles a call whose outcome isn't known: the body of {@code resolveCall}, also as a map, JSON, or a list of these.
 *
 * @param idempotencyKey the call's key, as {@code listUnresolved} shows it
 * @param outcome {@code PLACED} or {@code NOT_PLACED}; null for {@code PLACED} when there is a call id
 * @param callId the provider's id of the call, for {@code PLACED}
 */
public record Resolution(String idempotencyKey, Outcome outcome, String callId) {
    /** What a person found out. */
    public enum Outcome {
        /** The call was placed, under the id given. */
        PLACED,
        /** No phone rang; the key may be used again. */
        NOT_PLACED
    }

    @Override
    public String toString() {
        return "Resolution[idempotencyKey=%s, outcome=%s, callId=%s]"
                .formatted(Masked.text(idempotencyKey), outcome, callId);
    }
}
