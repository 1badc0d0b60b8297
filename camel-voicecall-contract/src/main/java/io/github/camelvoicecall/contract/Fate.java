package io.github.camelvoicecall.contract;

/** What becomes of a call. */
public enum Fate {
    /** Somebody answers, talks and hangs up, and the call is analysed where the provider analyses calls. */
    ANSWERED,
    /** It is answered and stays so. */
    NEVER_ENDS,
    /** It ends with a status word that the declaration doesn't name. */
    ENDS_WITH_AN_UNKNOWN_WORD
}
