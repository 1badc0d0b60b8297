package io.github.camelvoicecall.ledger;

/** The ledger can't do what was asked: its store failed, is full, or isn't set up to keep its promises. Nothing was half done. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
