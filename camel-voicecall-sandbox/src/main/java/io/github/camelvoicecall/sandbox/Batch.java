package io.github.camelvoicecall.sandbox;

/**
 * One accepted request that put numbers on a campaign's list. Immutable.
 *
 * @param rows numbers that came on the list, or were there before and changed
 * @param bytes length of the request's body
 */
public record Batch(String campaignId, int rows, int bytes) {}
