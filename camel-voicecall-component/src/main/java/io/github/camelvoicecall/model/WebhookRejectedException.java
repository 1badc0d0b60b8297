package io.github.camelvoicecall.model;

/** A webhook request was turned away before the route. */
public class WebhookRejectedException extends VoiceCallException {
    private static final long serialVersionUID = 1L;

    /** Why it was turned away; each reason has its HTTP status. */
    public enum Reason {
        /** Not a POST. */
        METHOD(405),
        /** A form post, whose bytes can't be verified. */
        CONTENT_TYPE(415),
        /** Larger than the configured size. */
        TOO_LARGE(413),
        /** The signature header or our token is missing. */
        SIGNATURE_MISSING(401),
        /** The signature or token is wrong. */
        SIGNATURE_WRONG(401),
        /** The signed time lies in the future. */
        TIME(401),
        /** Not a JSON object. */
        MALFORMED(400),
        /** The consumer is stopping or suspended, or the event couldn't be stored. */
        UNAVAILABLE(503);

        private final int httpStatus;

        Reason(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        /** @return the status the sender gets */
        public int httpStatus() {
            return httpStatus;
        }
    }

    private final Reason reason;

    /**
     * @param provider the provider whose webhook this is
     * @param reason why
     * @param message the detail
     */
    public WebhookRejectedException(String provider, Reason reason, String message) {
        super(Failure.local(provider, "webhook"), message, null);
        this.reason = reason;
    }

    /** @return why it was turned away */
    public Reason getReason() {
        return reason;
    }
}
