package io.github.camelvoicecall.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Faults by chance: so many percent of the requests that place a call or change something meet each of them. What a request meets
 * depends only on the seed, the number called (else the path), and the how-manieth request for that number or path it is, so that a
 * run can be repeated with any number of threads. Immutable.
 *
 * <pre>{@code
 * sandbox.faults(FaultPlan.seeded(7).percent(10, Fault.answerLost()).percent(20, Fault.throttled()));
 * }</pre>
 */
public final class FaultPlan {

    /** No faults. */
    public static final FaultPlan NONE = new FaultPlan(0, Map.of());

    private final long seed;
    private final Map<Fault, Integer> percents;

    private FaultPlan(long seed, Map<Fault, Integer> percents) {
        this.seed = seed;
        this.percents = percents;
    }

    /** A plan without faults yet. */
    public static FaultPlan seeded(long seed) {
        return new FaultPlan(seed, Map.of());
    }

    /**
     * The same plan with one more fault.
     *
     * @throws IllegalArgumentException if the percentages are negative or come to more than 100
     */
    public FaultPlan percent(int percent, Fault fault) {
        Map<Fault, Integer> more = new LinkedHashMap<>(percents);
        more.merge(fault, percent, Integer::sum);
        int sum = more.values().stream().mapToInt(Integer::intValue).sum();
        if (percent < 0 || sum > 100) {
            throw new IllegalArgumentException(
                    "the faults come to " + sum + " percent of the requests, with " + percent + " for " + fault);
        }
        return new FaultPlan(seed, more);
    }

    /** What the request meets; {@code nth} is 1 for the first request for the number. */
    Optional<Fault> faultFor(String number, int nth) {
        int draw = new SplittableRandom(seed * 31 + number.hashCode() * 1_000_003L + nth).nextInt(100);
        for (Map.Entry<Fault, Integer> share : percents.entrySet()) {
            draw -= share.getValue();
            if (draw < 0) {
                return Optional.of(share.getKey());
            }
        }
        return Optional.empty();
    }
}
