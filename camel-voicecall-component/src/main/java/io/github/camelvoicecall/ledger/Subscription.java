package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Duration;

/**
 * Who wants to hear of an account's calls or events. Consumers with the same account, kind and name compete; other names each get everything.
 *
 * @param account whose calls
 * @param kind calls or webhook events
 * @param name tells subscriptions of an account apart
 * @param elsewhere true for calls placed elsewhere too, from the subscription's first start on
 * @param analysisTimeout how long a completed call waits for its results; zero to be handed out as soon as it ended
 */
public record Subscription(AccountId account, Kind kind, String name, boolean elsewhere, Duration analysisTimeout) {
    /** What is handed out. */
    public enum Kind {
        /** Finished calls. */
        CALLS,
        /** Webhook events. */
        EVENTS
    }

    /** The name of a subscription that wasn't given one. */
    public static final String DEFAULT = "default";
}
