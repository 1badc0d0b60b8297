package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps webhook events, within one transaction. */
interface InboxStore {
    Optional<StoredEvent> byKey(AccountId account, String key);

    /** What is found is ours until the transaction ends. */
    Optional<StoredEvent> byId(String id);

    List<InboxEvent> read(Collection<String> ids);

    /** Those that may be claimed, oldest first, unless somebody else is at them. */
    List<StoredEvent> due(AccountId account, Instant now, int max);

    /** With a body that nobody waits for, and handed out to everybody and received before a time, or old. */
    List<StoredEvent> blankable(Instant aged, Instant old, int max);

    /** Those that still have a body and are chosen. */
    List<StoredEvent> bodies(Predicate<InboxEvent> chosen);

    void insert(StoredEvent event);

    /** Writes only the due time and the count of attempts. */
    void update(Collection<StoredEvent> events);

    /** Writes an event that has lost its body. */
    void blank(StoredEvent event);
}
