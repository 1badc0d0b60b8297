package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Recipient;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps people by the digits of their number, within one transaction. */
interface LeadStore {
    void put(AccountId account, String campaign, Map<String, Recipient> byDigits, Instant now);

    Optional<Recipient> find(AccountId account, String campaign, String digits);

    /** @return how many were there */
    int forget(String digits);

    /** @return how many were older */
    int prune(Instant before);
}
