package io.github.camelvoicecall;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;

/**
 * Asked before {@code triggerCall} places a call: may this person be called now? For do-not-call lists, calling hours, budgets. Every bean of this type in the registry is asked, or
 * those that the option {@code guards} names; the first one that refuses decides.
 *
 * <p>A guard is asked once the provider's limit allows to call, right before the intent is written, and again before each further try of the same call. So its answer is fresh, and
 * it must only look: who counts calls here counts tries. What is answered from the ledger, as a call under a key that was used, rings nobody and asks nobody. Recipients of
 * campaigns are called by the provider and pass no guard.
 *
 * <p>Fails closed: a guard that throws, or answers null, has refused. Must be thread safe, and quick: the call, and its turn in the limit, wait for it.
 */
@FunctionalInterface
public interface CallGuard {
    /**
     * May this call be placed now?
     *
     * @param account the provider and the account that would place it
     * @param request the call: number in E.164, agent, variables, metadata, time if it is scheduled, and its idempotency key, given or made
     * @return the verdict
     * @throws Exception if it can't be told, which refuses the call
     */
    Verdict check(AccountId account, CallRequest request) throws Exception;

    /**
     * What a guard says.
     *
     * @param allowed true when the call may be placed
     * @param reason why not; null when it is allowed
     */
    record Verdict(boolean allowed, String reason) {
        private static final Verdict ALLOWED = new Verdict(true, null);

        /** @return the call may be placed */
        public static Verdict allow() {
            return ALLOWED;
        }

        /**
         * The call must not be placed.
         *
         * @param reason why, for the exception that the route sees
         * @return the verdict
         */
        public static Verdict refuse(String reason) {
            return new Verdict(false, reason);
        }
    }
}
