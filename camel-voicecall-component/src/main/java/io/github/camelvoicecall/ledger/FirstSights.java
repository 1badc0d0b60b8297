package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;

/** Which accounts' lists were seen once, within one transaction. */
interface FirstSights {
    boolean has(AccountId account);

    /** @return true, so that it can end a transaction */
    boolean add(AccountId account);
}
