package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Following;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what campaigns say of their calls, at a provider that lists calls by campaign only: of every agent that a consumer names, and back to where the last complete look began.
 * One per account, used by one thread at a time.
 */
final class CampaignCalls {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignCalls.class);
    private static final int LARGEST = Integer.MAX_VALUE;
    /** Changes are listed a little late, and clocks differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** Providers write whole seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Account account;
    private final Optional<Following> following;
    private final Map<String, Instant> readBackTo = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private Instant next = Instant.MIN;

    CampaignCalls(Account account) {
        this.account = account;
        this.following = account.spec()
                .binding(Operation.LIST_CAMPAIGN_CALLS)
                .flatMap(Binding::following)
                .filter(how -> account.spec().binding(Operation.LIST_CAMPAIGNS).isPresent());
    }

    /** Takes in what is new, if it is time for that and anybody wants calls placed elsewhere. */
    void look(ApiClient client, Duration every) throws VoiceCallException, InterruptedException {
        Instant now = account.ledger().now();
        if (following.isEmpty() || now.isBefore(next) || client.room() == 0) {
            return;
        }
        Optional<Instant> since = account.ledger().elsewhereSince(account.id());
        if (since.isEmpty()) {
            return;
        }
        next = now.plus(every.dividedBy(2)); // looks come at least that often, some of them early
        for (String agent : account.agents()) {
            try {
                look(client, agent, since.get());
            } catch (RuntimeCamelException e) {
                tell(agent, CallWatcher.failureIn(e));
            }
        }
    }

    private void tell(String agent, VoiceCallException failure) throws VoiceCallException {
        if (!(failure instanceof InvalidRequestException)) {
            throw failure;
        }
        LOG.warn("The campaigns of agent {} of {} can't be read: {}", agent, account.id(), failure.getMessage());
    }

    private void look(ApiClient client, String agent, Instant since) throws InterruptedException {
        List<Campaign> campaigns = new ArrayList<>();
        client.list(Operation.LIST_CAMPAIGNS, Asked.of(Map.of("agentId", agent)), LARGEST, Use.LOOK)
                .forEachRemaining(each -> campaigns.add((Campaign) each));
        for (Campaign campaign : campaigns) {
            boolean dials = campaign.status() != CampaignStatus.DRAFT;
            if (dials && !settled.contains(campaign.id())) {
                read(client, agent, campaign, since);
            }
        }
    }

    private void read(ApiClient client, String agent, Campaign campaign, Instant since) throws InterruptedException {
        Instant began = account.ledger().now();
        Instant until = readBackTo.getOrDefault(campaign.id(), since).minus(OVERLAP);
        Map<String, String> asked = new HashMap<>(following.orElseThrow().asked());
        asked.put("agentId", agent);
        asked.put("campaignId", campaign.id());
        PageIterator<Reading> calls = client.calls(Operation.LIST_CAMPAIGN_CALLS, Asked.of(asked), LARGEST, Use.LOOK);
        boolean goesOn = false;
        while (calls.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Reading reading = calls.next();
            Optional<Instant> changed = changedAt(reading.call());
            if (changed.isPresent() && changed.get().isBefore(until)) {
                break;
            }
            take(reading, since, changed);
            goesOn |= !reading.call().isTerminal();
        }
        readBackTo.put(campaign.id(), began);
        if (campaign.status().isTerminal() && !goesOn) {
            settled.add(campaign.id());
        }
    }

    private Optional<Instant> changedAt(VoiceCall call) {
        Object time = call.raw().get(following.orElseThrow().changedAt());
        try {
            return Optional.ofNullable(time).map(Object::toString).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A call that goes on isn't written down: it will be among those changed last when it has ended. */
    private void take(Reading reading, Instant since, Optional<Instant> changed) {
        VoiceCall call = reading.call();
        Instant ended = call.endedAt() != null ? call.endedAt() : changed.orElse(Instant.MAX);
        if (!call.isTerminal() || ended.isBefore(since.minus(TOLERANCE))) {
            return;
        }
        boolean over = account.ledger()
                .find(account.id(), call.id())
                .filter(row -> !row.isOvertakenBy(call))
                .map(CallRow::state)
                .filter(state -> state == CallState.READY || state == CallState.ENDED)
                .isPresent();
        if (!over) {
            account.news().learn(reading);
        }
    }
}
