package io.github.camelvoicecall.sandbox;

/** A request that the provider refuses with a status and a text. Thrown by route handlers, rendered by their provider. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
