package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an endpoint places calls.
 *
 * @param scope the space of its keys
 * @param sendReference whether our reference travels with the call
 * @param hold how long one request may take until its outcome counts as unknown
 * @param resendAfter when a call of a dead process that the provider doesn't list may be sent again; null for never
 * @param fence how long a number that was called isn't called again; null for no such rule
 * @param guards asked before each call
 */
record PlacingRules(
        String scope, boolean sendReference, Duration hold, Duration resendAfter, Duration fence, CallGuards guards) {
    private static final Logger LOG = LoggerFactory.getLogger(PlacingRules.class);

    /** @throws IllegalArgumentException naming the option that can't be kept */
    static PlacingRules of(VoiceCallEndpoint endpoint) {
        VoiceCallConfiguration options = endpoint.getConfiguration();
        Duration hold = Duration.ofMillis(options.getConnectTimeout() + 2 * options.getResponseTimeout());
        String scope = options.getIdempotencyScope();
        return new PlacingRules(
                scope == null ? endpoint.account().id().toString() : scope,
                options.isSendReference(),
                hold,
                resendAfter(endpoint.spec(), options, hold),
                fence(Duration.ofMillis(options.getFence())),
                CallGuards.of(options.getGuards(), endpoint.getCamelContext().getRegistry()));
    }

    private static Duration fence(Duration fence) {
        if (fence.isNegative() || fence.compareTo(CallLedger.LONGEST_FENCE) > 0) {
            throw new IllegalArgumentException("fence=" + fence.toMillis() + " must be between 0, for none, and "
                    + CallLedger.LONGEST_FENCE.toDays() + "d: the ledger keeps marks of numbers no longer");
        }
        return fence.isZero() ? null : fence;
    }

    private static Duration resendAfter(ProviderSpec spec, VoiceCallConfiguration options, Duration hold) {
        Duration after = Duration.ofMillis(options.getResendAbandonedAfter());
        if (after.isZero()) {
            return null;
        }
        if (!spec.listsReferences() || !options.isSendReference()) {
            LOG.info(
                    "voicecall:{}:triggerCall holds every call that a dead process left behind, also after resendAbandonedAfter: no list with our reference shows whether it was placed",
                    spec.name());
            return null;
        }
        if (after.compareTo(hold) <= 0) {
            throw new IllegalArgumentException("resendAbandonedAfter=" + after.toMillis()
                    + " must be longer than one request may take, " + hold.toMillis() + " ms with these time-outs");
        }
        return after;
    }
}
