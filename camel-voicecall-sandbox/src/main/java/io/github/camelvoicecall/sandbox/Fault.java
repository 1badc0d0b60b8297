package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Something that goes wrong with one request, which reads, or which places a call, or which changes something else: "the call is
 * placed, and rings" then means that the change is made. Immutable. Made by the methods below, or read from a word such as
 * {@code answerLost}, {@code status:503} or {@code delayed:250}.
 *
 * @param kind what goes wrong
 * @param detail the value after the colon, empty if there is none
 */
public record Fault(Kind kind, String detail) {

    /** What can go wrong. */
    public enum Kind {
        /** Nothing: lets one request through before the next fault in the queue. */
        NONE(true),
        /** 429; nothing rings. Detail: the value of {@code Retry-After}. */
        THROTTLED(false),
        /** Another HTTP status; nothing rings. Detail: the status. */
        STATUS(false),
        /** A connection reset; nothing rings. */
        RESET_BEFORE_PLACING(false),
        /** 307 to another place; nothing rings. Detail: the URL. */
        REDIRECT(false),
        /** 200 with a page of HTML; nothing rings. */
        HTML_BEFORE_PLACING(false),
        /** The call rings, the answer says that it failed. Detail: the status. */
        STATUS_AFTER_PLACING(true),
        /** The call rings; a connection reset in place of the answer. */
        ANSWER_LOST(true),
        /** The call rings; the connection is closed without a byte. */
        ANSWER_EMPTY(true),
        /** The call rings; status 200, then bytes that are no HTTP body. */
        ANSWER_GARBLED(true),
        /** The call rings; the answer comes late. Detail: milliseconds. */
        DELAYED(true),
        /** The call rings; the answer's JSON stops in the middle. */
        TRUNCATED_JSON(true),
        /** The call rings; 200 with a page of HTML. */
        HTML_PAGE(true),
        /** The call rings; the answer lacks the call's id. */
        NO_ID(true);

        private final boolean places;

        Kind(boolean places) {
            this.places = places;
        }
    }

    private static final String PAGE = "<!doctype html><title>Please wait</title><p>Checking your browser</p>";

    /** No fault: lets one request through before the next fault in the queue. */
    public static Fault none() {
        return new Fault(Kind.NONE, "");
    }

    /** 429 without {@code Retry-After}. */
    public static Fault throttled() {
        return new Fault(Kind.THROTTLED, "");
    }

    /** 429 with {@code Retry-After} in whole seconds. */
    public static Fault throttled(Duration retryAfter) {
        return new Fault(Kind.THROTTLED, String.valueOf(retryAfter.toSeconds()));
    }

    /** 429 with {@code Retry-After} as an HTTP date. */
    public static Fault throttled(Instant until) {
        return new Fault(Kind.THROTTLED, DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)));
    }

    /** An HTTP status in place of the call: nothing rings. */
    public static Fault status(int status) {
        return new Fault(Kind.STATUS, String.valueOf(status));
    }

    /** An HTTP status in place of the answer, although the call was placed. */
    public static Fault statusAfterPlacing(int status) {
        return new Fault(Kind.STATUS_AFTER_PLACING, String.valueOf(status));
    }

    /** A connection reset before anything was done. */
    public static Fault resetBeforePlacing() {
        return new Fault(Kind.RESET_BEFORE_PLACING, "");
    }

    /** The call is placed, then the connection is reset in place of the answer. */
    public static Fault answerLost() {
        return new Fault(Kind.ANSWER_LOST, "");
    }

    /** The call is placed, then the connection is closed without an answer. */
    public static Fault answerEmpty() {
        return new Fault(Kind.ANSWER_EMPTY, "");
    }

    /** The call is placed, then bytes come that are no HTTP body. */
    public static Fault answerGarbled() {
        return new Fault(Kind.ANSWER_GARBLED, "");
    }

    /** The call is placed at once, the answer comes late. */
    public static Fault delayed(Duration delay) {
        return new Fault(Kind.DELAYED, String.valueOf(delay.toMillis()));
    }

    /** The call is placed, the JSON of the answer stops in the middle. */
    public static Fault truncatedJson() {
        return new Fault(Kind.TRUNCATED_JSON, "");
    }

    /** The call is placed, the answer is 200 with a page of HTML. */
    public static Fault htmlPage() {
        return new Fault(Kind.HTML_PAGE, "");
    }

    /** 200 with a page of HTML, and no call. */
    public static Fault htmlBeforePlacing() {
        return new Fault(Kind.HTML_BEFORE_PLACING, "");
    }

    /** The call is placed, the answer is good but for its id, which is missing. */
    public static Fault noId() {
        return new Fault(Kind.NO_ID, "");
    }

    /** 307 to another URL, and no call. */
    public static Fault redirect(URI location) {
        return new Fault(Kind.REDIRECT, location.toString());
    }

    /**
     * Reads the word that {@link #toString} writes.
     *
     * @throws IllegalArgumentException if there is no such fault
     */
    public static Fault parse(String word) {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        Kind kind = Kind.valueOf(name.replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
        return new Fault(kind, colon < 0 ? "" : word.substring(colon + 1));
    }

    /** Whether a call is placed, and rings, all the same. */
    public boolean places() {
        return kind.places;
    }

    @Override
    public String toString() {
        StringBuilder word = new StringBuilder();
        for (String part : kind.name().split("_", -1)) {
            String lower = part.toLowerCase(Locale.ROOT);
            word.append(word.isEmpty() ? lower : part.charAt(0) + lower.substring(1));
        }
        return detail.isEmpty() ? word.toString() : word + ":" + detail;
    }

    /** The answer that the client gets in place of the good one. */
    Answer spoil(Answer good, Provider provider) {
        return switch (kind) {
            case NONE -> good;
            case THROTTLED -> throttled(provider);
            case STATUS, STATUS_AFTER_PLACING -> provider.refusal(Integer.parseInt(detail), "Simulated failure");
            case REDIRECT -> new Answer(307, Map.of("Location", detail), "", Duration.ZERO, Answer.Breakage.NONE);
            case HTML_PAGE, HTML_BEFORE_PLACING -> Answer.html(PAGE);
            case RESET_BEFORE_PLACING, ANSWER_LOST -> Answer.broken(Answer.Breakage.RESET);
            case ANSWER_EMPTY -> Answer.broken(Answer.Breakage.EMPTY);
            case ANSWER_GARBLED -> Answer.broken(Answer.Breakage.GARBLED);
            case DELAYED -> good.withDelay(Duration.ofMillis(Long.parseLong(detail)));
            case TRUNCATED_JSON ->
                good.withBody(good.body().substring(0, good.body().length() / 2));
            case NO_ID -> good.withBody(withoutId(good.body(), provider.idFields()));
        };
    }

    private Answer throttled(Provider provider) {
        Answer answer = provider.throttled();
        return detail.isEmpty() ? answer : answer.withHeader("Retry-After", detail);
    }

    private static String withoutId(String body, Set<String> idFields) {
        JsonNode answer = Json.parse(body);
        for (String name : idFields) {
            answer.findParents(name).forEach(holder -> ((ObjectNode) holder).remove(name));
        }
        return answer.toString();
    }
}
