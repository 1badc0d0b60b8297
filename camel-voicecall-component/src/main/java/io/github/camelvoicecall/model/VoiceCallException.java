package io.github.camelvoicecall.model;

import org.apache.camel.CamelException;
import org.apache.camel.spi.HttpResponseAware;

/**
 * Anything that went wrong at a provider or on the way there. {@link #outcome()} tells routes whether the call may be tried elsewhere ({@link Outcome#NOT_PLACED}) or must
 * be left alone. Subclasses say what the caller can do. Messages hold no key and no full number.
 */
public class VoiceCallException extends CamelException implements HttpResponseAware {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private int httpStatus;
    private String idempotencyKey;

    /**
     * @param failure the facts
     * @param message what failed and what to do
     * @param cause the cause, or null
     */
    public VoiceCallException(Failure failure, String message, Throwable cause) {
        super(failure.describe(message), cause);
        this.failure = failure;
        this.httpStatus = failure.httpStatus();
    }

    /** @return the facts; null after Java serialization */
    public Failure failure() {
        return failure;
    }

    /** @return whether a phone may have rung; in Simple {@code ${exception.outcome}}, to which a getter of this name would be a second, ambiguous answer */
    public Outcome outcome() {
        return failure == null ? Outcome.UNKNOWN : failure.outcome();
    }

    /** @return the provider's name */
    public String getProvider() {
        return failure == null ? null : failure.provider();
    }

    /** @return the operation as in the URI */
    public String getOperation() {
        return failure == null ? null : failure.operation();
    }

    /** @return the provider's own error code or text, or null */
    public String getProviderCode() {
        return failure == null ? null : failure.providerCode();
    }

    /** @return the provider's id of the request, or null */
    public String getRequestId() {
        return failure == null ? null : failure.requestId();
    }

    /** @return the idempotency key of the call that failed, in full; null when there is none, or it isn't about a call to be placed */
    public String getIdempotencyKey() {
        return idempotencyKey;
    }

    /** @param idempotencyKey the idempotency key of the call that failed; the message then names it, numbers masked */
    public void setIdempotencyKey(String idempotencyKey) {
        this.idempotencyKey = idempotencyKey;
    }

    @Override
    public String getMessage() {
        return idempotencyKey == null
                ? super.getMessage()
                : super.getMessage() + " [idempotencyKey " + Masked.text(idempotencyKey) + "]";
    }

    /** @return the provider's HTTP status for Camel's health checks; 0 when there was no answer */
    @Override
    public int getHttpResponseCode() {
        return httpStatus;
    }

    @Override
    public void setHttpResponseCode(int code) {
        httpStatus = code;
    }

    @Override
    public String getHttpResponseStatus() {
        return httpStatus == 0 ? null : Integer.toString(httpStatus);
    }

    @Override
    public void setHttpResponseStatus(String status) {
        // the status line's words add nothing to the code
    }
}
