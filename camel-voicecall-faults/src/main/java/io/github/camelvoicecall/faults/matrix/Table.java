package io.github.camelvoicecall.faults.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The matrix as text: a table for each situation, a row for each fault, a column for each provider. */
final class Table {
    private static final String BEGIN = "<!-- cells: written by the run, see above -->\n";
    private static final String END = "<!-- end of cells -->\n";

    private Table() {}

    /** What was seen. */
    static String of(List<Matrix.Result> results) {
        return tables(results.stream().map(Matrix.Result::cell).toList(), cell -> results.stream()
                .filter(result -> result.cell().equals(cell))
                .map(result -> result.asExpected() ? result.seen().toString() : "**" + result.seen() + "**")
                .findFirst()
                .orElseThrow());
    }

    /** What must be seen, in every cell. */
    static String expected() {
        return tables(Cell.all(), cell -> Rules.of(cell).toString());
    }

    static String summary(Matrix.Report report, long seed, Duration time) {
        List<Seen> seen = report.results().stream().map(Matrix.Result::seen).toList();
        List<String> lines = new ArrayList<>();
        lines.add("Cells %d, seed %d, %d s".formatted(seen.size(), seed, time.toSeconds()));
        lines.add("Most rings of a phone: "
                + seen.stream().mapToInt(Seen::rings).max().orElse(0));
        lines.add("Calls that rang without a result: "
                + seen.stream()
                        .filter(each -> each.rings() > 0 && !each.completions().equals(Expected.RESULT))
                        .count());
        lines.add("Requests at places that must not be asked: " + report.asked());
        lines.add("Deviations: " + report.deviations().size());
        report.deviations()
                .forEach(each -> lines.add("  " + each.cell() + "\n    seen     " + each.seen() + "\n    expected "
                        + Rules.of(each.cell())));
        return String.join("\n", lines);
    }

    /** Writes the expected cells into the page, which a test compares with them. */
    static void write(Path page) throws IOException {
        String text = Files.readString(page);
        Files.writeString(
                page,
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + "\n" + expected() + "\n"
                        + text.substring(text.indexOf(END)));
    }

    private static String tables(List<Cell> cells, Function<Cell, String> content) {
        return Arrays.stream(Situation.values())
                .map(situation -> table(
                        situation,
                        cells.stream()
                                .filter(cell -> cell.situation() == situation)
                                .toList(),
                        content))
                .filter(table -> !table.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String table(Situation situation, List<Cell> cells, Function<Cell, String> content) {
        if (cells.isEmpty()) {
            return "";
        }
        Set<Provider> providers =
                new LinkedHashSet<>(cells.stream().map(Cell::provider).sorted().toList());
        Set<Trouble> troubles =
                new LinkedHashSet<>(cells.stream().map(Cell::trouble).sorted().toList());
        Stream<String> head = Stream.of(
                row(situation.title(), providers.stream().map(Provider::title)),
                row("---", providers.stream().map(provider -> "---")));
        Stream<String> rows = troubles.stream()
                .map(trouble -> row(
                        trouble.title(),
                        providers.stream()
                                .map(provider -> new Cell(provider, trouble, situation))
                                .map(cell -> cells.contains(cell) ? content.apply(cell) : "")));
        return Stream.concat(head, rows).collect(Collectors.joining());
    }

    private static String row(String title, Stream<String> cells) {
        return "| " + title + " | " + cells.collect(Collectors.joining(" | ")) + " |\n";
    }
}
