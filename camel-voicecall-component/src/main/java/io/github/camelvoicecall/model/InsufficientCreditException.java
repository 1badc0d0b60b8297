package io.github.camelvoicecall.model;

/** The provider account has no credit, minutes or quota left. Nothing was placed. */
public class InsufficientCreditException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public InsufficientCreditException(Failure failure, String message, Throwable cause) {
        super(failure, message, cause);
    }
}
