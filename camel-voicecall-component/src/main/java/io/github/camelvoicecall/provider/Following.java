package io.github.camelvoicecall.provider;

import java.util.Map;

/**
 * How a list of calls is read again and again for what has changed: those changed last come first.
 *
 * @param asked what to ask for so that they do
 * @param changedAt field of a call that says when it was changed last
 */
public record Following(Map<String, String> asked, String changedAt) {
    /** Copies the map. */
    public Following {
        asked = Map.copyOf(asked);
    }
}
