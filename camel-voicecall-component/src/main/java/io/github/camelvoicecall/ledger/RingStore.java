package io.github.camelvoicecall.ledger;

import java.time.Instant;
import java.util.List;

/** Keeps whose telephone rings when, within one transaction. */
interface RingStore {
    /** Until the transaction ends nobody else gets past this for the same person. */
    void lock(String person);

    void add(String person, Ring ring);

    /** Those between two times, both exclusive. */
    List<Ring> between(String person, Instant after, Instant before);

    /** @return how many were earlier */
    int prune(Instant before);
}
