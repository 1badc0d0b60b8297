package io.github.camelvoicecall.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One contestant's figures in one round, or their medians.
 *
 * @param perSecond operations per second
 * @param p50 microseconds
 * @param p99 microseconds
 * @param bytes allocated per operation; 0 where it isn't measured
 */
record Sample(double perSecond, double p50, double p99, double bytes) {
    static Sample of(long[] nanos, long elapsed, long bytes) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Sample(
                sorted.length * 1e9 / elapsed,
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.99)] / 1e3,
                (double) bytes / sorted.length);
    }

    static Sample median(List<Sample> rounds) {
        return new Sample(
                median(rounds, Sample::perSecond),
                median(rounds, Sample::p50),
                median(rounds, Sample::p99),
                median(rounds, Sample::bytes));
    }

    static double median(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
