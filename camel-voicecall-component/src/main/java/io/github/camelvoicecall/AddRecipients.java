package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.RecipientBatch;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.LedgerUnavailableException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Filled;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Repeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operation {@code addRecipients} of one endpoint. Thread safe. */
final class AddRecipients {
    private static final Logger LOG = LoggerFactory.getLogger(AddRecipients.class);
    private static final byte[] NOTHING_AROUND = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String CAMPAIGN = "campaignId";

    private final Account account;
    private final Binding binding;
    private final Bulk bulk;
    private final ApiClient client;
    private final Campaigns campaigns;
    private final RecipientReader reader;
    private final Duration hold;
    private final boolean duplicates;
    private final RecipientsProgress progress;

    /** @param campaigns knows the rules of their status; null where there are none */
    AddRecipients(VoiceCallEndpoint endpoint, Binding binding, ApiClient client, Campaigns campaigns) {
        VoiceCallConfiguration options = endpoint.getConfiguration();
        this.account = endpoint.account();
        this.binding = binding;
        this.bulk = binding.bulk().orElseThrow();
        this.client = client;
        this.campaigns = campaigns;
        this.reader = new RecipientReader(new PhoneNumbers(options.getDefaultRegion()));
        this.hold = Duration.ofMillis(options.getConnectTimeout() + 2 * options.getResponseTimeout());
        this.duplicates = options.isAllowDuplicates();
        this.progress = new RecipientsProgress(endpoint.getCamelContext(), options.getReportTo());
    }

    RecipientsAdded add(Message message, Asked beside, String key) throws VoiceCallException, InterruptedException {
        String campaign = beside.text(CAMPAIGN);
        Filled envelope = binding.fill(beside);
        String provider = account.id().provider();
        RecipientsReport report = new RecipientsReport(provider, campaign, key, progress.takesVerdicts());
        RecipientsJob job = new RecipientsJob(
                target(campaign, key),
                reader,
                new RecipientBatch(bulk, envelope.body() == null ? NOTHING_AROUND : envelope.body()),
                new BatchSender(client, account.ledger(), envelope, provider, lost -> explained(beside, lost)),
                report,
                progress,
                bulk.remembers() ? people -> account.ledger().keepLeads(account.id(), campaign, people) : null);
        boolean whole = false;
        try (RecipientRows rows = RecipientRows.of(message)) {
            RecipientsAdded added = job.run(rows);
            whole = true;
            return added;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(report, new ProviderUnavailableException(failure(), "interrupted", e));
        } catch (FieldException e) {
            throw stopped(
                    report, new InvalidRequestException(failure(), e.field(), e.field() + " " + e.getMessage(), e));
        } catch (VoiceCallException e) {
            throw stopped(report, e);
        } catch (LedgerException e) {
            throw stopped(
                    report,
                    new LedgerUnavailableException(
                            failure().with(Outcome.NOT_PLACED),
                            "the ledger failed, so no more rows were sent: " + e.getMessage(),
                            e));
        } catch (IOException e) {
            throw new VoiceCallException(
                    failure().with(Outcome.PLACED), "all rows went in, but their source can't be closed", e);
        } finally {
            if (!whole && report.anyMayBeIn()) {
                LOG.warn(
                        "Adding recipients stopped before the end: {}. Under the same idempotencyKey, with the same input, it goes on there",
                        report.soFar());
            }
        }
    }

    private VoiceCallException explained(Asked beside, OutcomeUnknownException lost) {
        return campaigns == null ? lost : campaigns.explained(beside, lost);
    }

    /** Once some rows are in, or may be, "not placed" would send all of them elsewhere. */
    private VoiceCallException stopped(RecipientsReport report, VoiceCallException failure) {
        if (!report.anyMayBeIn() || failure.outcome() != Outcome.NOT_PLACED) {
            return failure;
        }
        String message = "some rows went in before it stopped; go on under the same idempotencyKey, nowhere else: "
                + failure.getMessage();
        Failure unknown = failure().with(Outcome.UNKNOWN);
        return failure instanceof InvalidRequestException invalid
                ? new InvalidRequestException(unknown, invalid.getField(), message, invalid)
                : new OutcomeUnknownException(unknown, message, failure);
    }

    private RecipientsJob.Target target(String campaign, String key) {
        boolean keyed = binding.repeat() == Repeat.KEYED;
        boolean repeatable = bulk.upserts() || binding.repeat() != Repeat.NEVER;
        return new RecipientsJob.Target(
                account.id(), campaign, key, keyed, repeatable, bulk.upserts(), duplicates, hold);
    }

    private Failure failure() {
        return Failure.local(account.id().provider(), Operation.ADD_RECIPIENTS.id());
    }
}
