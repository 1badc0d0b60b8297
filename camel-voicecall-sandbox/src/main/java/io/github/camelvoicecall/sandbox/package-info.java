/**
 * Voice call providers simulated over real sockets, for examples and tests: start at {@link
 * io.github.camelvoicecall.sandbox.VoiceSandbox}. One engine holds the calls, their lives, webhooks, faults and counts; a provider
 * is one class, or a few that bear its name, written from the provider's own pages.
 */
package io.github.camelvoicecall.sandbox;
