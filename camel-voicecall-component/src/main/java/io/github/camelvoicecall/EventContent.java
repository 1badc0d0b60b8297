package io.github.camelvoicecall;

import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.time.Instant;

/** What stands in the body of a webhook event, each thing read once. Thread safe. */
final class EventContent {
    private final WebhookScheme scheme;
    private final Json json;
    private final Instant time;
    private volatile Reading reading;

    private EventContent(WebhookScheme scheme, Json json) {
        this.scheme = scheme;
        this.json = json;
        this.time = scheme.time() == null ? null : json.instant(scheme.time());
    }

    /**
     * @param body the raw bytes
     * @param receivedAt when they came in
     * @throws IOException if they are no JSON
     */
    static EventContent of(WebhookScheme scheme, byte[] body, Instant receivedAt) throws IOException {
        return new EventContent(scheme, Json.read(body, receivedAt));
    }

    Json json() {
        return json;
    }

    /** When the provider made the event; null if it doesn't say. */
    Instant time() {
        return time;
    }

    /** The call that it tells of, as if the event were verified. */
    Reading reading(CallReader reader) {
        Reading known = reading;
        if (known == null) {
            known = reader.finish(scheme.reader().apply(json), json);
            reading = known;
        }
        return known;
    }
}
