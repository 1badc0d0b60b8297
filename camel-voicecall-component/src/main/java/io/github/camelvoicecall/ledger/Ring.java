package io.github.camelvoicecall.ledger;

import java.time.Instant;

/**
 * A telephone that a call of ours rings, or may ring.
 *
 * @param ref the call
 * @param at when
 */
record Ring(String ref, Instant at) {}
