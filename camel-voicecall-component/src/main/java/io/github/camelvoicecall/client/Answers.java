package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InsufficientCreditException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.ErrorRule;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** What an answer outside 2xx, or none at all, means for the caller and for the phone. Immutable. */
final class Answers {
    private static final int LONGEST_TEXT = 200;
    private static final String NEVER_AGAIN =
            ". The call may have been placed: it is looked up and never sent again; see listUnresolved and resolveCall";

    private final ProviderSpec spec;
    private final String apiKey;
    private final Set<Integer> notPlaced;
    private final Clock clock;

    Answers(ProviderSpec spec, String apiKey, Set<Integer> notPlaced, Clock clock) {
        this.spec = spec;
        this.apiKey = apiKey;
        this.notPlaced = Set.copyOf(notPlaced);
        this.clock = clock;
    }

    VoiceCallException refused(Operation operation, ProviderResponse answer) {
        String text = errorText(answer);
        ErrorRule rule = spec.errors().of(answer.status(), text);
        boolean dials = operation == Operation.TRIGGER_CALL;
        Failure failure = new Failure(
                spec.name(),
                operation.id(),
                Outcome.NOT_PLACED,
                answer.status(),
                shown(text),
                answer.header("X-Request-Id"));
        return switch (rule.kind()) {
            case CREDENTIALS ->
                new CredentialsRejectedException(failure, "the API key was refused: " + rule.mend(), null);
            case CREDIT -> new InsufficientCreditException(failure, "no credit or quota left: " + rule.mend(), null);
            case INVALID -> new InvalidRequestException(failure, rule.field(), refusal(rule), null);
            case THROTTLED ->
                new RateLimitedException(
                        failure, retryAfter(answer), "the provider's limit is reached" + waitText(answer), null);
            case REDIRECT, NOT_PLACED -> new ProviderUnavailableException(failure, rule.mend(), null);
            case UNKNOWN ->
                dials && !notPlaced.contains(answer.status())
                        ? new OutcomeUnknownException(failure.with(Outcome.UNKNOWN), rule.mend() + NEVER_AGAIN, null)
                        : new ProviderUnavailableException(failure, "the provider failed", null);
        };
    }

    VoiceCallException unanswered(Operation operation, TransportException failure) {
        Failure facts = Failure.local(spec.name(), operation.id());
        boolean unknown = operation == Operation.TRIGGER_CALL && failure.mayHaveBeenSent();
        return unknown
                ? new OutcomeUnknownException(
                        facts.with(Outcome.UNKNOWN), failure.getMessage() + NEVER_AGAIN, failure.getCause())
                : new ProviderUnavailableException(facts, failure.getMessage(), failure.getCause());
    }

    VoiceCallException unreadable(Operation operation, ProviderResponse answer, String what) {
        Failure facts = new Failure(
                spec.name(), operation.id(), Outcome.NOT_PLACED, answer.status(), null, answer.header("X-Request-Id"));
        return operation == Operation.TRIGGER_CALL
                ? new OutcomeUnknownException(facts.with(Outcome.UNKNOWN), what + NEVER_AGAIN, null)
                : new io.github.camelvoicecall.model.UnexpectedPayloadException(facts, null, what, null);
    }

    private static String refusal(ErrorRule rule) {
        return "the provider refused the request" + (rule.field() == null ? ": " : ", field " + rule.field() + ": ")
                + rule.mend();
    }

    private String errorText(ProviderResponse answer) {
        try {
            return spec.errors().text(Json.read(answer.body(), clock.instant()));
        } catch (IOException notJson) {
            return null;
        }
    }

    private String shown(String text) {
        if (text == null) {
            return null;
        }
        String safe = Masked.text(apiKey == null || apiKey.isEmpty() ? text : text.replace(apiKey, "xxxxxx"));
        return safe.length() > LONGEST_TEXT ? safe.substring(0, LONGEST_TEXT) + "…" : safe;
    }

    private String waitText(ProviderResponse answer) {
        Duration wait = retryAfter(answer);
        return wait == null ? "; it didn't say for how long" : "; wait " + wait.toSeconds() + " s";
    }

    /** Seconds or an HTTP date; null when the provider says neither. */
    private Duration retryAfter(ProviderResponse answer) {
        String value = answer.header("Retry-After");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(value.trim())));
        } catch (NumberFormatException date) {
            return untilDate(value.trim());
        }
    }

    private Duration untilDate(String date) {
        try {
            Duration wait = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException neither) {
            return null;
        }
    }
}
