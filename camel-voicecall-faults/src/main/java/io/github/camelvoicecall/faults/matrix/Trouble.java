package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.sandbox.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** What goes wrong with the first request that dials. */
enum Trouble {
    NONE("none", Kind.ACCEPTED),
    THROTTLED_SECONDS("429, Retry-After in seconds", Kind.THROTTLED),
    THROTTLED_DATE("429, Retry-After as a date", Kind.THROTTLED),
    THROTTLED("429 without Retry-After", Kind.THROTTLED),
    REFUSED("422", Kind.REFUSED),
    STATUS_500("500, nothing done", Kind.NOT_DONE),
    STATUS_502("502, nothing done", Kind.NOT_DONE),
    STATUS_503("503, nothing done", Kind.NOT_DONE),
    STATUS_408("408, nothing done", Kind.NOT_DONE),
    STATUS_409("409, nothing done", Kind.NOT_DONE),
    STATUS_500_DONE("500, though dialled", Kind.DONE),
    STATUS_503_DONE("503, though dialled", Kind.DONE),
    CONNECTION_REFUSED("connection refused", Kind.NOT_SENT),
    NO_SUCH_HOST("no such host (DNS)", Kind.NOT_SENT),
    NOT_TRUSTED("TLS: self-signed certificate", Kind.NOT_SENT),
    RESET_UNREAD("reset before the request is read", Kind.NOT_DONE),
    RESET_DONE("reset after it was processed", Kind.DONE),
    TIME_OUT("time-out, though dialled", Kind.DONE),
    TRUNCATED_JSON("truncated JSON, dialled", Kind.DONE),
    HTML_DONE("HTML page with 200, dialled", Kind.DONE),
    HTML_NOT_DONE("HTML page with 200, nothing done", Kind.NOT_DONE),
    NO_ID("2xx without id, dialled", Kind.DONE),
    REDIRECTED("redirect to another host", Kind.REDIRECTED);

    /** What a fault means for the phone and for what we know, by the outcome classes. */
    enum Kind {
        /** 2xx with id: it rings. */
        ACCEPTED,
        /** 429: nothing was done, and it may be asked again. */
        THROTTLED,
        /** Refused by the provider's rule: nothing was done. */
        REFUSED,
        /** Nothing reached the provider. */
        NOT_SENT,
        /** Never followed, so nothing was done. */
        REDIRECTED,
        /** It didn't ring, and nobody can know. */
        NOT_DONE,
        /** It rings, and the answer doesn't say so. */
        DONE
    }

    static final Duration LATE = Duration.ofSeconds(4);

    private final String title;
    private final Kind kind;

    Trouble(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    /**
     * What the sandbox is to do with the request.
     *
     * @param elsewhere where a redirect leads
     */
    Fault fault(String elsewhere) {
        return switch (this) {
            case NONE, CONNECTION_REFUSED, NO_SUCH_HOST, NOT_TRUSTED, RESET_UNREAD -> Fault.none();
            case THROTTLED_SECONDS -> Fault.throttled(Duration.ofSeconds(1));
            case THROTTLED_DATE -> Fault.throttled(Instant.now().plusSeconds(2));
            case THROTTLED -> Fault.throttled();
            case REFUSED -> Fault.status(422);
            case STATUS_500 -> Fault.status(500);
            case STATUS_502 -> Fault.status(502);
            case STATUS_503 -> Fault.status(503);
            case STATUS_408 -> Fault.status(408);
            case STATUS_409 -> Fault.status(409);
            case STATUS_500_DONE -> Fault.statusAfterPlacing(500);
            case STATUS_503_DONE -> Fault.statusAfterPlacing(503);
            case RESET_DONE -> Fault.answerLost();
            case TIME_OUT -> Fault.delayed(LATE);
            case TRUNCATED_JSON -> Fault.truncatedJson();
            case HTML_DONE -> Fault.htmlPage();
            case HTML_NOT_DONE -> Fault.htmlBeforePlacing();
            case NO_ID -> Fault.noId();
            case REDIRECTED -> Fault.redirect(URI.create(elsewhere));
        };
    }
}
