package io.github.camelvoicecall.client;

/** There is no answer. {@link #mayHaveBeenSent()} tells whether the provider may have read the request. */
final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveBeenSent;

    TransportException(boolean mayHaveBeenSent, String message, Throwable cause) {
        super(message, cause);
        this.mayHaveBeenSent = mayHaveBeenSent;
    }

    boolean mayHaveBeenSent() {
        return mayHaveBeenSent;
    }
}
