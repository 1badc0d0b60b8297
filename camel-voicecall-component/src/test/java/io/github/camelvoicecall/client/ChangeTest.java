package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.Removed;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a request that changes something is sent again, and what is said when nobody knows whether it was done. */
class ChangeTest {
    private static final Asked HOOK = Asked.of(Map.of("webhookId", "w-1"));
    private static final Asked NAME = Asked.of(Map.of("name", "a"));

    private final VirtualTime time = new VirtualTime();
    private final List<ProviderRequest> sent = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();

    private static ProviderSpec spec() {
        return ProviderSpec.named("acme")
                .baseUrl("https://api.acme.example")
                .auth(Auth.bearer())
                .idempotencyHeader("Idempotency-Key")
                .on(
                        Operation.CREATE_AGENT,
                        Binding.post("/agents").fields(Field.text("name")).reads(json -> json.object()))
                .on(
                        Operation.CREATE_CAMPAIGN,
                        Binding.post("/campaigns")
                                .keyed()
                                .fields(Field.text("name"))
                                .reads(json -> json.object()))
                .on(
                        Operation.DELETE_WEBHOOK,
                        Binding.delete("/webhooks/{webhookId}")
                                .reads((json, asked) -> new Removed("acme", asked.text("webhookId"), json.object())))
                .build();
    }

    private ApiClient client() {
        Transport transport = request -> {
            sent.add(request);
            Object answer = answers.remove(0);
            if (answer instanceof TransportException lost) {
                throw lost;
            }
            return new ProviderResponse(
                    (Integer) answer,
                    new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                    (Integer) answer == 204 ? new byte[0] : "{\"id\":1}".getBytes(UTF_8));
        };
        return new ApiClient(
                spec(),
                "k",
                transport,
                RateLimits.of(new RateLimiter(0, Duration.ofMinutes(1), null, time)),
                new Retries(3, Duration.ofMinutes(1), new Random(1), time),
                new CallReader(spec(), spec().statuses()),
                Set.of(),
                time);
    }

    private void answers(Object... these) {
        answers.addAll(List.of(these));
    }

    private static TransportException lost() {
        return new TransportException(true, "the answer was lost", null);
    }

    private static TransportException unsent() {
        return new TransportException(false, "no connection", null);
    }

    private Object create() throws VoiceCallException, InterruptedException {
        return client().ask(Operation.CREATE_AGENT, NAME, null);
    }

    private Object createKeyed() throws VoiceCallException, InterruptedException {
        return client().ask(Operation.CREATE_CAMPAIGN, NAME, "key-1");
    }

    private Object delete() throws VoiceCallException, InterruptedException {
        return client().ask(Operation.DELETE_WEBHOOK, HOOK, null);
    }

    @Test
    void withoutAKeyOnlyWhatNeverLeftOrWasThrottledIsSentAgain() throws Exception {
        answers(unsent(), 429, 200);

        assertThat(create()).isEqualTo(Map.of("id", 1));
        assertThat(sent).hasSize(3);
    }

    @Test
    void withoutAKeyNothingFollowsAnUnknownOutcome() {
        answers(lost());

        assertThatThrownBy(this::create)
                .isInstanceOfSatisfying(OutcomeUnknownException.class, e -> assertThat(e.outcome())
                        .isEqualTo(Outcome.UNKNOWN))
                .hasMessageContaining("look before you repeat it")
                .hasMessageNotContaining("call may have been placed");
        assertThat(sent).hasSize(1);
    }

    @Test
    void aServerErrorLeavesItOpenTooAndIsNotRepeatedWithoutAKey() {
        answers(500);

        assertThatThrownBy(this::create).isInstanceOf(OutcomeUnknownException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void withAKeyItIsRepeatedWithTheSameBytes() throws Exception {
        answers(lost(), 500, 409, 200);

        assertThat(createKeyed()).isEqualTo(Map.of("id", 1));
        assertThat(sent).hasSize(4).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("Idempotency-Key", "key-1");
            assertThat(request.body()).isEqualTo(sent.get(0).body());
        });
    }

    @Test
    void aLaterFailureDoesNotMakeAnUnknownOutcomeKnown() {
        answers(lost(), unsent(), unsent(), unsent());

        assertThatThrownBy(this::createKeyed)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("the answer was lost")
                .satisfies(
                        e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(ProviderUnavailableException.class));
        assertThat(sent).hasSize(4);
    }

    @Test
    void aRefusalAfterAnUnknownOutcomeLeavesItUnknown() {
        answers(500, 401);

        assertThatThrownBy(this::createKeyed).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aRefusalAtOnceIsARefusal() {
        answers(422);

        assertThatThrownBy(this::createKeyed).isInstanceOf(InvalidRequestException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void whatWasDeletedByALostRequestIsGone() throws Exception {
        answers(lost(), 404);

        assertThat(delete()).isEqualTo(new Removed("acme", "w-1", Map.of()));
    }

    @Test
    void whatNeverWasThereIsNotDeleted() {
        answers(404);

        assertThatThrownBy(this::delete).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anAnswerWithoutABodyIsAnAnswer() throws Exception {
        answers(204);

        assertThat(delete()).isEqualTo(new Removed("acme", "w-1", Map.of()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"CREATE_AGENT", "CREATE_CAMPAIGN"})
    void anInterruptAfterAnUnknownOutcomeKeepsItUnknown(Operation operation) {
        Sleeper interrupted = duration -> {
            throw new InterruptedException();
        };
        ApiClient other = new ApiClient(
                spec(),
                "k",
                request -> {
                    throw lost();
                },
                RateLimits.of(new RateLimiter(0, Duration.ofMinutes(1), null, time)),
                new Retries(3, Duration.ofMinutes(1), new Random(1), interrupted),
                new CallReader(spec(), spec().statuses()),
                Set.of(),
                time);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> other.ask(operation, NAME, operation == Operation.CREATE_CAMPAIGN ? "k" : null))
                    .isInstanceOf(OutcomeUnknownException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
