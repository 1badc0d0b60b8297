package io.github.camelvoicecall;

import io.github.camelvoicecall.VoiceCallConfiguration.DeliveryMode;
import io.github.camelvoicecall.provider.Operation;

/**
 * How a consumer learns of calls and events: what the option {@code delivery} says, or for {@code auto} what provider and credentials allow. Immutable.
 *
 * @param webhook the provider tells
 * @param polling the provider is asked
 */
record DeliveryChoice(boolean webhook, boolean polling) {
    /**
     * @param trust how webhooks are told from forged ones; null for a provider without webhooks
     * @param keyed whether there is an API key to ask with
     * @throws IllegalArgumentException if what the option wants can't be done
     */
    static DeliveryChoice of(VoiceCallEndpoint endpoint, WebhookTrust trust, boolean keyed) {
        boolean events = endpoint.operation() == Operation.CALL_EVENTS;
        boolean trusted = trust != null && trust.complete() && (!trust.scheme().hints() || keyed);
        boolean askable = !events && keyed && endpoint.canAsk();
        DeliveryMode wanted =
                events ? DeliveryMode.webhook : endpoint.getConfiguration().getDelivery();
        DeliveryChoice choice = of(wanted == DeliveryMode.auto ? possible(trusted, askable) : wanted);
        String uri = "voicecall:" + endpoint.spec().name() + ":" + endpoint.operation() + ": ";
        if (choice.webhook && !trusted) {
            throw new IllegalArgumentException(uri + missing(trust));
        }
        if (choice.polling && endpoint.getDelay() <= 0) {
            throw new IllegalArgumentException(
                    uri + "delay must be above 0, such as 60s; it says when the provider is asked");
        }
        if (choice.polling && !askable) {
            throw new IllegalArgumentException(uri + "this provider can't be asked; use delivery=webhook");
        }
        return choice;
    }

    private static DeliveryChoice of(DeliveryMode mode) {
        return new DeliveryChoice(mode != DeliveryMode.polling, mode != DeliveryMode.webhook);
    }

    private static DeliveryMode possible(boolean trusted, boolean askable) {
        return !trusted ? DeliveryMode.polling : askable ? DeliveryMode.both : DeliveryMode.webhook;
    }

    private static String missing(WebhookTrust trust) {
        if (trust == null) {
            return "this provider has no webhook; use delivery=polling";
        }
        return trust.complete()
                ? "set apiKey: this provider's webhooks are only hints to read the call"
                : trust.missing();
    }

    /**
     * @param path where the webhook is; only read if there is one
     * @return the choice, for the log
     */
    String words(String path) {
        return (webhook ? "webhook at " + path : "") + (webhook && polling ? " and " : "") + (polling ? "polling" : "");
    }
}
