package io.github.camelvoicecall;

import io.github.camelvoicecall.model.OutcomeUnknownException;
import org.apache.camel.Exchange;

/** Remembers with an exchange that the answer to a change was lost, so that nothing is sent again while Camel redelivers it: the provider might do it twice. */
final class LostChanges {
    private static final String PROPERTY = "CamelVoiceCallLost";

    private LostChanges() {}

    private record Lost(String exchangeId, String fingerprint, OutcomeUnknownException failure) {}

    /** @return how the same change of the same step failed before; null when it didn't */
    static OutcomeUnknownException of(Exchange exchange, String fingerprint) {
        Lost lost = exchange.getProperty(IntentKeys.ofStep(PROPERTY, exchange), Lost.class);
        boolean same = lost != null
                && lost.exchangeId.equals(exchange.getExchangeId())
                && lost.fingerprint.equals(fingerprint);
        return same ? lost.failure : null;
    }

    static void note(Exchange exchange, String fingerprint, OutcomeUnknownException failure) {
        exchange.setProperty(
                IntentKeys.ofStep(PROPERTY, exchange), new Lost(exchange.getExchangeId(), fingerprint, failure));
    }
}
