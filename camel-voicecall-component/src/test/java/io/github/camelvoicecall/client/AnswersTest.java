package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.InsufficientCreditException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.UnexpectedPayloadException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private final VirtualTime time = new VirtualTime();
    private final Answers answers = new Answers(Acme.spec(), Acme.KEY, Set.of(), time);

    private static ProviderResponse answer(int status, String body, String... headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new ProviderResponse(status, all, body.getBytes(UTF_8));
    }

    private VoiceCallException dialled(int status) {
        return answers.refused(Operation.TRIGGER_CALL, answer(status, "{}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 422, 429})
    void aDocumentedRefusalPlacedNothing(int status) {
        assertThat(dialled(status).outcome()).isEqualTo(Outcome.NOT_PLACED);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 100, 101, 405, 406, 408, 409, 410, 413, 418, 425, 431, 451, 499, 500, 501, 502, 503, 504, 520, 599
            })
    void anyOtherAnswerLeavesTheOutcomeUnknown(int status) {
        assertThat(dialled(status))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("never sent again");
        assertThat(dialled(status).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(dialled(status).getHttpResponseCode()).isEqualTo(status);
    }

    @Test
    void aUserMayKnowAStatusToMeanNotPlaced() {
        Answers wiser = new Answers(Acme.spec(), Acme.KEY, Set.of(503), time);

        assertThat(wiser.refused(Operation.TRIGGER_CALL, answer(503, "{}")))
                .isInstanceOf(ProviderUnavailableException.class)
                .extracting(VoiceCallException::outcome)
                .isEqualTo(Outcome.NOT_PLACED);
        assertThat(wiser.refused(Operation.TRIGGER_CALL, answer(500, "{}")))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aFailedReadIsNeverUnknown() {
        assertThat(answers.refused(Operation.GET_CALL, answer(503, "{}")))
                .isInstanceOf(ProviderUnavailableException.class)
                .extracting(VoiceCallException::outcome)
                .isEqualTo(Outcome.NOT_PLACED);
        assertThat(answers.unanswered(Operation.GET_CALL, new TransportException(true, "lost", null))
                        .outcome())
                .isEqualTo(Outcome.NOT_PLACED);
        assertThat(answers.unreadable(Operation.GET_CALL, answer(200, "x"), "not JSON"))
                .isInstanceOf(UnexpectedPayloadException.class);
    }

    @Test
    @Tag("P12")
    void kindsOfRefusalHaveTheirExceptions() {
        assertThat(dialled(401))
                .isInstanceOf(CredentialsRejectedException.class)
                .hasMessageContaining("apiKey");
        assertThat(dialled(403)).isInstanceOf(CredentialsRejectedException.class);
        assertThat(dialled(402)).isInstanceOf(InsufficientCreditException.class);
        assertThat(dialled(429)).isInstanceOf(RateLimitedException.class);
        assertThat(dialled(302))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("baseUrl");
        assertThat(dialled(422))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                        .isEqualTo("to"))
                .hasMessageContaining("field to: mend the number");
    }

    @Test
    void anUnansweredDialIsUnknownOnlyIfItMayHaveBeenSent() {
        IOException cause = new IOException("x");
        VoiceCallException lost =
                answers.unanswered(Operation.TRIGGER_CALL, new TransportException(true, "the answer was lost", cause));
        VoiceCallException unsent =
                answers.unanswered(Operation.TRIGGER_CALL, new TransportException(false, "no connection", cause));

        assertThat(lost)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("acme:triggerCall: the answer was lost")
                .hasCause(cause);
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(unsent).isInstanceOf(ProviderUnavailableException.class).hasCause(cause);
        assertThat(unsent.outcome()).isEqualTo(Outcome.NOT_PLACED);
        assertThat(unsent.getHttpResponseCode()).isZero();
        assertThat(unsent.getHttpResponseStatus()).isNull();
    }

    @Test
    void anUnreadableAnswerToADialIsUnknown() {
        assertThat(answers.unreadable(Operation.TRIGGER_CALL, answer(200, "<html>"), "the answer is not JSON"))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("(HTTP 200)");
    }

    @Test
    void messagesNameTheProviderItsTextAndTheRequest() {
        VoiceCallException refused = answers.refused(
                Operation.TRIGGER_CALL, answer(400, "{\"error\":\"No such agent\"}", "x-request-id", "req-9"));

        assertThat(refused)
                .hasMessageStartingWith("acme:triggerCall: ")
                .hasMessageEndingWith("(HTTP 400, \"No such agent\", request req-9)");
        assertThat(refused.getProviderCode()).isEqualTo("No such agent");
        assertThat(refused.getRequestId()).isEqualTo("req-9");
        assertThat(refused.getProvider()).isEqualTo("acme");
        assertThat(refused.getOperation()).isEqualTo("triggerCall");
        assertThat(refused.getHttpResponseStatus()).isEqualTo("400");
    }

    @Test
    void quotesOfTheProviderShowNeitherKeyNorNumber() {
        VoiceCallException refused = answers.refused(
                Operation.TRIGGER_CALL,
                answer(400, "{\"error\":\"key " + Acme.KEY + " may not call +1 (555) 555-0123 or 15555550123\"}"));

        assertThat(refused.getMessage() + refused.failure())
                .doesNotContain(Acme.KEY)
                .doesNotContain("0123")
                .contains("xxxxxx")
                .contains("23");
    }

    @Test
    void longQuotesAreCut() {
        assertThat(answers.refused(Operation.GET_CALL, answer(500, "{\"error\":\"" + "x".repeat(10_000) + "\"}"))
                        .getProviderCode())
                .hasSize(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>oops</html>", "[]", "null", "{\"error\":null}", "{\"other\":1}"})
    void anErrorWithoutTextIsFine(String body) {
        assertThat(answers.refused(Operation.TRIGGER_CALL, answer(400, body)).getProviderCode())
                .isNull();
    }

    private Duration retryAfter(String value) {
        ProviderResponse answer = value == null ? answer(429, "{}") : answer(429, "{}", "retry-after", value);
        return ((RateLimitedException) answers.refused(Operation.TRIGGER_CALL, answer)).getRetryAfter();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7, PT7S",
        "' 7 ', PT7S",
        "-5, PT0S",
        "'Thu, 15 Jan 2026 09:00:30 GMT', PT30S",
        "'Thu, 15 Jan 2026 08:59:00 GMT', PT0S"
    })
    void readsRetryAfterInSecondsOrAsDate(String value, Duration wait) {
        assertThat(retryAfter(value)).isEqualTo(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "1.5", "Thursday"})
    void anyOtherRetryAfterSaysNothing(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void anAbsurdRetryAfterCanBeAddedToATime(String value) {
        RateLimiter limiter = new RateLimiter(60, Duration.ofMinutes(1), null, time);
        limiter.pause(retryAfter(value));

        assertThat(limiter.tryAcquire(RateLimiter.Use.DIAL)).isGreaterThan(Duration.ofDays(300));
    }
}
