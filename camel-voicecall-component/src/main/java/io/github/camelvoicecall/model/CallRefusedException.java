package io.github.camelvoicecall.model;

import java.time.Instant;

/** A guard or the fence refused the call before anything was written down or sent: by this attempt nobody's telephone rang, and its key is as free as before. */
public class CallRefusedException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    private static final String FENCE = "fence";

    private final String guard;
    private final String reason;
    private final Instant freeAt;
    private final String heldBy;

    /**
     * @param failure the facts
     * @param guard who refused: the name of the guard's bean
     * @param reason why
     * @param cause what the guard threw, or null
     */
    public CallRefusedException(Failure failure, String guard, String reason, Throwable cause) {
        super(failure, words("guard " + guard, Masked.text(reason)), cause);
        this.guard = guard;
        this.reason = reason;
        this.freeAt = null;
        this.heldBy = null;
    }

    /**
     * A refusal by the fence.
     *
     * @param failure the facts
     * @param reason why, without a full number
     * @param freeAt when the number may be called again
     * @param heldBy the idempotency key of the call in the way
     */
    public CallRefusedException(Failure failure, String reason, Instant freeAt, String heldBy) {
        super(failure, words(FENCE, reason), null);
        this.guard = FENCE;
        this.reason = reason;
        this.freeAt = freeAt;
        this.heldBy = heldBy;
    }

    private static String words(String guard, String reason) {
        return "refused by " + guard + ": " + reason;
    }

    /** @return who refused: the name of the guard's bean, or {@code fence} */
    public String getGuard() {
        return guard;
    }

    /** @return why, as the guard said it */
    public String getReason() {
        return reason;
    }

    /** @return when the number may be called again; null if it wasn't the fence */
    public Instant getFreeAt() {
        return freeAt;
    }

    /** @return the idempotency key of the call in the way; null if it wasn't the fence */
    public String getHeldBy() {
        return heldBy;
    }
}
