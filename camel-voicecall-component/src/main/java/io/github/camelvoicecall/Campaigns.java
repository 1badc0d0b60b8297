package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Lifecycle;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes campaigns by the rules of the declaration: asks where the campaign stands, does nothing where it stands there already, and names status and way out where it can't be
 * done. A status that nobody knows is left to the provider. Thread safe.
 *
 * @param spec the provider
 * @param operation what is to be done
 * @param client asks
 */
record Campaigns(ProviderSpec spec, Operation operation, ApiClient client) {
    private static final Logger LOG = LoggerFactory.getLogger(Campaigns.class);
    private static final String ID = "campaignId";
    private static final int REQUEST_TIMEOUT = 408;
    private static final Set<Operation> MOVES =
            EnumSet.of(Operation.START_CAMPAIGN, Operation.STOP_CAMPAIGN, Operation.CANCEL_CAMPAIGN);

    /** Does it, if the campaign's status allows it. */
    Object change(Asked asked, String key) throws VoiceCallException, InterruptedException {
        CampaignStatus before = check(asked);
        if (rule().done().contains(before)) {
            return change(asked, CampaignChange.Result.NOTHING_TO_DO, before, Map.of());
        }
        try {
            return result(asked, client.ask(operation, asked, key));
        } catch (InvalidRequestException refused) {
            CampaignStatus now = statusQuietly(asked);
            if (rule().done().contains(now)) {
                return change(asked, CampaignChange.Result.NOTHING_TO_DO, now, Map.of());
            }
            require(asked, now);
            throw refused;
        } catch (OutcomeUnknownException lost) {
            CampaignStatus now = statusQuietly(asked);
            if (rule().done().contains(now)) {
                LOG.info("The answer to {} was lost; the campaign is {}, so it was done", operation, now);
                return change(asked, CampaignChange.Result.DONE, now, Map.of());
            }
            throw explained(asked, now, lost);
        }
    }

    /** What came of a change whose answer was lost: present if the campaign's status shows that it was done. */
    Optional<CampaignChange> done(Asked asked) {
        CampaignStatus now = statusQuietly(asked);
        return rule().done().contains(now)
                ? Optional.of(change(asked, CampaignChange.Result.DONE, now, Map.of()))
                : Optional.empty();
    }

    /**
     * Refuses what the campaign's status doesn't allow.
     *
     * @return where it stands; {@code UNKNOWN} when nobody knows
     */
    CampaignStatus check(Asked asked) throws VoiceCallException, InterruptedException {
        CampaignStatus now = status(asked);
        if (!rule().done().contains(now)) {
            require(asked, now);
        }
        return now;
    }

    /** A refusal in place of an answer that proves nothing, if the campaign's status forbids what was asked. */
    VoiceCallException explained(Asked asked, OutcomeUnknownException answer) {
        return refused(answer) ? explained(asked, statusQuietly(asked), answer) : answer;
    }

    private VoiceCallException explained(Asked asked, CampaignStatus now, OutcomeUnknownException answer) {
        try {
            if (refused(answer)) {
                require(asked, now);
            }
            return answer;
        } catch (InvalidRequestException forbidden) {
            forbidden.addSuppressed(answer);
            return forbidden;
        }
    }

    private void require(Asked asked, CampaignStatus now) throws InvalidRequestException {
        if (now == CampaignStatus.UNKNOWN || rule().from().contains(now)) {
            return;
        }
        throw new InvalidRequestException(
                Failure.local(spec.name(), operation.id()),
                ID,
                "campaign " + spec.name() + ":" + asked.text(ID) + " is " + now + "; " + operation + " is possible in "
                        + rule().from().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")),
                null);
    }

    /** With which status a provider refuses what the campaign's status forbids is rarely documented, but it is one of these. */
    private static boolean refused(OutcomeUnknownException answer) {
        int status = answer.getHttpResponseCode();
        return status >= 400 && status < 500 && status != REQUEST_TIMEOUT;
    }

    private Lifecycle rule() {
        return spec.binding(operation).flatMap(Binding::lifecycle).orElseThrow();
    }

    private Object result(Asked asked, Object answer) {
        return MOVES.contains(operation) && answer instanceof Campaign campaign
                ? change(asked, CampaignChange.Result.DONE, campaign.status(), campaign.raw())
                : answer;
    }

    private CampaignChange change(
            Asked asked, CampaignChange.Result result, CampaignStatus status, Map<String, Object> raw) {
        return new CampaignChange(spec.name(), asked.text(ID), result, status, null, raw);
    }

    /** After an answer that is to be explained, a further failure explains nothing. */
    private CampaignStatus statusQuietly(Asked asked) {
        try {
            return status(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CampaignStatus.UNKNOWN;
        } catch (VoiceCallException e) {
            LOG.debug("The campaign's status can't be read: {}", e.getMessage());
            return CampaignStatus.UNKNOWN;
        }
    }

    private CampaignStatus status(Asked asked) throws VoiceCallException, InterruptedException {
        try {
            return find(asked).map(Campaign::status).orElse(CampaignStatus.UNKNOWN);
        } catch (CredentialsRejectedException mayNotRead) {
            LOG.debug("The key may not read campaigns: {}", mayNotRead.getMessage());
            return CampaignStatus.UNKNOWN;
        }
    }

    private Optional<Campaign> find(Asked asked) throws VoiceCallException, InterruptedException {
        Optional<Binding> single = spec.binding(Operation.GET_CAMPAIGN);
        if (single.isPresent()) {
            return Optional.of((Campaign) client.ask(Operation.GET_CAMPAIGN, only(single.get(), asked), null));
        }
        return spec.binding(Operation.LIST_CAMPAIGNS).isPresent() ? inList(asked) : Optional.empty();
    }

    private Optional<Campaign> inList(Asked asked) throws VoiceCallException {
        Binding list = spec.binding(Operation.LIST_CAMPAIGNS).orElseThrow();
        int largest = list.paging().maxSize();
        try (PageIterator<Object> campaigns =
                client.list(Operation.LIST_CAMPAIGNS, only(list, asked), largest, RateLimiter.Use.READ)) {
            while (campaigns.hasNext()) {
                if (campaigns.next() instanceof Campaign campaign
                        && asked.text(ID).equals(campaign.id())) {
                    return Optional.of(campaign);
                }
            }
            return Optional.empty();
        } catch (RuntimeCamelException e) {
            throw CallWatcher.failureIn(e);
        }
    }

    /** The ids that the other operation needs as well. */
    private static Asked only(Binding other, Asked asked) {
        return Asked.of(other.fields().stream()
                .map(Field::name)
                .filter(asked.values()::containsKey)
                .collect(Collectors.toMap(name -> name, asked.values()::get)));
    }
}
