package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.util.Set;

/**
 * How webhook events are sent, as asked of the builder.
 *
 * @param url null until it is known; events before are not sent
 * @param events names of the events that are sent, empty for all
 * @param tries attempts per event
 * @param spacing from a failed attempt to the next
 * @param timeout how long the receiver may take for one attempt
 */
record WebhookSettings(
        String url,
        String secret,
        Webhooks behaviour,
        Set<String> events,
        int tries,
        Duration spacing,
        Duration timeout) {}
