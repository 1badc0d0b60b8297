package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.LedgerCounts;
import io.github.camelvoicecall.ledger.LedgerException;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/** Whether asking the provider works, with the figures of the ledger (what is open, unknown, waiting and parked) and of the webhooks. */
final class ConsumerHealth extends ScheduledPollConsumerHealthCheck {
    private final VoiceCallConsumer consumer;

    ConsumerHealth(VoiceCallConsumer consumer) {
        super(
                consumer,
                "consumer:"
                        + (consumer.getRouteId() == null
                                ? consumer.getEndpoint().getEndpointBaseUri()
                                : consumer.getRouteId()));
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result polled = super.call(options);
        Account account = consumer.account();
        if (account == null) {
            return polled;
        }
        HealthCheckResultBuilder builder =
                HealthCheckResultBuilder.on(this).state(polled.getState()).details(polled.getDetails());
        polled.getMessage().ifPresent(builder::message);
        polled.getError().ifPresent(builder::error);
        try {
            LedgerCounts counts = account.figures().counts();
            builder.detail("calls.open", counts.open());
            builder.detail("calls.unknown", counts.unknown());
            builder.detail("results.undelivered", counts.undelivered());
            builder.detail("results.parked", counts.parked());
        } catch (LedgerException e) {
            builder.message("The call ledger fails: " + e.getMessage()).error(e).down();
        }
        if (consumer.hasWebhook()) {
            account.refusals().figures().forEach(builder::detail);
        }
        return builder.build();
    }
}
