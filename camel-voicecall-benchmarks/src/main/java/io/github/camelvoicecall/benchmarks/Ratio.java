package io.github.camelvoicecall.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Ratios round by round, so that a machine whose speed drifts doesn't matter. */
final class Ratio {
    private Ratio() {}

    static double median(List<Sample> rounds, List<Sample> others, ToDoubleFunction<Sample> figure) {
        double[] ratios = IntStream.range(0, rounds.size())
                .mapToDouble(
                        i -> figure.applyAsDouble(rounds.get(i)) / Math.max(1e-9, figure.applyAsDouble(others.get(i))))
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }
}
