package io.github.camelvoicecall;

import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far {@code addRecipients} is: a log line, an event and, where it is wanted, the verdicts on all rows, batch by batch. Thread safe. */
final class RecipientsProgress implements RecipientsJob.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientsProgress.class);

    private final CamelContext context;
    private final Endpoint reportTo;

    RecipientsProgress(CamelContext context, String reportTo) {
        this.context = context;
        this.reportTo = reportTo == null || reportTo.isBlank() ? null : context.getEndpoint(reportTo);
    }

    boolean takesVerdicts() {
        return reportTo != null;
    }

    @Override
    public void batch(RecipientsReport report) throws VoiceCallException {
        RecipientsAdded soFar = report.soFar();
        LOG.info(
                "Recipients of campaign {}:{}: {} batches, {} rows, {} accepted, {} rejected, {} duplicate, {} failed, {} unknown, {} sent before",
                soFar.provider(),
                soFar.campaignId(),
                soFar.batches(),
                soFar.rows(),
                soFar.accepted(),
                soFar.rejected(),
                soFar.duplicate(),
                soFar.failed(),
                soFar.unknown(),
                soFar.skipped());
        publish(new RecipientsAddedEvent(soFar));
        if (reportTo != null && report.waiting() > 0) {
            pass(report, soFar);
        }
    }

    /** Whoever listens must not be able to stop the job. */
    private void publish(CamelEvent event) {
        for (EventNotifier notifier : context.getManagementStrategy().getEventNotifiers()) {
            try {
                if (notifier.isEnabled(event)) {
                    notifier.notify(event);
                }
            } catch (Exception e) {
                LOG.warn("An event notifier failed: {}", e.getMessage(), e);
            }
        }
    }

    private void pass(RecipientsReport report, RecipientsAdded soFar) throws VoiceCallException {
        Exchange exchange = reportTo.createExchange(ExchangePattern.InOnly);
        Message message = exchange.getMessage();
        message.setHeader(VoiceCallConstants.PROVIDER, soFar.provider());
        message.setHeader(VoiceCallConstants.RESULT_CAMPAIGN_ID, soFar.campaignId());
        message.setBody(report.take());
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.send(reportTo, exchange);
        } catch (java.io.IOException e) {
            LOG.debug("A producer template can't be closed", e);
        }
        if (exchange.getException() != null) {
            throw new VoiceCallException(
                    Failure.local(soFar.provider(), Operation.ADD_RECIPIENTS.id())
                            .with(Outcome.PLACED),
                    "reportTo failed, so no more rows are sent",
                    exchange.getException());
        }
    }
}
