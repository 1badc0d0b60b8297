package io.github.camelvoicecall.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example as the README runs it, mostly with fewer people. */
class CampaignExampleTest {
    private static final int UNUSABLE = 3;

    private final Path work;
    private String screen = "";

    CampaignExampleTest(@TempDir Path place) {
        this.work = place.resolve("work");
    }

    private String[] withWork(String... words) {
        return Stream.concat(Stream.of("--work", work.toString()), Arrays.stream(words))
                .toArray(String[]::new);
    }

    private int run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = CampaignExample.run(new PrintStream(out, true, StandardCharsets.UTF_8), withWork(words));
        screen = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    private Map<String, Integer> counts() {
        try (Crm crm = Crm.open(work)) {
            return crm.counts();
        }
    }

    /** Rings by number, over all runs; a number that stands twice on the list rings twice. */
    private Map<String, Integer> rings() {
        try (VoiceSandbox sandbox =
                VoiceSandbox.samora().state(work.resolve("sandbox.state")).start()) {
            assertThat(sandbox.calls()).isEqualTo(sandbox.rings().size());
            return sandbox.rings();
        }
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void everybody_who_can_be_called_has_a_result_and_the_others_a_reason() {
        assertThat(run("--people", "500")).as(screen).isZero();

        assertThat(counts()).containsOnlyKeys("COMPLETED", "NO_ANSWER", "REJECTED", "FAILED", "UNUSABLE");
        assertThat(sum(counts())).isEqualTo(500);
        try (Crm crm = Crm.open(work)) {
            assertThat(crm.unusable()).hasSize(UNUSABLE).allSatisfy((id, reason) -> assertThat(reason)
                    .startsWith("to "));
        }
        assertThat(rings()).hasSize(500 - UNUSABLE).allSatisfy((number, rings) -> assertThat(rings)
                .isEqualTo(1));
        assertThat(screen).contains("[####", "100 %", "3 unusable", "is no phone number");
        assertThat(screen.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_run_after_a_finished_one_starts_over() {
        assertThat(run("--people", "20")).as(screen).isZero();
        assertThat(run("--people", "30")).as(screen).isZero();

        assertThat(screen).doesNotContain("going on where it stopped");
        assertThat(sum(counts())).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch 1: 5000", " [1-9][0-9]? %"})
    void killed_and_run_again_nobody_is_added_twice_and_nobody_forgotten(String moment) throws Exception {
        Path output = work.resolveSibling("out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CampaignExample.class.getName()));
        command.addAll(List.of(withWork("--people", "6000", "--calls-per-second", "2000")));
        Pattern reached = Pattern.compile(moment);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(output)
                            && reached.matcher(Files.readString(output)).find());
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        assertThat(run("--calls-per-second", "10000")).as(screen).isZero();

        assertThat(screen).contains("going on where it stopped");
        assertThat(sum(counts())).isEqualTo(6_000);
        assertThat(counts()).doesNotContainKeys("NEW", "LISTED", "UNSURE");
        assertThat(rings()).hasSize(6_000 - UNUSABLE).allSatisfy((number, rings) -> assertThat(rings)
                .isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--people 0",
                "--people many",
                "--people 999999",
                "--calls-per-second 0",
                "--people"
            })
    void what_is_asked_for_wrongly_is_explained_and_ends_with_2(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);

        assertThat(screen).startsWith("campaign: ").contains(words.split(" ")[0], "Try --help.");
    }

    @Test
    void help_lists_the_options() {
        assertThat(run("--help")).isZero();

        assertThat(screen).contains("--people", "--calls-per-second", "--work");
    }
}
