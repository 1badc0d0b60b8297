package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.VoiceCall;

/**
 * A call as the provider told it.
 *
 * @param call the call
 * @param ref our reference, if the provider echoed it; else null
 */
public record Reading(VoiceCall call, String ref) {}
