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
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.ErrorRule;
import io.github.camelvoicecall.provider.ErrorRules;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.LimitHeaders;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RateLimit;
import io.github.camelvoicecall.provider.Repeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** What an answer outside 2xx, or none at all, means for the caller and for the phone. Immutable. */
final class Answers {
    private static final String KEY = "idempotencyKey";
    private static final String RETRY_AFTER = "Retry-After";
    private static final int LONGEST_TEXT = 200;
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);
    private static final String NEVER_AGAIN =
            ". The call may have been placed: it is looked up and never sent again; see listUnresolved and resolveCall";
    private static final String LOOK_FIRST = ". It may have been done and is not sent again: look before you repeat it";
    private static final String AGAIN = ". It may have been done; repeating it does no harm";
    private static final String AGAIN_WITH_KEY =
            ". It may have been done; repeating it with the same idempotencyKey and the same fields does no harm";

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
        ErrorRule rule = rule(operation, answer.status(), text);
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
            case INVALID -> {
                String field = rule.field() == null ? field(operation, answer) : rule.field();
                yield new InvalidRequestException(failure, field, refusal(field, rule), null);
            }
            case THROTTLED ->
                new RateLimitedException(
                        failure, retryAfter(answer), "the provider's limit is reached" + waitText(answer), null);
            case REDIRECT, NOT_PLACED -> new ProviderUnavailableException(failure, rule.mend(), null);
            case UNKNOWN ->
                changes(operation) && !notPlaced.contains(answer.status())
                        ? new OutcomeUnknownException(
                                failure.with(Outcome.UNKNOWN), rule.mend() + whatNow(operation), null)
                        : new ProviderUnavailableException(failure, "the provider failed", null);
        };
    }

    VoiceCallException unanswered(Operation operation, TransportException failure) {
        Failure facts = Failure.local(spec.name(), operation.id());
        boolean unknown = changes(operation) && failure.mayHaveBeenSent();
        return unknown
                ? new OutcomeUnknownException(
                        facts.with(Outcome.UNKNOWN), failure.getMessage() + whatNow(operation), failure.getCause())
                : new ProviderUnavailableException(facts, failure.getMessage(), failure.getCause());
    }

    VoiceCallException unreadable(Operation operation, ProviderResponse answer, String what) {
        Failure facts = new Failure(
                spec.name(), operation.id(), Outcome.NOT_PLACED, answer.status(), null, answer.header("X-Request-Id"));
        return changes(operation)
                ? new OutcomeUnknownException(facts.with(Outcome.UNKNOWN), what + whatNow(operation), null)
                : new io.github.camelvoicecall.model.UnexpectedPayloadException(facts, null, what, null);
    }

    private boolean changes(Operation operation) {
        return spec.binding(operation).map(Binding::changes).orElse(false);
    }

    /** What to do when nobody knows whether the provider did it. */
    private String whatNow(Operation operation) {
        if (operation == Operation.TRIGGER_CALL) {
            return NEVER_AGAIN;
        }
        return switch (spec.binding(operation).map(Binding::repeat).orElse(Repeat.NEVER)) {
            case NEVER -> LOOK_FIRST;
            case SAFE -> AGAIN;
            case KEYED -> AGAIN_WITH_KEY;
        };
    }

    /** What a status says of a key is said of requests that carry one. */
    private ErrorRule rule(Operation operation, int status, String text) {
        ErrorRule rule = spec.errors().of(status, text, changes(operation));
        boolean keyed = spec.binding(operation)
                .map(binding -> binding.repeat() == Repeat.KEYED)
                .orElse(false);
        return KEY.equals(rule.field()) && !keyed ? ErrorRules.standard().of(status, text) : rule;
    }

    private static String refusal(String field, ErrorRule rule) {
        return "the provider refused the request" + (field == null ? ": " : ", field " + field + ": ") + rule.mend();
    }

    /** Our name of the field that the provider complains about; its own where we have none; null when it names none. */
    private String field(Operation operation, ProviderResponse answer) {
        String theirs =
                json(answer).flatMap(error -> spec.errors().field(error)).orElse(null);
        return spec.binding(operation).stream()
                .flatMap(binding -> binding.fields().stream())
                .filter(field -> field.sentAs().equals(theirs))
                .map(Field::name)
                .findFirst()
                .orElse(theirs);
    }

    /** How long the provider allows nothing, since the answer says that the limit is used up; null when it doesn't, or says itself how long to wait. */
    Duration spent(ProviderResponse answer) {
        if (answer.header(RETRY_AFTER) != null) {
            return null;
        }
        return spec.limitHeaders()
                .filter(headers -> "0".equals(trimmed(answer.header(headers.remaining()))))
                .map(headers -> untilReset(answer, headers))
                .orElse(null);
    }

    private Duration untilReset(ProviderResponse answer, LimitHeaders headers) {
        String reset = trimmed(answer.header(headers.reset()));
        if (reset == null || !reset.matches("\\d{1,12}")) {
            return null;
        }
        Duration wait = Duration.between(serverTime(answer), Instant.ofEpochSecond(Long.parseLong(reset)));
        Duration longest = spec.rateLimits().stream()
                .map(RateLimit::window)
                .min(Comparator.naturalOrder())
                .orElse(LONGEST_WAIT);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** By the provider's clock where it shows it: the reset is meant by that one. */
    private Instant serverTime(ProviderResponse answer) {
        try {
            return ZonedDateTime.parse(String.valueOf(answer.header("Date")), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException none) {
            return clock.instant();
        }
    }

    private static String trimmed(String value) {
        return value == null ? null : value.trim();
    }

    private String errorText(ProviderResponse answer) {
        return json(answer).map(spec.errors()::text).orElseGet(() -> anyText(answer));
    }

    private String anyText(ProviderResponse answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        return spec.errors().takesAnyText() && !text.isEmpty() ? text : null;
    }

    private Optional<Json> json(ProviderResponse answer) {
        try {
            return Optional.of(Json.read(answer.body(), clock.instant()));
        } catch (IOException notJson) {
            return Optional.empty();
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

    /** Seconds or an HTTP date, at most a year, so that it can be added to any time; null when the provider says neither. */
    private Duration retryAfter(ProviderResponse answer) {
        Duration wait = written(answer);
        return wait == null || wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private Duration written(ProviderResponse answer) {
        String value = answer.header(RETRY_AFTER);
        if (value == null) {
            return spent(answer);
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
