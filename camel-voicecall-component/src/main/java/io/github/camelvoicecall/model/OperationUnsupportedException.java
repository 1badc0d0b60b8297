package io.github.camelvoicecall.model;

/** The provider can't do this, or not with this field. The message names the operation, the field and the way round. */
public class OperationUnsupportedException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public OperationUnsupportedException(Failure failure, String message, Throwable cause) {
        super(failure, message, cause);
    }
}
