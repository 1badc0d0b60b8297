package io.github.camelvoicecall.ledger;

/** Keeps what was granted of each limit, within one transaction. */
interface LimitStore {
    /** What is found is ours until the transaction ends; {@link Grants#NONE} for a new limiter. */
    Grants granted(String limiter);

    void save(String limiter, Grants grants);
}
