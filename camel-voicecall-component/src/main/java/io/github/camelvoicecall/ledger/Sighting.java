package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;

/**
 * What a provider said of a call, by webhook, list or read.
 *
 * @param call the call; its id is known
 * @param ref our reference as the provider echoed it; null if it didn't
 * @param provisional for an end that a redial by the provider may overtake: how long to wait for one; null for an end that is final
 */
public record Sighting(VoiceCall call, String ref, Duration provisional) {
    /**
     * A plain sighting, without reference and without redials.
     *
     * @param call the call
     * @return the sighting
     */
    public static Sighting of(VoiceCall call) {
        return new Sighting(call, null, null);
    }
}
