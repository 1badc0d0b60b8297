package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.faults.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs cells and compares what is seen with what must be seen. */
final class Matrix {
    private static final Logger LOG = LoggerFactory.getLogger(Matrix.class);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int SIDE_BY_SIDE = 6;

    private final List<Cell> cells;
    private final long seed;
    private final Path folder;

    /** What became of a cell. */
    record Result(Cell cell, Seen seen) {
        boolean asExpected() {
            return Rules.of(cell).allows(seen);
        }
    }

    /**
     * @param results in the order of the cells
     * @param asked how often a place was asked that must not be
     */
    record Report(List<Result> results, int asked) {
        List<Result> deviations() {
            return results.stream().filter(result -> !result.asExpected()).toList();
        }

        boolean sound() {
            return deviations().isEmpty() && asked == 0;
        }
    }

    private record Done(Cell cell, String number, String key, String route) {}

    /**
     * @param cells what is tried
     * @param seed of the order and of all chance in the sandboxes
     * @param folder for the ledger and logs
     */
    Matrix(List<Cell> cells, long seed, Path folder) {
        this.cells = List.copyOf(cells);
        this.seed = seed;
        this.folder = folder;
    }

    Report run(Database database) throws Exception {
        Map<Provider, Bench> benches = new EnumMap<>(Provider.class);
        try (Elsewhere elsewhere = new Elsewhere(folder)) {
            try {
                for (Cell cell : cells) {
                    if (!benches.containsKey(cell.provider())) {
                        benches.put(cell.provider(), new Bench(cell.provider(), database, elsewhere, folder, seed));
                    }
                }
                List<Done> done = dial(benches);
                return new Report(settled(done, benches), elsewhere.asked());
            } finally {
                benches.values().forEach(Bench::close);
            }
        }
    }

    /** What disturbs others at the same provider is done first and one after the other; then the rest side by side. */
    private List<Done> dial(Map<Provider, Bench> benches) throws Exception {
        List<Cell> order = new ArrayList<>(cells);
        Collections.shuffle(order, new Random(seed));
        List<Done> done = Collections.synchronizedList(new ArrayList<>());
        Lanes first = new Lanes(benches.size());
        for (Provider provider : benches.keySet()) {
            first.add(() -> {
                for (Cell cell : only(order, cell -> cell.provider() == provider && disturbs(cell))) {
                    done.add(run(cell, benches));
                }
                return null;
            });
        }
        first.finish();
        Lanes rest = new Lanes(SIDE_BY_SIDE);
        for (Cell cell : only(order, cell -> !disturbs(cell))) {
            rest.add(() -> done.add(run(cell, benches)));
        }
        rest.finish();
        return done;
    }

    /** While one is throttled, reset unread, or refused a connection, so are others. */
    private static boolean disturbs(Cell cell) {
        return cell.situation() == Situation.FIRST_TRY || cell.trouble() == Trouble.CONNECTION_REFUSED;
    }

    private static List<Cell> only(List<Cell> cells, Predicate<Cell> which) {
        return cells.stream().filter(which).toList();
    }

    /** Threads for what may be done side by side. */
    private static final class Lanes {
        private final ExecutorService threads;
        private final List<Future<?>> begun = new ArrayList<>();

        Lanes(int many) {
            threads = Executors.newFixedThreadPool(Math.max(1, many));
        }

        void add(Callable<?> task) {
            begun.add(threads.submit(task));
        }

        /** Waits until all is done. */
        void finish() throws Exception {
            try {
                for (Future<?> each : begun) {
                    each.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private Done run(Cell cell, Map<Provider, Bench> benches) throws Exception {
        int index = cells.indexOf(cell);
        String number = "+1555555%04d".formatted(index / 90 * 100 + index % 90);
        String key = "cell-" + index;
        long begun = System.nanoTime();
        String route = benches.get(cell.provider()).run(cell, number, key);
        LOG.info(
                "{}, {} ms: {}",
                cell,
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                route);
        return new Done(cell, number, key, route);
    }

    /** Waits until all is as it must be, and then a little, in case more comes. */
    private List<Result> settled(List<Done> done, Map<Provider, Bench> benches) {
        Patience.until(SETTLED_WITHIN, () -> results(done, benches).stream().allMatch(Result::asExpected));
        Patience.pass(QUIET);
        return results(done, benches);
    }

    private List<Result> results(List<Done> done, Map<Provider, Bench> benches) {
        return done.stream()
                .sorted((one, other) -> Integer.compare(cells.indexOf(one.cell()), cells.indexOf(other.cell())))
                .map(each -> new Result(
                        each.cell(), benches.get(each.cell().provider()).seen(each.number(), each.key(), each.route())))
                .toList();
    }
}
