package io.github.camelvoicecall.model;

/** Something a provider keeps under an id of its own. */
public interface Identified extends VoiceResult {
    /** @return the provider's id */
    String id();
}
