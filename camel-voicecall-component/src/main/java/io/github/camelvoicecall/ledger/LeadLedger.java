package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Recipient;
import java.util.Collection;
import java.util.Optional;

/** Remembers who is in a campaign, for providers whose calls tell no more than a number. A part of the {@link CallLedger}, with the same promises. */
public interface LeadLedger {
    /**
     * Keeps people, before they are sent to the provider. Who has the number of somebody already in the campaign takes that one's place.
     *
     * @param account whose campaign
     * @param campaign the campaign
     * @param people the people, their numbers in E.164
     */
    void keepLeads(AccountId account, String campaign, Collection<Recipient> people);

    /**
     * Finds the person that a call of a campaign was made to.
     *
     * @param account whose campaign
     * @param campaign the campaign
     * @param number the number called, in E.164
     * @return the person; empty when nobody was kept, or it is longer ago than people's data is kept, at least 30 days
     */
    Optional<Recipient> lead(AccountId account, String campaign, String number);
}
