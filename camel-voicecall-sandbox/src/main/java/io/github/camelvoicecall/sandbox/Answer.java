package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the sandbox sends back for one request: an HTTP answer, or a connection that breaks in its place. */
record Answer(int status, Map<String, String> headers, String body, Duration delay, Breakage breakage) {

    /** How the connection ends. */
    enum Breakage {
        /** A whole answer. */
        NONE,
        /** A TCP reset and no byte. */
        RESET,
        /** An orderly close and no byte. */
        EMPTY,
        /** Status 200, then bytes that are no HTTP body, then a close. */
        GARBLED
    }

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, JsonNode body) {
        return new Answer(
                status, Map.of("Content-Type", "application/json"), body.toString(), Duration.ZERO, Breakage.NONE);
    }

    static Answer html(String body) {
        return text(200, "text/html; charset=utf-8", body);
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Duration.ZERO, Breakage.NONE);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "", Duration.ZERO, Breakage.NONE);
    }

    static Answer broken(Breakage breakage) {
        return new Answer(200, Map.of(), "", Duration.ZERO, breakage);
    }

    Answer withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delay, breakage);
    }

    Answer withBody(String other) {
        return new Answer(status, headers, other, delay, breakage);
    }

    Answer withDelay(Duration later) {
        return new Answer(status, headers, body, later, breakage);
    }
}
