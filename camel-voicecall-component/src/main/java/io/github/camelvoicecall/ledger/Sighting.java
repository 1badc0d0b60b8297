package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;

/**
 * What a provider said of a call, by webhook, list or read.
 *
 * @param call the call; its id is known
 * @param ref our reference as the provider echoed it; null if it didn't
 * @param provisional for an end that a redial by the provider may overtake: how long to wait for one; null for an end that is final
 * @param matched true when nothing of ours came back: the reference is that of the call whose number and time fit
 */
public record Sighting(VoiceCall call, String ref, Duration provisional, boolean matched) {
    /**
     * A sighting whose reference, if there is one, came from the provider.
     *
     * @param call the call
     * @param ref our reference; null if the provider echoed none
     * @param provisional how long a redial may overtake this end; null for an end that is final
     */
    public Sighting(VoiceCall call, String ref, Duration provisional) {
        this(call, ref, provisional, false);
    }

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
