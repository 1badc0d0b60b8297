package io.github.camelvoicecall.ledger;

/**
 * Figures for health checks and operators.
 *
 * @param open calls whose end isn't known
 * @param unknown calls that may have been placed, overdue ones without an id included
 * @param undelivered results waiting to be handed out
 * @param parked results given up after too many failures of the route
 */
public record LedgerCounts(long open, long unknown, long undelivered, long parked) {}
