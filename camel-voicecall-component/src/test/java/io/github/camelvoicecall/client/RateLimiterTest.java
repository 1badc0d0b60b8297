package io.github.camelvoicecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.client.RateLimiter.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();

    private RateLimiter limiter(int limit) {
        return new RateLimiter(limit, MINUTE, null, time);
    }

    private static void allow(RateLimiter limiter, Use use) {
        assertThat(limiter.tryAcquire(use)).isZero();
    }

    private static void useUp(RateLimiter limiter, int requests) {
        for (int i = 0; i < requests; i++) {
            allow(limiter, Use.DIAL);
            limiter.done(Use.DIAL);
        }
    }

    @Test
    void allowsTheLimitAtOnceAndThenWaitsForTheWindow() {
        RateLimiter limiter = limiter(3);
        useUp(limiter, 3);

        Duration wait = limiter.tryAcquire(Use.DIAL);

        assertThat(wait).isGreaterThanOrEqualTo(MINUTE).isLessThan(MINUTE.plusSeconds(1));
        time.pass(wait.minusMillis(2));
        assertThat(limiter.tryAcquire(Use.DIAL)).isPositive();
        time.pass(Duration.ofMillis(2));
        allow(limiter, Use.DIAL);
    }

    @Test
    void aRunningRequestCountsHoweverLongItRuns() {
        RateLimiter limiter = limiter(1);
        allow(limiter, Use.DIAL);
        time.pass(Duration.ofHours(1));

        assertThat(limiter.tryAcquire(Use.DIAL)).isPositive();
        limiter.done(Use.DIAL);
        time.pass(MINUTE.minusMillis(1));
        assertThat(limiter.tryAcquire(Use.DIAL))
                .as("it may have arrived at its end")
                .isPositive();
        time.pass(Duration.ofMillis(1));
        allow(limiter, Use.DIAL);
    }

    private record Sent(Instant from, Instant to, Use use) {}

    /** Requests arrive at the server somewhere between their start and their end: no choice of arrival may break the limit. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theServerNeverSeesMoreThanTheLimitInAnyWindow(long seed) {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(12);
        RateLimiter limiter = limiter(limit);
        PriorityQueue<Sent> running = new PriorityQueue<>(Comparator.comparing(Sent::to));
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Use use = Use.values()[random.nextInt(3)];
            Duration wait = limiter.tryAcquire(use);
            while (!wait.isZero()) {
                time.pass(
                        wait.compareTo(Duration.ofMillis(50)) > 0 && random.nextBoolean()
                                ? Duration.ofMillis(50)
                                : wait);
                finish(running, limiter);
                wait = limiter.tryAcquire(use);
            }
            Instant end = time.instant().plusMillis(random.nextInt(20_000));
            sent.add(new Sent(time.instant(), end, use));
            running.add(sent.get(i));
            time.pass(Duration.ofMillis(random.nextInt(1_500)));
            finish(running, limiter);
        }

        assertThat(worstWindow(sent)).isLessThanOrEqualTo(limit);
    }

    private void finish(PriorityQueue<Sent> running, RateLimiter limiter) {
        while (!running.isEmpty() && !running.peek().to().isAfter(time.instant())) {
            limiter.done(running.poll().use());
        }
    }

    /** The most requests that can have arrived within one window [s, s + window): those that may arrive in it. */
    private static int worstWindow(List<Sent> sent) {
        return sent.stream()
                .map(Sent::to)
                .map(from -> (int) sent.stream()
                        .filter(other ->
                                !other.to().isBefore(from) && other.from().isBefore(from.plus(MINUTE)))
                        .count())
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    @Test
    void theFullLimitIsUsed() {
        RateLimiter limiter = limiter(60);
        for (int i = 0; i < 600; i++) {
            Duration wait = limiter.tryAcquire(Use.DIAL);
            time.pass(wait);
            if (!wait.isZero()) {
                allow(limiter, Use.DIAL);
            }
            limiter.done(Use.DIAL);
        }

        assertThat(Duration.between(VirtualTime.START, time.instant()))
                .isLessThan(Duration.ofMinutes(9).plusSeconds(5));
    }

    @Test
    void lookingLeavesAQuarterToTheOthers() {
        RateLimiter limiter = limiter(8);
        for (int i = 0; i < 6; i++) {
            allow(limiter, Use.LOOK);
        }

        assertThat(limiter.tryAcquire(Use.LOOK)).isPositive();
        allow(limiter, Use.READ);
        allow(limiter, Use.DIAL);
        assertThat(limiter.tryAcquire(Use.DIAL)).isPositive();
    }

    @Test
    void whatOthersUsedLeavesLookingItsShare() {
        RateLimiter limiter = limiter(8);
        useUp(limiter, 3);
        for (int i = 0; i < 5; i++) {
            allow(limiter, Use.LOOK);
            limiter.done(Use.LOOK);
        }

        assertThat(limiter.tryAcquire(Use.LOOK)).as("all eight are used").isPositive();
        time.pass(MINUTE);
        assertThat(limiter.room()).isEqualTo(6);
    }

    @Test
    void aLimitOfOneStillLooks() {
        allow(limiter(1), Use.LOOK);
    }

    @Test
    void whileACallWaitsToBePlacedNobodyElseGetsATurn() throws InterruptedException {
        RateLimiter limiter = limiter(1);
        useUp(limiter, 1);
        List<Duration> others = new ArrayList<>();

        RateLimits.of(limiter)
                .await(
                        Use.DIAL,
                        duration -> {
                            assertThat(others).as("the first wait is enough").isEmpty();
                            time.sleep(duration);
                            others.add(limiter.tryAcquire(Use.READ));
                            others.add(limiter.tryAcquire(Use.LOOK));
                        },
                        MINUTE);

        assertThat(others).hasSize(2).allSatisfy(wait -> assertThat(wait).isPositive());
        limiter.done(Use.DIAL);
        time.pass(MINUTE);
        allow(limiter, Use.READ);
    }

    @Test
    void aLongPauseEndsTheWaitOfThoseWhoWaitAlready() throws InterruptedException {
        RateLimiter limiter = limiter(1);
        useUp(limiter, 1);

        Duration closed = RateLimits.of(limiter)
                .await(
                        Use.DIAL,
                        duration -> {
                            time.sleep(duration);
                            limiter.pause(Duration.ofHours(1));
                        },
                        MINUTE);

        assertThat(closed).isEqualTo(Duration.ofHours(1));
        assertThat(time.sleeps()).hasSize(1);
    }

    @Test
    void anInterruptedWaitGivesWayToOthers() {
        RateLimiter limiter = limiter(1);
        useUp(limiter, 1);
        assertThatThrownBy(() -> RateLimits.of(limiter)
                        .await(
                                Use.DIAL,
                                duration -> {
                                    throw new InterruptedException();
                                },
                                MINUTE))
                .isInstanceOf(InterruptedException.class);

        time.pass(MINUTE);

        allow(limiter, Use.READ);
    }

    @Test
    void aPauseHoldsEverybodyBackAndTheLongerOneHolds() {
        RateLimiter limiter = limiter(100);
        limiter.pause(Duration.ofSeconds(30));
        limiter.pause(Duration.ofSeconds(5));

        assertThat(limiter.tryAcquire(Use.DIAL)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limiter.tryAcquire(Use.LOOK)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limiter.room()).isZero();
        time.pass(Duration.ofSeconds(30));
        allow(limiter, Use.DIAL);
        assertThat(limiter.room()).isPositive();
    }

    @Test
    void aPauseHoldsAlsoWithoutALimit() {
        RateLimiter limiter = limiter(0);
        allow(limiter, Use.LOOK);
        limiter.pause(Duration.ofSeconds(30));

        assertThat(limiter.tryAcquire(Use.DIAL)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limiter.room()).isZero();
    }

    @Test
    void roomIsWhatLookingMayUseNow() {
        RateLimiter limiter = limiter(8);
        assertThat(limiter.room()).isEqualTo(6);
        useUp(limiter, 2);
        allow(limiter, Use.DIAL);
        assertThat(limiter.room()).as("others used three of eight").isEqualTo(5);
        useUp(limiter, 5);
        assertThat(limiter.room()).isZero();
        time.pass(MINUTE);
        assertThat(limiter.room()).as("one is still running").isEqualTo(6);
        assertThat(limiter(0).room()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void askingForRoomTakesNoTurn() {
        RateLimiter limiter = limiter(1);
        limiter.room();

        allow(limiter, Use.DIAL);
    }

    @Test
    void reservesBlocksFromASharedQuota() {
        List<Integer> asked = new ArrayList<>();
        RateLimiter limiter = new RateLimiter(
                60,
                MINUTE,
                (use, wanted) -> {
                    asked.add(wanted);
                    return wanted;
                },
                time);
        useUp(limiter, 13);

        assertThat(asked)
                .as("more while all of it is used, a twelfth of the limit at most")
                .containsExactly(1, 2, 4, 5, 5);
    }

    @Test
    void aBlockThatIsNotUsedInTimeIsLost() {
        List<Integer> asked = new ArrayList<>();
        RateLimiter limiter = new RateLimiter(
                60,
                MINUTE,
                (use, wanted) -> {
                    asked.add(wanted);
                    return wanted;
                },
                time);
        useUp(limiter, 2);
        time.pass(RateLimiter.BLOCK.minusMillis(1));
        useUp(limiter, 1);
        assertThat(asked).containsExactly(1, 2);
        useUp(limiter, 1);
        time.pass(RateLimiter.BLOCK);
        useUp(limiter, 1);

        assertThat(asked)
                .as("one at a time again after a block that was not used up")
                .containsExactly(1, 2, 4, 1);
    }

    @Test
    void waitsWhileTheQuotaGrantsNothing() throws InterruptedException {
        int[] granted = {0, 0, 1};
        int[] asked = {0};
        RateLimiter limiter = new RateLimiter(60, MINUTE, (use, wanted) -> granted[asked[0]++], time);

        RateLimits.of(limiter).await(Use.DIAL, time, MINUTE);

        assertThat(time.sleeps())
                .hasSize(2)
                .allSatisfy(wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    @Timeout(20)
    void nobodyWaitsBehindAQuestionForTheSharedQuota() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RateLimiter limiter = new RateLimiter(
                60,
                MINUTE,
                (use, wanted) -> {
                    asked.countDown();
                    answerOf(answer);
                    return wanted;
                },
                time);
        CompletableFuture<Duration> slow = CompletableFuture.supplyAsync(() -> limiter.tryAcquire(Use.DIAL));
        asked.await();

        assertThat(limiter.tryAcquire(Use.DIAL))
                .as("comes again in a moment")
                .isPositive()
                .isLessThan(Duration.ofMillis(50));
        assertThat(limiter.room()).isPositive();
        limiter.pause(Duration.ZERO);
        answer.countDown();
        assertThat(slow.get()).isZero();
        allow(limiter, Use.DIAL);
    }

    private static void answerOf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aQuotaThatFailedIsAskedAgain() {
        boolean[] away = {true};
        RateLimiter limiter = new RateLimiter(
                60,
                MINUTE,
                (use, wanted) -> {
                    if (away[0]) {
                        throw new IllegalStateException("the database is away");
                    }
                    return wanted;
                },
                time);
        assertThatThrownBy(() -> limiter.tryAcquire(Use.DIAL)).hasMessage("the database is away");
        away[0] = false;

        allow(limiter, Use.DIAL);
    }

    @Test
    void theLimitCanBeChangedByTheUser() {
        RateLimiter limiter = limiter(1);
        limiter.limit(2, null);
        useUp(limiter, 2);
        assertThat(limiter.tryAcquire(Use.DIAL)).isPositive();
        limiter.limit(0, null);

        allow(limiter, Use.DIAL);
    }

    @Test
    void aTurnThatWasNotUsedDoesNotCount() {
        RateLimiter limiter = limiter(1);
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.tryAcquire(Use.DIAL)).isZero();
            limiter.forgo(Use.DIAL);
        }
        assertThat(limiter.tryAcquire(Use.DIAL)).isZero();
    }

    @Test
    void aLimitThatIsSetWhileRequestsRunCountsThem() {
        RateLimiter limiter = limiter(0);
        allow(limiter, Use.DIAL);
        limiter.limit(2, null);
        allow(limiter, Use.DIAL);
        assertThat(limiter.tryAcquire(Use.DIAL)).isPositive();
        limiter.done(Use.DIAL);
        limiter.done(Use.DIAL);
        assertThat(limiter.tryAcquire(Use.DIAL))
                .as("both count a window longer")
                .isPositive();
        time.pass(MINUTE);
        useUp(limiter, 2);
    }

    @Test
    void aLimitThatIsLiftedWhileRequestsRunForgetsNone() {
        RateLimiter limiter = limiter(1);
        allow(limiter, Use.DIAL);
        limiter.limit(0, null);
        limiter.done(Use.DIAL);
        limiter.limit(1, null);

        allow(limiter, Use.DIAL);
    }

    @Test
    void threadsShareOneLimit() throws InterruptedException {
        RateLimiter limiter = limiter(50);
        java.util.concurrent.atomic.AtomicInteger allowed = new java.util.concurrent.atomic.AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int asked = 0; asked < 100; asked++) {
                    if (limiter.tryAcquire(Use.DIAL).isZero()) {
                        allowed.incrementAndGet();
                        limiter.done(Use.DIAL);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(allowed).hasValue(50);
    }
}
