package io.github.camelvoicecall.ledger;

import java.util.Objects;

/**
 * A claim to hand out one call or event; the holder settles it with {@link CallLedger#done}, {@link CallLedger#failed} or {@link CallLedger#release} before the lease ends, or renews it.
 *
 * @param id the ledger's id of the delivery
 * @param lease tells this claim from others of the same delivery
 * @param generation which result of the call this is: 1, more after a result superseded an earlier one
 * @param call the call, for {@link Subscription.Kind#CALLS}; else null
 * @param event the event, for {@link Subscription.Kind#EVENTS}; else null
 * @param attempt counts the claims that began since a generation was handed out or given up, this one included: 1, 2, …
 * @param supersedes true when an earlier result of this call was handed out to this subscription
 */
public record Delivery(
        String id, String lease, int generation, CallRow call, InboxEvent event, int attempt, boolean supersedes) {

    /** @return true when this result may have reached the route before */
    public boolean redelivered() {
        return attempt > 1;
    }

    /** Of the claim alone: the call or event behind it may be large. */
    @Override
    public int hashCode() {
        return Objects.hash(id, lease);
    }
}
