package io.github.camelvoicecall.faults.matrix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole fault matrix. Arguments, each {@code name=value}: {@code seed} repeats a run, {@code database} is {@code h2} or {@code postgres}, {@code provider},
 * {@code situation} and {@code fault} pick cells, {@code page} is a file whose table is written anew. Ends with status 1 when a cell deviates.
 */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private Run() {}

    /** Runs the matrix and prints it. */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            status = run(options(arguments)) ? 0 : 1;
        } catch (Exception e) {
            LOG.error("The matrix broke off", e);
        } finally {
            System.exit(status); // a run that broke leaves servers behind
        }
    }

    private static Map<String, String> options(String[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.contains("="))
                .collect(Collectors.toMap(
                        argument -> argument.substring(0, argument.indexOf('=')),
                        argument -> argument.substring(argument.indexOf('=') + 1)));
    }

    private static boolean run(Map<String, String> options) throws Exception {
        int any = ThreadLocalRandom.current().nextInt(1_000_000);
        long seed = Long.parseLong(options.getOrDefault("seed", String.valueOf(any)));
        List<Cell> cells = Cell.all().stream()
                .filter(cell -> chosen(options.get("provider"), cell.provider().name()))
                .filter(cell ->
                        chosen(options.get("situation"), cell.situation().name()))
                .filter(cell -> chosen(options.get("fault"), cell.trouble().name()))
                .toList();
        Path folder = Files.createTempDirectory("fault-matrix");
        boolean postgres = "postgres".equals(options.get("database"));
        long begun = System.nanoTime();
        try (Database database = postgres ? Database.postgres(folder) : Database.h2(folder)) {
            Matrix.Report report = new Matrix(cells, seed, folder).run(database);
            System.out.println(Table.of(report.results()));
            System.out.println(Table.summary(report, seed, Duration.ofNanos(System.nanoTime() - begun)));
            System.out.println("Logs of other processes: " + folder);
            if (options.containsKey("page")) {
                Table.write(Path.of(options.get("page")));
            }
            return report.sound();
        }
    }

    private static boolean chosen(String wanted, String name) {
        return wanted == null || wanted.equalsIgnoreCase(name);
    }
}
