package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several limits at once, and what the provider says of them. */
class RateLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final VirtualTime time = new VirtualTime();
    private final RateLimiter address = new RateLimiter(100, MINUTE, null, time);
    private final RateLimiter key = new RateLimiter(120, MINUTE, null, time);
    private final RateLimiter day = new RateLimiter(20_000, Duration.ofDays(1), null, time);
    private final RateLimits limits = RateLimits.of(address, key, day);

    /** Refuses what is over its limit, and counts that. */
    private final class Provider implements Transport {
        private final Deque<Instant> window = new ArrayDeque<>();
        private final int limit;
        private final boolean tells;
        private int refused;
        private int answered;

        Provider(int limit, boolean tells) {
            this.limit = limit;
            this.tells = tells;
        }

        @Override
        public ProviderResponse send(ProviderRequest request) {
            Instant now = time.instant();
            while (!window.isEmpty() && !window.peekFirst().plus(MINUTE).isAfter(now)) {
                window.removeFirst();
            }
            if (window.size() >= limit) {
                refused++;
                return new ProviderResponse(429, headers(0), "{}".getBytes(UTF_8));
            }
            window.addLast(now);
            answered++;
            return new ProviderResponse(200, headers(limit - window.size()), "{\"id\":1}".getBytes(UTF_8));
        }

        private Map<String, String> headers(int remaining) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            if (tells) {
                headers.put("x-ratelimit-remaining", Integer.toString(remaining));
                headers.put("x-ratelimit-reset", Long.toString(time.instant().getEpochSecond() + 60));
            }
            return headers;
        }
    }

    private static ProviderSpec spec() {
        return ProviderSpec.named("acme")
                .baseUrl("https://api.acme.example")
                .auth(Auth.bearer())
                .rateLimit(100, MINUTE, io.github.camelvoicecall.provider.RateLimit.Scope.ADDRESS)
                .limitHeaders("X-RateLimit-Remaining", "X-RateLimit-Reset")
                .on(Operation.GET_ACCOUNT, Binding.get("/me").reads(json -> json))
                .build();
    }

    private ApiClient client(Provider provider, RateLimits these) {
        Retries retries = new Retries(4, MINUTE, new Random(1), time);
        return new ApiClient(
                spec(), "k", provider, these, retries, new CallReader(spec(), spec().statuses()), Set.of(), time);
    }

    private static void ask(ApiClient client, int times) throws VoiceCallException, InterruptedException {
        for (int i = 0; i < times; i++) {
            client.ask(Operation.GET_ACCOUNT, Asked.NOTHING, null);
        }
    }

    @Test
    @Tag("P11")
    void aThousandRequestsDrawNo429AndTakeNoLongerThanTheLimitAsks() throws Exception {
        Provider provider = new Provider(100, false);

        ask(client(provider, limits), 1000);

        assertThat(provider.refused).isZero();
        assertThat(provider.answered).isEqualTo(1000);
        assertThat(Duration.between(VirtualTime.START, time.instant()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(9).plusSeconds(1));
    }

    @Test
    void aLimitThatOnlyTheProviderKnowsIsKeptByItsHeaders() throws Exception {
        Provider provider = new Provider(7, true);

        ask(client(provider, limits), 100);

        assertThat(provider.refused).isZero();
        assertThat(provider.answered).isEqualTo(100);
    }

    @Test
    void aTurnThatOneLimitRefusesIsNotLostAtTheOthers() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.tryAcquire(Use.READ)).isZero();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(limits.tryAcquire(Use.READ)).isPositive();
            assertThat(limits.tryAcquire(Use.LOOK)).isPositive();
        }
        RateLimits byKey = RateLimits.of(key);

        for (int i = 0; i < 20; i++) {
            assertThat(byKey.tryAcquire(Use.READ)).as("turn %d", i).isZero();
        }
        assertThat(byKey.tryAcquire(Use.READ)).isPositive();
    }

    @Test
    void aPauseHoldsThemAll() {
        limits.pause(Duration.ofSeconds(5));

        assertThat(limits.paused()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.room()).isZero();
        assertThat(limits.tryAcquire(Use.DIAL)).isEqualTo(Duration.ofSeconds(5));
        time.pass(Duration.ofSeconds(5));
        assertThat(limits.tryAcquire(Use.DIAL)).isZero();
        limits.done(Use.DIAL);
        assertThat(limits.room())
                .as("three quarters for looks, of the smallest limit")
                .isEqualTo(75);
    }

    @Test
    void aResetFarAwayHoldsForOneWindowAtMost() throws Exception {
        Transport far = request -> new ProviderResponse(
                200,
                new TreeMap<>(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "99999999999")),
                "{}".getBytes(UTF_8));
        Retries retries = new Retries(0, MINUTE, new Random(1), time);
        ApiClient client = new ApiClient(
                spec(), "k", far, limits, retries, new CallReader(spec(), spec().statuses()), Set.of(), time);

        ask(client, 2);

        assertThat(time.sleeps()).containsExactly(MINUTE);
    }

    @Test
    void aQuotaThatFailsLeavesNoTurnTaken() {
        RateLimiter first = new RateLimiter(1, MINUTE, null, time);
        RateLimiter failing = new RateLimiter(
                1,
                MINUTE,
                (use, wanted) -> {
                    throw new IllegalStateException("the database is away");
                },
                time);

        assertThatThrownBy(() -> RateLimits.of(first, failing).tryAcquire(Use.DIAL))
                .hasMessage("the database is away");

        assertThat(first.tryAcquire(Use.DIAL)).isZero();
    }

    private ApiClient ofADay(RateLimiter used) {
        return client(new Provider(1000, false), RateLimits.of(used));
    }

    @Test
    void aUsedUpDayFailsAtOnceAndNamesTheTime() throws Exception {
        ApiClient client = ofADay(new RateLimiter(2, DAY, null, time));
        ask(client, 2);
        time.pass(Duration.ofHours(1));

        assertThatThrownBy(() -> ask(client, 1))
                .isInstanceOfSatisfying(RateLimitedException.class, limited -> {
                    assertThat(limited.outcome()).isEqualTo(Outcome.NOT_PLACED);
                    assertThat(limited.getRetryAfter())
                            .isEqualTo(Duration.ofHours(23).plusMillis(1));
                })
                .hasMessageContaining("until 2026-01-16T09:00:00Z")
                .hasMessageContaining("nothing was sent");
        assertThat(time.sleeps()).isEmpty();
        time.pass(Duration.ofHours(23));
        ask(client, 1);
    }

    @Test
    void aDayThatOthersUsedUpIsWaitedForNoLongerThanAllowed() {
        ApiClient client = ofADay(new RateLimiter(20_000, DAY, (use, wanted) -> 0, time));

        assertThatThrownBy(() -> ask(client, 1))
                .isInstanceOfSatisfying(RateLimitedException.class, limited -> assertThat(limited.getRetryAfter())
                        .isEqualTo(DAY));
        assertThat(Duration.between(VirtualTime.START, time.instant())).isBetween(MINUTE, MINUTE.plusSeconds(10));
    }

    @Test
    void aMinuteIsPacedThoughTheWaitIsLongerThanAllowed() throws Exception {
        Provider provider = new Provider(5, false);
        Retries hasty = new Retries(0, Duration.ofSeconds(10), new Random(1), time);
        ApiClient client = new ApiClient(
                spec(),
                "k",
                provider,
                RateLimits.of(new RateLimiter(5, MINUTE, null, time)),
                hasty,
                new CallReader(spec(), spec().statuses()),
                Set.of(),
                time);

        ask(client, 20);

        assertThat(provider.refused).isZero();
    }

    @Test
    void aTimeToWaitOutranksTheResetOfTheLimit() throws Exception {
        Deque<ProviderResponse> answers = new ArrayDeque<>();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-RateLimit-Remaining", "0");
        headers.put("X-RateLimit-Reset", Long.toString(time.instant().getEpochSecond() + 60));
        headers.put("Retry-After", "1");
        answers.add(new ProviderResponse(429, headers, "{}".getBytes(UTF_8)));
        answers.add(new ProviderResponse(200, Map.of(), "{\"id\":1}".getBytes(UTF_8)));
        Retries retries = new Retries(1, MINUTE, new Random(1), time);
        CallReader reader = new CallReader(spec(), spec().statuses());
        ApiClient client =
                new ApiClient(spec(), "k", request -> answers.poll(), limits, retries, reader, Set.of(), time);

        ask(client, 1);

        assertThat(Duration.between(VirtualTime.START, time.instant()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aPauseUntilTheEndOfTimeIsOverAfterADay() {
        limits.pause(Duration.ofDays(70_000));

        assertThat(limits.paused()).isEqualTo(DAY);
    }
}
