package io.github.camelvoicecall.model;

/**
 * The facts of a failed operation, shared by all {@link VoiceCallException}s.
 *
 * @param provider the provider's name
 * @param operation the operation as in the URI
 * @param outcome what it means for the phone; reads are always {@link Outcome#NOT_PLACED}
 * @param httpStatus the provider's HTTP status; 0 when there was no answer
 * @param providerCode the provider's own error code or text, numbers masked; null if none
 * @param requestId the provider's id of the request; null if none
 */
public record Failure(
        String provider, String operation, Outcome outcome, int httpStatus, String providerCode, String requestId) {

    /**
     * A failure on our side of the network.
     *
     * @param provider the provider's name
     * @param operation the operation as in the URI
     * @return a failure that provably rang no phone
     */
    public static Failure local(String provider, String operation) {
        return new Failure(provider, operation, Outcome.NOT_PLACED, 0, null, null);
    }

    /**
     * The same facts with another meaning for the phone.
     *
     * @param other the meaning
     * @return the changed facts
     */
    public Failure with(Outcome other) {
        return new Failure(provider, operation, other, httpStatus, providerCode, requestId);
    }

    String describe(String message) {
        StringBuilder text = new StringBuilder(provider)
                .append(':')
                .append(operation)
                .append(": ")
                .append(message);
        if (httpStatus > 0) {
            text.append(" (HTTP ").append(httpStatus);
            text.append(providerCode == null ? "" : ", \"" + providerCode + "\"");
            text.append(requestId == null ? "" : ", request " + requestId);
            text.append(')');
        }
        return text.toString();
    }
}
