package io.github.camelvoicecall.model;

/** The provider's answer can't be read. For a placed call {@link #outcome()} is never {@link Outcome#NOT_PLACED}. */
public class UnexpectedPayloadException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param failure the facts
     * @param pointer JSON pointer to the trouble, or null for the whole answer
     * @param message what is wrong
     * @param cause the cause, or null
     */
    public UnexpectedPayloadException(Failure failure, String pointer, String message, Throwable cause) {
        super(failure, message, cause);
        this.pointer = pointer;
    }

    /** @return JSON pointer to the trouble, or null for the whole answer */
    public String getPointer() {
        return pointer;
    }
}
