package io.github.camelvoicecall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says on what a table was measured. */
final class Machine {
    private Machine() {}

    static void describe(String table, Map<String, String> options) throws IOException {
        System.out.printf(
                "%s%s; %d cores of %s, Linux %s, Java %s, load %s%n",
                table,
                options.isEmpty() ? "" : " " + new TreeMap<>(options),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.version").split("-")[0],
                Runtime.version(),
                load());
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("?");
        }
    }

    private static String load() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return Files.exists(load) ? Files.readString(load).split(" ")[0] : "?";
    }
}
