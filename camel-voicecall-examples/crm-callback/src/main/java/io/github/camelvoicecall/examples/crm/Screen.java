package io.github.camelvoicecall.examples.crm;

import io.github.camelvoicecall.examples.crm.Crm.Counts;
import io.github.camelvoicecall.examples.crm.Crm.Row;
import io.github.camelvoicecall.model.Masked;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the example shows: one story in lines of at most 100 columns, with numbers masked. */
final class Screen {
    private static final int WIDTH = 100;
    private static final String LEAD = "  %-7s %-19s %-20s ";
    private static final int LEAD_WIDTH = 51;
    private static final int RESULT_WIDTH = 12;

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    void say(String text, Object... values) {
        out.println(text.formatted(values));
        out.flush();
    }

    void progress(Duration since, Counts counts) {
        say(
                "  %3d s   called %3d   under way %3d   finished %3d   unusable %3d   of %d leads",
                since.toSeconds(),
                counts.called(),
                counts.underWay(),
                counts.finished(),
                counts.unusable(),
                counts.all());
    }

    void table(List<Row> rows) {
        say("");
        say(LEAD + "%-" + RESULT_WIDTH + "s%s", "Lead", "Name", "Number", "Result", "What was said");
        say("  " + "-".repeat(WIDTH - 2));
        rows.stream().filter(row -> isResult(row.status())).forEach(this::result);
        reasons("Unusable, nobody was called", rows, "UNUSABLE");
        reasons("Not called, tried again by the next run", rows, "NOT_CALLED");
        reasons("Unresolved, perhaps called, never called again by itself", rows, "UNRESOLVED");
        reasons("Result still open", rows, "CALLING", "UNKNOWN", "NEW");
    }

    private static boolean isResult(String status) {
        return !List.of("UNUSABLE", "NOT_CALLED", "UNRESOLVED", "CALLING", "UNKNOWN", "NEW")
                .contains(status);
    }

    private void result(Row row) {
        String said = java.util.stream.Stream.of(row.classification(), row.summary(), row.reason())
                .filter(text -> text != null)
                .collect(Collectors.joining(", "));
        say(
                lead(row) + "%-" + RESULT_WIDTH + "s%s",
                row.status(),
                cut(said + (row.recordingUrl() == null ? "" : " (rec)"), WIDTH - LEAD_WIDTH - RESULT_WIDTH));
    }

    private void reasons(String title, List<Row> rows, String... statuses) {
        List<Row> chosen = rows.stream()
                .filter(row -> List.of(statuses).contains(row.status()))
                .toList();
        if (chosen.isEmpty()) {
            return;
        }
        say("");
        say("  %s: %d", title, chosen.size());
        for (Row row : chosen) {
            String reason = row.reason() == null ? "-" : row.reason().replaceFirst("^\\w+:\\w+: (to )?", "");
            List<String> lines = wrapped(reason, WIDTH - LEAD_WIDTH);
            say("%s%s", lead(row), lines.get(0));
            lines.stream().skip(1).forEach(line -> say("%s%s", " ".repeat(LEAD_WIDTH), line));
        }
    }

    private static String lead(Row row) {
        return LEAD.formatted(cut(row.id(), 7), cut(row.name(), 19), cut(Masked.number(row.phone()), 20));
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** How many leads came to which end. */
    void sums(Counts counts, List<Row> rows) {
        Map<String, Long> results = rows.stream()
                .filter(row -> isResult(row.status()))
                .collect(Collectors.groupingBy(Row::status, TreeMap::new, Collectors.counting()));
        String ends = results.entrySet().stream()
                .map(end -> end.getValue() + " " + end.getKey())
                .collect(Collectors.joining(", "));
        say("");
        say(
                "  %d leads: %d with a result%s",
                counts.all(),
                counts.finished(),
                ends.isEmpty() ? "" : " (" + ends.toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
        say(
                "  %d unusable, %d unresolved, %d not called, %d still open",
                counts.unusable(), counts.unresolved(), counts.notCalled(), counts.open());
    }
}
