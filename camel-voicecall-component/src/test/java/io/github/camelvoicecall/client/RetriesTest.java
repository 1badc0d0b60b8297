package io.github.camelvoicecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.Failure;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RetriesTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final VirtualTime time = new VirtualTime();
    private final Retries retries = new Retries(4, BOUND, new Random(1), time);

    /** Fails with these, one after the other, then succeeds. */
    private static final class Attempts implements Retries.Attempt<String> {
        private final Deque<VoiceCallException> failures;
        private int made;

        Attempts(VoiceCallException... failures) {
            this.failures = new ArrayDeque<>(List.of(failures));
        }

        @Override
        public String run() throws VoiceCallException {
            made++;
            if (!failures.isEmpty()) {
                throw failures.poll();
            }
            return "done";
        }
    }

    private static Failure facts(Outcome outcome, int status) {
        return new Failure("acme", "triggerCall", outcome, status, null, null);
    }

    private static VoiceCallException throttled(Duration wait) {
        return new RateLimitedException(facts(Outcome.NOT_PLACED, 429), wait, "slow down", null);
    }

    private static VoiceCallException unavailable(int status) {
        return new ProviderUnavailableException(facts(Outcome.NOT_PLACED, status), "down", null);
    }

    private static VoiceCallException unknown(int status) {
        return new OutcomeUnknownException(facts(Outcome.UNKNOWN, status), "lost", null);
    }

    private void failsAfter(int tries, Attempts attempts, boolean dials) {
        assertThatThrownBy(() -> {
                    if (dials) {
                        retries.dial(attempts);
                    } else {
                        retries.read(attempts);
                    }
                })
                .isInstanceOf(VoiceCallException.class);
        assertThat(attempts.made).isEqualTo(tries);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 408, 409, 425, 500, 503})
    void doesNotDialAgainWhenTheOutcomeIsUnknown(int status) {
        failsAfter(1, new Attempts(unknown(status)), true);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void dialsAgainWhenNothingLeft() throws Exception {
        Attempts attempts = new Attempts(unavailable(0), unavailable(0));

        assertThat(retries.dial(attempts)).isEqualTo("done");
        assertThat(attempts.made).isEqualTo(3);
    }

    @Test
    void dialsAgainWhenThrottled() throws Exception {
        assertThat(retries.dial(new Attempts(throttled(Duration.ofSeconds(2))))).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500, 503})
    void doesNotDialAgainAfterAnAnswerEvenIfItMeansNotPlaced(int status) {
        failsAfter(1, new Attempts(unavailable(status)), true);
    }

    @Test
    void neitherDialsNorReadsAgainWhatWasRefused() {
        Failure facts = facts(Outcome.NOT_PLACED, 401);

        failsAfter(1, new Attempts(new CredentialsRejectedException(facts, "key", null)), true);
        failsAfter(1, new Attempts(new InvalidRequestException(facts, "to", "mend", null)), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 502, 503})
    void readsAgainWhenTheProviderFailedOrItsAnswerWasLost(int status) throws Exception {
        assertThat(retries.read(new Attempts(unavailable(status)))).isEqualTo("done");
    }

    @Test
    void stopsAfterTheMaximum() {
        failsAfter(
                5,
                new Attempts(
                        unavailable(0), unavailable(0), unavailable(0), unavailable(0), unavailable(0), unavailable(0)),
                true);
    }

    @Test
    void noRetriesMeansOneTry() {
        Attempts attempts = new Attempts(throttled(null));
        Retries none = new Retries(0, BOUND, new Random(1), time);

        assertThatThrownBy(() -> none.dial(attempts)).isInstanceOf(RateLimitedException.class);
        assertThat(attempts.made).isEqualTo(1);
    }

    @Test
    @Tag("P10")
    void waitsAsLongAsTheProviderSaysAndALittleLonger() throws Exception {
        retries.dial(new Attempts(throttled(Duration.ofSeconds(7))));

        assertThat(time.sleeps()).singleElement().satisfies(wait -> assertThat(wait)
                .isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_250)));
    }

    @Test
    void waitsUpToTheBound() throws Exception {
        assertThat(retries.dial(new Attempts(throttled(BOUND)))).isEqualTo("done");
    }

    @Test
    void failsAtOnceWhenTheWaitIsBeyondTheBound() {
        failsAfter(1, new Attempts(throttled(BOUND.plusSeconds(1))), true);
        failsAfter(1, new Attempts(throttled(Duration.ofSeconds(Long.MAX_VALUE))), false);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void waitsGrowByDoublingWithJitterBelow() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            VirtualTime virtual = new VirtualTime();
            Retries seeded = new Retries(8, BOUND, new Random(seed), virtual);
            VoiceCallException[] failures = new VoiceCallException[8];
            java.util.Arrays.fill(failures, throttled(null));
            seeded.dial(new Attempts(failures));

            assertThat(virtual.sleeps()).hasSize(8);
            for (int i = 0; i < 8; i++) {
                long full = Math.min(1000L << i, BOUND.toMillis());
                assertThat(virtual.sleeps().get(i).toMillis()).as("wait %d", i).isBetween(full / 2, full);
            }
        }
    }

    @Test
    void waitsDiffer() throws Exception {
        for (int i = 0; i < 20; i++) {
            retries.read(new Attempts(unavailable(503)));
        }

        assertThat(time.sleeps().stream().distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void manyRetriesDoNotOverflow() throws Exception {
        Retries many = new Retries(100, BOUND, new Random(1), time);
        VoiceCallException[] failures = new VoiceCallException[100];
        java.util.Arrays.fill(failures, unavailable(0));
        many.dial(new Attempts(failures));

        assertThat(time.sleeps()).hasSize(100).allSatisfy(wait -> assertThat(wait)
                .isBetween(Duration.ZERO, BOUND));
    }

    @Test
    void anInterruptEndsTheRetries() {
        Attempts attempts = new Attempts(throttled(null));
        Retries interrupted = new Retries(4, BOUND, new Random(1), duration -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> interrupted.dial(attempts)).isInstanceOf(InterruptedException.class);
        assertThat(attempts.made).isEqualTo(1);
    }

    @Test
    void whoeverWaitsSaysWhyAndForHowLong() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Retries.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            retries.dial(new Attempts(throttled(Duration.ofSeconds(7)), unavailable(0)));
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line.toString())
                                .matches("\\(INFO, \"Sent again in 7... ms, 1 of 4: acme:triggerCall: slow down.*"),
                        line -> assertThat(line.toString())
                                .matches("\\(INFO, \"Sent again in \\d+ ms, 2 of 4: acme:triggerCall: down.*"));
    }

    @Test
    void aRedirectIsNotAskedAgain() {
        Attempts attempts = new Attempts(unavailable(307));

        assertThatThrownBy(() -> retries.read(attempts)).isInstanceOf(ProviderUnavailableException.class);
        assertThat(attempts.made).isOne();
    }
}
