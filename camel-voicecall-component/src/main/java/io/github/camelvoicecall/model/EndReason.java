package io.github.camelvoicecall.model;

/** Why a call ended, the same words for every provider. */
public enum EndReason {
    /** The agent hung up. */
    AGENT_HANGUP,
    /** The person hung up. */
    CUSTOMER_HANGUP,
    /** Handed over to somebody else. */
    TRANSFERRED,
    /** The hand-over failed. */
    TRANSFER_FAILED,
    /** A mailbox answered. */
    VOICEMAIL,
    /** Nobody spoke for too long. */
    SILENCE_TIMEOUT,
    /** The longest allowed time was reached. */
    MAX_DURATION,
    /** Stopped by a request of ours. */
    STOPPED_BY_API,
    /** Rang out. */
    NO_ANSWER,
    /** Busy. */
    BUSY,
    /** Declined by the person. */
    DECLINED,
    /** Blocked as spam. */
    SPAM_BLOCKED,
    /** The number doesn't exist. */
    INVALID_NUMBER,
    /** No free line. */
    CAPACITY,
    /** Credit or payment. */
    BILLING,
    /** Agent or account set up wrongly. */
    CONFIGURATION,
    /** The telephone network failed. */
    TELEPHONY_ERROR,
    /** The provider failed. */
    PROVIDER_ERROR,
    /** Not said or not understood. */
    UNKNOWN
}
