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
 * @param filter what its consumers leave out of it, in words, the same for all of them; null for nothing
 */
public record Subscription(
        AccountId account, Kind kind, String name, boolean elsewhere, Duration analysisTimeout, String filter) {
    /** What is handed out. */
    public enum Kind {
        /** Finished calls. */
        CALLS,
        /** Webhook events. */
        EVENTS
    }

    /** One that leaves nothing out. */
    public Subscription(AccountId account, Kind kind, String name, boolean elsewhere, Duration analysisTimeout) {
        this(account, kind, name, elsewhere, analysisTimeout, null);
    }

    /** The name of a subscription that wasn't given one. */
    public static final String DEFAULT = "default";
}
