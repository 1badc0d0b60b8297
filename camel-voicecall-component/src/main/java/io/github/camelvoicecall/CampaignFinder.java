package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the campaign of calls which a list shows without it: reads the campaigns' own lists, a page of each in turn, until the call turns up. Nothing is asked before the first
 * question, and no page twice. Used for one look, by one thread.
 */
final class CampaignFinder {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignFinder.class);
    private static final int LARGEST = Integer.MAX_VALUE;

    private final ApiClient client;
    private final boolean able;
    private final Map<String, String> campaigns = new HashMap<>();
    private Deque<PageIterator<Reading>> lists;

    CampaignFinder(ProviderSpec spec, ApiClient client) {
        this.client = client;
        // a call that can be read by itself says its campaign there
        this.able = spec.binding(Operation.GET_CALL).isEmpty()
                && spec.binding(Operation.LIST_CAMPAIGN_CALLS).isPresent()
                && spec.binding(Operation.LIST_CAMPAIGNS)
                        .map(Binding::needsNothing)
                        .orElse(false);
    }

    /** The call with its campaign, where one has it. */
    VoiceCall completed(VoiceCall call) {
        if (!able || call.campaignId() != null) {
            return call;
        }
        try {
            return call.toBuilder().campaignId(find(call.id())).build();
        } catch (RuntimeCamelException e) {
            if (!(e.getCause() instanceof CredentialsRejectedException)) {
                throw e;
            }
            LOG.info(
                    "The campaign of a call isn't known, since the key may not ask: {}",
                    e.getCause().getMessage());
            lists = new ArrayDeque<>();
            return call;
        }
    }

    private String find(String callId) {
        if (lists == null) {
            lists = lists();
        }
        while (!campaigns.containsKey(callId) && !lists.isEmpty()) {
            PageIterator<Reading> list = lists.removeFirst();
            if (readPage(list)) {
                lists.addLast(list);
            }
        }
        return campaigns.get(callId);
    }

    private Deque<PageIterator<Reading>> lists() {
        Deque<PageIterator<Reading>> found = new ArrayDeque<>();
        client.list(Operation.LIST_CAMPAIGNS, Asked.NOTHING, LARGEST, Use.LOOK).forEachRemaining(each -> {
            Campaign campaign = (Campaign) each;
            if (campaign.status() != CampaignStatus.DRAFT) {
                Asked asked = Asked.of(Map.of("campaignId", campaign.id()));
                found.add(client.calls(Operation.LIST_CAMPAIGN_CALLS, asked, LARGEST, Use.LOOK));
            }
        });
        return found;
    }

    /** @return true when there is more */
    private boolean readPage(PageIterator<Reading> list) {
        while (list.hasNext()) {
            VoiceCall call = list.next().call();
            campaigns.put(call.id(), call.campaignId());
            if (list.pageEnded()) {
                return true;
            }
        }
        return false;
    }
}
