package io.github.camelvoicecall.contract;

/** What goes wrong with one request. */
enum Trouble {
    /** 429, to be tried again after a second; the provider does nothing. */
    THROTTLED,
    /** 500; the provider does nothing, but nobody knows. */
    FAILED,
    /** The provider does what it was asked for, and the connection breaks. */
    ANSWER_LOST
}
