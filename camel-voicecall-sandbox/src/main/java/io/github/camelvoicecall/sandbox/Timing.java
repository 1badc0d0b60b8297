package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the stages of a simulated call take. Immutable.
 *
 * @param ring from the first ring until somebody answers or the attempt fails
 * @param talk from the answer until the end
 * @param analysis from the end until transcript and analysis are there
 * @param redial from a failed attempt until the next ring, at providers that redial
 * @param jitterPercent each stage is this many percent shorter or longer at most, 0 to 100; seeded, so a run can be repeated
 */
public record Timing(Duration ring, Duration talk, Duration analysis, Duration redial, int jitterPercent) {

    /** For tests, and the default: a call is over and analysed after about 200 ms. */
    public static final Timing FAST =
            new Timing(Duration.ofMillis(30), Duration.ofMillis(100), Duration.ofMillis(70), Duration.ofMillis(50), 20);

    /** For demonstrations: a call takes about half a minute. */
    public static final Timing LIVELY = new Timing(
            Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(10), 30);

    /**
     * @throws IllegalArgumentException if a duration is negative or the jitter is not a percentage
     */
    public Timing {
        if (ring.isNegative() || talk.isNegative() || analysis.isNegative() || redial.isNegative()) {
            throw new IllegalArgumentException("a stage of a call cannot take less than no time");
        }
        if (jitterPercent < 0 || jitterPercent > 100) {
            throw new IllegalArgumentException("jitterPercent must be from 0 to 100 but is " + jitterPercent);
        }
    }

    /** The same timing with another talk time. */
    public Timing withTalk(Duration otherTalk) {
        return new Timing(ring, otherTalk, analysis, redial, jitterPercent);
    }

    /** The same timing with another time until the analysis is there. */
    public Timing withAnalysis(Duration otherAnalysis) {
        return new Timing(ring, talk, otherAnalysis, redial, jitterPercent);
    }

    /** The same timing without jitter. */
    public Timing exact() {
        return new Timing(ring, talk, analysis, redial, 0);
    }

    Duration jittered(Duration stage, RandomGenerator random) {
        double factor = 1 + jitterPercent / 100.0 * (2 * random.nextDouble() - 1);
        return Duration.ofNanos(Math.round(stage.toNanos() * factor));
    }
}
