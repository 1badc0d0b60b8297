package io.github.camelvoicecall.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What was asked of the builder.
 *
 * @param port 0 for a free one
 * @param pace from one dial of a campaign to the next
 * @param state null to keep everything in memory
 */
record Settings(
        Provider provider,
        String bindAddress,
        int port,
        String apiKey,
        List<Agent> agents,
        Function<String, Outcome> outcomes,
        CallLife life,
        Clock clock,
        List<RateLimit> keyLimits,
        RateLimit addressLimit,
        Duration pace,
        Set<Quirk> quirks,
        FaultPlan faults,
        WebhookSettings webhooks,
        Path state) {}
