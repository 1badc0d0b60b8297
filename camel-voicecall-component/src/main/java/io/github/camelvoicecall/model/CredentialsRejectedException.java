package io.github.camelvoicecall.model;

/** The provider refused the API key, or the key may not do this. Mend the key; trying again as it is can't help. */
public class CredentialsRejectedException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public CredentialsRejectedException(Failure failure, String message, Throwable cause) {
        super(failure, message, cause);
    }
}
