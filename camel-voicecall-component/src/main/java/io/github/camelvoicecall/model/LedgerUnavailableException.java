package io.github.camelvoicecall.model;

/**
 * The call ledger can't be read or written, so nothing was sent by this attempt. Send the same message again, under the same key, once the ledger works. {@link #outcome()} is
 * {@link Outcome#NOT_PLACED} for a key that was made just now, and {@link Outcome#UNKNOWN} for any other: only the ledger could tell whether a call was placed under it before.
 */
public class LedgerUnavailableException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the ledger's failure
     */
    public LedgerUnavailableException(Failure failure, String message, Throwable cause) {
        super(failure, message, cause);
    }
}
