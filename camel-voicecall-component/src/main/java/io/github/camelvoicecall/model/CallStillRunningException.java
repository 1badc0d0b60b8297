package io.github.camelvoicecall.model;

/**
 * The wait for the end of a placed call is over before the call is: {@code completionTimeout} passed, or the application stops. The call goes on. Don't place it again under
 * another key: its result comes to {@code callCompleted}, and the same idempotency key waits on without dialling.
 */
public class CallStillRunningException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    private final transient VoiceCall call;

    /**
     * @param failure the facts, with the outcome {@link Outcome#PLACED}
     * @param call what is known of the call
     * @param message why nobody waits any more and how to hear of the end
     */
    public CallStillRunningException(Failure failure, VoiceCall call, String message) {
        super(failure, message, null);
        this.call = call;
    }

    /** @return the call as it was known last, with the provider's id; null after Java serialization */
    public VoiceCall getCall() {
        return call;
    }
}
