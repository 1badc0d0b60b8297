package io.github.camelvoicecall.model;

/** The answer to a placed call was lost: the phone may have rung. Never send it again; it is looked up, resolved by a webhook, or settled with {@code resolveCall}. */
public class OutcomeUnknownException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public OutcomeUnknownException(Failure failure, String message, Throwable cause) {
        super(failure, message, cause);
    }
}
