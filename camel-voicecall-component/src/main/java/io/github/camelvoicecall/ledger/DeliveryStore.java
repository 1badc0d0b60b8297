package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps subscriptions and marks, within one transaction. Marks that are found are ours until the transaction ends. */
interface DeliveryStore {
    List<Subscribed> subscriptions(AccountId account, Subscription.Kind kind);

    void save(Subscribed subscribed);

    /** Waits until nobody else starts a subscription for the first time, and lets nobody until the transaction ends. */
    void lockSubscriptions();

    List<Mark> ofSubject(String subject);

    List<Mark> byIds(Collection<String> ids);

    /** Those that may be claimed, soonest first, unless somebody else is at them. */
    List<Mark> due(String subscription, Instant now, int max);

    /** Those that were given up, unless somebody else is at them. */
    List<Mark> parked(String subscription, int max);

    /** When the soonest may be claimed. */
    Optional<Instant> next(String subscription);

    long countWaiting(AccountId account);

    long countParked(AccountId account);

    void insert(Collection<Mark> marks);

    void update(Collection<Mark> marks);

    void delete(Collection<Mark> marks);
}
