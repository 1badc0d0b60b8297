package io.github.camelvoicecall.model;

/** Who or what took the call. */
public enum AnsweredBy {
    /** A person. */
    HUMAN,
    /** An answering machine or mailbox. */
    VOICEMAIL,
    /** An automatic menu. */
    IVR,
    /** The provider didn't say. */
    UNKNOWN
}
