package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything a ledger does, over the stores of one transaction and at one time. */
final class Books {
    private final CallStore callStore;
    private final DeliveryStore deliveryStore;
    private final InboxStore inboxStore;
    private final LimitStore limitStore;
    private final BatchStore batchStore;
    private final FirstSights firstSights;
    private final LeadStore leadStore;
    private final RingStore ringStore;
    private final Ids ids;
    private final Instant now;

    Books(
            CallStore callStore,
            DeliveryStore deliveryStore,
            InboxStore inboxStore,
            LimitStore limitStore,
            BatchStore batchStore,
            FirstSights firstSights,
            LeadStore leadStore,
            RingStore ringStore,
            Ids ids,
            Instant now) {
        this.callStore = callStore;
        this.deliveryStore = deliveryStore;
        this.inboxStore = inboxStore;
        this.limitStore = limitStore;
        this.batchStore = batchStore;
        this.firstSights = firstSights;
        this.leadStore = leadStore;
        this.ringStore = ringStore;
        this.ids = ids;
        this.now = now;
    }

    CallBook calls() {
        return new CallBook(
                callStore, new Followers(deliveryStore, ids, now), new Fence(ringStore, callStore), ids, now);
    }

    DeliveryBook deliveries() {
        return new DeliveryBook(callStore, inboxStore, deliveryStore, ids, now);
    }

    InboxBook inbox() {
        return new InboxBook(inboxStore, deliveryStore, ids, now);
    }

    CareBook care() {
        return new CareBook(callStore, inboxStore, deliveryStore, leadStore, ringStore, now);
    }

    FirstSights firstSights() {
        return firstSights;
    }

    void keepLeads(AccountId account, String campaign, Collection<Recipient> people) {
        Map<String, Recipient> byDigits = new LinkedHashMap<>();
        people.forEach(person -> byDigits.put(Privacy.digits(person.to()), person));
        leadStore.put(account, campaign, byDigits, now);
    }

    Optional<Recipient> lead(AccountId account, String campaign, String number) {
        return leadStore.find(account, campaign, Privacy.digits(number));
    }

    BatchBook batches() {
        return new BatchBook(batchStore, now);
    }

    int reserve(String limiter, int limit, Duration window, int wanted, Duration block) {
        Grants granted = limitStore.granted(limiter).at(now);
        int count = Math.min(Math.max(0, wanted), granted.free(limit));
        if (count > 0) {
            limitStore.save(limiter, granted.plus(count, now, window, block));
        }
        return count;
    }
}
