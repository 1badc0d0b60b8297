package io.github.camelvoicecall.model;

/** The request can't be sent or was refused as it is: the field named has to be mended. Nothing was placed. */
public class InvalidRequestException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param failure the facts
     * @param field the field to mend, or null when the provider didn't say
     * @param message what is wrong and what to do
     * @param cause the cause, or null
     */
    public InvalidRequestException(Failure failure, String field, String message, Throwable cause) {
        super(failure, message, cause);
        this.field = field;
    }

    /** @return the field to mend, or null when the provider didn't say */
    public String getField() {
        return field;
    }
}
