package io.github.camelvoicecall.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a process was told.
 *
 * @param values by name
 */
public record Options(Map<String, String> values) {
    /**
     * @param args {@code name=value} each
     * @return the options
     */
    public static Options of(String[] args) {
        return new Options(Arrays.stream(args)
                .map(arg -> arg.split("=", 2))
                .collect(Collectors.toMap(sides -> sides[0], sides -> sides[1])));
    }

    /**
     * @param name the option
     * @param otherwise its default
     * @return its value
     */
    public int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }

    /**
     * @param name the option
     * @param otherwise its default
     * @return its value
     */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }
}
