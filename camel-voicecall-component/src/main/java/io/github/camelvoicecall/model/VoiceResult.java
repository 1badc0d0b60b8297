package io.github.camelvoicecall.model;

import java.util.Map;

/**
 * Something a provider said. Immutable. Camel converts it to JSON ({@code String}, {@code byte[]}, {@code InputStream}), {@code Map} and {@code JsonNode}, and Simple reads its
 * fields ({@code ${body.id}}).
 */
public interface VoiceResult {
    /** @return the provider's name */
    String provider();

    /** @return the provider's JSON as it came; empty if there was none */
    Map<String, Object> raw();
}
