package io.github.camelvoicecall.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.examples.crm.Crm.Row;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The work folder of a test: runs the example in it, in this process or in one that can be killed, and says what it left there. */
final class Folder {
    static final Set<String> FINAL = Set.of("COMPLETED", "NO_ANSWER", "BUSY", "REJECTED", "FAILED");
    static final List<String> UNUSABLE =
            List.of("L-012", "L-019", "L-025", "L-032", "L-038", "L-043", "L-048", "L-052");
    static final int LEADS = 52;
    static final int USABLE = LEADS - UNUSABLE.size();

    private final Path path;
    private String screen = "";

    Folder(Path path) {
        this.path = path;
    }

    /** Runs the example here and returns its exit status. */
    int run(String... words) {
        return run(Map.of(), "", words);
    }

    int run(Map<String, String> environment, String typed, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        int status =
                CrmCallback.run(environment, in, new PrintStream(out, true, StandardCharsets.UTF_8), withWork(words));
        screen = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    /** Runs the example here in a process of its own. */
    Process start(Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CrmCallback.class.getName()));
        command.addAll(List.of(withWork(words)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String[] withWork(String... words) {
        return Stream.concat(Stream.of("--work", path.toString()), Arrays.stream(words))
                .toArray(String[]::new);
    }

    private Path output() {
        return path.resolveSibling(path.getFileName() + ".out");
    }

    /** What the process has shown so far. */
    String shown() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "";
    }

    /** What the last run in this process has shown. */
    String screen() {
        return screen;
    }

    /** The leads as the CRM has them, by id. */
    Map<String, Row> leads() {
        try (Crm crm = Crm.open(path)) {
            return crm.leads().stream()
                    .collect(Collectors.toMap(Row::id, row -> row, (one, other) -> one, TreeMap::new));
        }
    }

    Map<String, Row> usable() {
        Map<String, Row> usable = leads();
        usable.keySet().removeAll(UNUSABLE);
        return usable;
    }

    /** Rings by number, as the sandbox counted them over all runs. */
    Map<String, Integer> rings(String provider) {
        try (VoiceSandbox sandbox =
                VoiceSandbox.of(provider).state(path.resolve("sandbox.state")).start()) {
            return sandbox.rings();
        }
    }

    void everyTelephoneRangOnce(String provider) {
        assertThat(rings(provider))
                .hasSize(USABLE)
                .allSatisfy((number, rings) -> assertThat(rings).as(number).isEqualTo(1));
    }
}
