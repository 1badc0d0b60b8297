package io.github.camelvoicecall.model;

/** What a webhook event says, the same words for every provider. */
public enum CallEventType {
    /** The call was accepted for a later time. */
    CALL_SCHEDULED,
    /** The call was accepted. */
    CALL_QUEUED,
    /** The phone rings. */
    CALL_RINGING,
    /** The call began. */
    CALL_STARTED,
    /** The call is over, connected before. */
    CALL_ENDED,
    /** The call is over, never connected. */
    CALL_FAILED,
    /** Transcript and analysis are ready. */
    CALL_ANALYZED,
    /** Anything else; the raw word is kept. */
    OTHER;

    /**
     * The event of a call that is over, by its outcome: one provider reports "unanswered" as an end, another as a failure.
     *
     * @param status how the call ended
     * @return {@link #CALL_ENDED} for a connected call, else {@link #CALL_FAILED}; {@link #CALL_ENDED} when the status isn't known
     */
    public static CallEventType ended(CallStatus status) {
        return status.terminal() && status != CallStatus.COMPLETED ? CALL_FAILED : CALL_ENDED;
    }
}
