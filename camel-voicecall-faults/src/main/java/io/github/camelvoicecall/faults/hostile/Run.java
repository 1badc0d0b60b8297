package io.github.camelvoicecall.faults.hostile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Throws forged webhooks at real listeners while good ones keep coming, and prints what came of it. Ends with 1 if a promise was broken.
 *
 * <p>Arguments, in this order: requests (20000), in a second (500), seed (1).
 */
public final class Run {
    private Run() {}

    /**
     * Runs it.
     *
     * @param args see above
     * @throws Exception if it can't run
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("hostile");
        Report report;
        try {
            report = new Attack(
                            Integer.parseInt(argument(args, 0, "20000")),
                            Integer.parseInt(argument(args, 1, "500")),
                            Long.parseLong(argument(args, 2, "1")),
                            50,
                            Duration.ofSeconds(20),
                            200,
                            folder)
                    .run();
        } finally {
            delete(folder);
        }
        report.print();
        System.exit(report.broken().isEmpty() ? 0 : 1);
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index && !args[index].isBlank() ? args[index] : otherwise;
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
