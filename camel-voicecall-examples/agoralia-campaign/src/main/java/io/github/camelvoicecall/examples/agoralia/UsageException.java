package io.github.camelvoicecall.examples.agoralia;

/** The example can't run as it was asked to; the message says why and what to do. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
