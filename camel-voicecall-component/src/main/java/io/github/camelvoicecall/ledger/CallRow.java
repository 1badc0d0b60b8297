package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Direction;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Instant;

/**
 * One call in the ledger, as it stood when it was read.
 *
 * @param ref our reference, unique in the ledger; travels in what the provider echoes
 * @param account whose call it is
 * @param scope the space in which the key is unique; null for a call placed elsewhere
 * @param key the idempotency key; null for a call placed elsewhere
 * @param fingerprint digest of what the key stands for; null for a call placed elsewhere
 * @param state where it stands
 * @param callId the provider's id; null until it is known
 * @param request what was asked for; null for a call placed elsewhere and once blanked
 * @param call what is known of the call; null until the provider said something
 * @param reason why it was not placed, is unknown or overdue, or how it was {@link #matched()}; null otherwise
 * @param createdAt when the row was written
 * @param openSince when its deadline starts to run
 * @param endedAt when its end was learnt; null before
 * @param lookAt when the provider is to be asked next, for an intent when its hold ends; null when there is nothing to ask
 * @param looks how often it was due to be asked
 */
public record CallRow(
        String ref,
        AccountId account,
        String scope,
        String key,
        String fingerprint,
        CallState state,
        String callId,
        CallRequest request,
        VoiceCall call,
        String reason,
        Instant createdAt,
        Instant openSince,
        Instant endedAt,
        Instant lookAt,
        int looks) {

    /** The reason of a call whose owner died between the intent and the answer. */
    static final String ABANDONED = "the process that was sending it stopped before it had an answer";

    /** The mark of a call that was found in the provider's list by its number and time. */
    static final String MATCHED = "found by its number and time, since the provider gives nothing of ours back";

    /** @return true when the call was found by its number and time, so that nobody can be sure that it is the one */
    public boolean matched() {
        return reason != null && reason.startsWith(MATCHED);
    }

    /** @return true when nobody knows of the call because its owner died, not because its answer was lost */
    public boolean abandoned() {
        return callId == null && ABANDONED.equals(reason);
    }

    /** @return true for a call placed through this ledger */
    public boolean own() {
        return key != null;
    }

    /**
     * Tells whether the provider dialled again under the same id, as a campaign may, and reached who wasn't reached before. A call of our own is dialled once unless more was asked
     * for, which its {@link Sighting#provisional()} end says.
     *
     * @param news what the provider says now
     * @return true when it takes the place of the end that is known
     */
    public boolean isOvertakenBy(VoiceCall news) {
        return !own()
                && call != null
                && news != null
                && call.isTerminal()
                && call.status() != CallStatus.COMPLETED
                && news.status() == CallStatus.COMPLETED;
    }

    /**
     * The call as a route sees it: the provider's data, completed by what the ledger kept for the caller.
     *
     * @return the call, with {@code unresolved} set while its outcome isn't known
     */
    public VoiceCall toCall() {
        return complete(call == null ? VoiceCall.of(account.provider()).build() : call);
    }

    /**
     * What an answer or an event says of this call, completed by what the ledger kept for the caller.
     *
     * @param known what it says
     * @return the call, with {@code unresolved} set while its outcome isn't known
     */
    public VoiceCall complete(VoiceCall known) {
        var merged = known.toBuilder().idempotencyKey(key).unresolved(unresolved() ? reason : null);
        if (callId != null) {
            merged.id(callId);
        }
        if (matched()) {
            merged.verified(false);
        }
        if (own()) {
            merged.direction(Direction.OUTBOUND);
        }
        if (request == null) {
            return merged.build();
        }
        if (callId == null) {
            merged.createdAt(createdAt);
        }
        return merged.to(known.to() == null ? request.to() : known.to())
                .from(known.from() == null ? request.from() : known.from())
                .agentId(known.agentId() == null ? request.agentId() : known.agentId())
                .agentName(known.agentName() == null ? request.agentName() : known.agentName())
                .contactName(request.contactName() == null ? known.contactName() : request.contactName())
                .contactId(request.contactId())
                .variables(request.variables().isEmpty() ? known.variables() : request.variables())
                .metadata(request.metadata().isEmpty() ? known.metadata() : request.metadata())
                .build();
    }

    private boolean unresolved() {
        return state == CallState.UNKNOWN || state == CallState.OVERDUE;
    }

    @Override
    public String toString() {
        return "CallRow[ref=%s, account=%s, key=%s, state=%s, callId=%s]"
                .formatted(ref, account, Masked.text(key), state, callId);
    }
}
