package io.github.camelvoicecall.sandbox;

/** Behaviour that a provider's pages leave open, contradict, or warn of. All are off unless asked for. */
public enum Quirk {
    /** Vyora: {@code call_completed} already has transcript and analysis, as in its sample. */
    TRANSCRIPT_WITH_COMPLETED,
    /** VoxBridge: {@code metadata} is in every event, not only in {@code call.queued}. */
    METADATA_IN_EVERY_EVENT,
    /** VoxBridge, Samora: {@code call.ended}, {@code CALL_FAILED} is sent for each failed attempt, not once. */
    ENDED_PER_ATTEMPT,
    /** VoxBridge, Samora: between two attempts a call shows what came of the last one, not that it waits. */
    FAILED_BETWEEN_ATTEMPTS,
    /** VoxBridge: a 10-digit US number is read as {@code +1…}, as its page says, where the sandbox refuses it to catch slips. */
    TEN_DIGIT_NUMBERS,
    /** Samora: a redial is a call of its own, with an id of its own; the one before is over. */
    NEW_CALL_PER_ATTEMPT,
    /** Samora: campaign objects have no {@code status}, as in the only sample. */
    NO_CAMPAIGN_STATUS,
    /** Samora: recipients with a bad number are left out, where the sandbox refuses the whole request. */
    BAD_RECIPIENTS_LEFT_OUT,
    /** Samora: {@code scheduled_call_ids} are not the ids that the calls have later. */
    SCHEDULED_IDS_APART,
    /** Samora: update, start, stop and delete answer 204 without a body. */
    BARE_ANSWERS,
    /** Samora: a change that the campaign's status forbids is refused with 400, not 409. */
    TRANSITION_REFUSED_WITH_400,
    /** Samora: the answer to a changed webhook has a masked {@code secret}. */
    MASKED_SECRET,
    /** Agoralia: a start is confirmed by somebody at once. */
    CONFIRMS_ITSELF,
    /** Agoralia, OutboundCalls: a {@code limit} above the maximum is cut, where the sandbox refuses it. */
    LIMIT_IS_CUT,
    /** OutboundCalls: lists begin with the oldest, so that the newest are out of reach beyond the limit. */
    OLDEST_FIRST,
    /** Any: the 429 of the rate limit says in {@code Retry-After} how many seconds to wait. */
    RETRY_AFTER
}
