package io.github.camelvoicecall.sandbox;

/** A request that the provider refuses with a status and a text. Thrown by route handlers, rendered by their provider. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String part;
    private final String field;

    /** Refuses a request as a whole. */
    Refusal(int status, String text) {
        this(status, "", "", text);
    }

    /**
     * Refuses a request because of one field.
     *
     * @param part {@code body} or {@code query}, empty for the request as a whole
     * @param field its name, empty for the part as a whole
     */
    Refusal(int status, String part, String field, String text) {
        super(text, null, false, false);
        this.status = status;
        this.part = part;
        this.field = field;
    }

    int status() {
        return status;
    }

    String part() {
        return part;
    }

    String field() {
        return field;
    }
}
