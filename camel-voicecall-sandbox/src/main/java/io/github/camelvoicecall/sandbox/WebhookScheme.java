package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * How a provider sends its webhooks.
 *
 * @param signature null if the provider signs nothing
 * @param headers headers beside content type and signature; {@code {event}} in a value stands for the event's name
 * @param time how a time is written in a body
 * @param timeout how long the receiver may take for one attempt
 * @param accepts which HTTP statuses count as received
 */
record WebhookScheme(
        Signature signature,
        Map<String, String> headers,
        Function<Instant, String> time,
        Duration timeout,
        IntPredicate accepts) {}
