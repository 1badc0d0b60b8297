package io.github.camelvoicecall.sandbox;

/** A start of a campaign that somebody has to confirm. Immutable. */
record Proposal(String id, String campaignId) {}
