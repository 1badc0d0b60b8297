package io.github.camelvoicecall.ledger;

/**
 * A call that a person settled.
 *
 * @param row the row now
 * @param before true when it had been settled the same way before, so that nothing was changed
 */
public record Resolved(CallRow row, boolean before) {}
