package io.github.camelvoicecall.model;

/** The provider couldn't be reached or failed. {@link #outcome()} tells whether the call may be tried elsewhere. */
public class ProviderUnavailableException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public ProviderUnavailableException(Failure failure, String message, Throwable cause) {
        super(failure, message, cause);
    }
}
