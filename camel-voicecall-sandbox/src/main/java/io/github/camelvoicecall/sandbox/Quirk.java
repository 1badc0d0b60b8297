package io.github.camelvoicecall.sandbox;

/** Behaviour that a provider's pages leave open, contradict, or warn of. All are off unless asked for. */
public enum Quirk {
    /** Vyora: {@code call_completed} already has transcript and analysis, as in its sample. */
    TRANSCRIPT_WITH_COMPLETED,
    /** VoxBridge: {@code metadata} is in every event, not only in {@code call.queued}. */
    METADATA_IN_EVERY_EVENT,
    /** VoxBridge: {@code call.ended} is sent for each failed attempt, not once. */
    ENDED_PER_ATTEMPT,
    /** VoxBridge: a call shows {@code failed} between two attempts, not {@code queued}. */
    FAILED_BETWEEN_ATTEMPTS,
    /** VoxBridge: a 10-digit US number is read as {@code +1…}, as its page says, where the sandbox refuses it to catch slips. */
    TEN_DIGIT_NUMBERS,
    /** Any: the 429 of the rate limit says in {@code Retry-After} how many seconds to wait. */
    RETRY_AFTER
}
