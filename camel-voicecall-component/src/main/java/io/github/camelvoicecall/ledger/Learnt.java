package io.github.camelvoicecall.ledger;

/**
 * What a sighting changed.
 *
 * @param row the call's row now; null when the sighting was of a call placed elsewhere that nobody subscribed to
 * @param due true when something became ready to be handed out now
 */
public record Learnt(CallRow row, boolean due) {}
