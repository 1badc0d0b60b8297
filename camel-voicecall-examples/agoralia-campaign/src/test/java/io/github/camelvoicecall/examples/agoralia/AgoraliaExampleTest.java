package io.github.camelvoicecall.examples.agoralia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.examples.agoralia.Crm.Lead;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example as the README runs it. */
class AgoraliaExampleTest {
    private final Path work;
    private String screen = "";

    AgoraliaExampleTest(@TempDir Path place) {
        this.work = place.resolve("work");
    }

    private int run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = AgoraliaExample.run(new PrintStream(out, true, StandardCharsets.UTF_8), words);
        screen = out.toString(StandardCharsets.UTF_8);
        return status;
    }

    private Map<String, Lead> leads() {
        try (Crm crm = Crm.open(work)) {
            return crm.leads().stream().collect(Collectors.toMap(Lead::id, lead -> lead));
        }
    }

    private void everyLeadHasItsResultAndRangOnce() {
        assertThat(leads()).hasSize(12).allSatisfy((id, lead) -> assertThat(lead.status())
                .as(id)
                .isIn("COMPLETED", "NO_ANSWER", "BUSY", "REJECTED", "UNUSABLE"));
        assertThat(leads().values())
                .filteredOn(lead -> lead.status().equals("COMPLETED"))
                .hasSize(8)
                .allSatisfy(lead -> assertThat(lead.premium()).as(lead.id()).isPositive());
        try (VoiceSandbox sandbox =
                VoiceSandbox.agoralia().state(work.resolve("sandbox.state")).start()) {
            assertThat(sandbox.rings()).hasSize(11).allSatisfy((number, rings) -> assertThat(rings)
                    .isEqualTo(1));
        }
    }

    @Test
    void every_lead_gets_its_result_after_somebody_confirmed_the_start() {
        assertThat(run("--work", work.toString())).as(screen).isZero();

        everyLeadHasItsResultAndRangOnce();
        assertThat(leads().get("L-06").status()).isEqualTo("NO_ANSWER");
        assertThat(leads().get("L-11").reason()).startsWith("to ");
        assertThat(screen)
                .contains("NEEDS_CONFIRMATION, proposal pc_", "confirms it", "Grace Holloway")
                .doesNotContain("5550100", "7946");
        assertThat(screen.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void killed_while_the_proposal_is_open_and_run_again_there_is_one_campaign_and_one_ring() throws Exception {
        Path output = work.resolveSibling("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgoraliaExample.class.getName(),
                        "--work",
                        work.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            Files.exists(output) && Files.readString(output).contains("confirms it"));
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        assertThat(run("--work", work.toString())).as(screen).isZero();

        assertThat(screen).contains("going on where it stopped");
        everyLeadHasItsResultAndRangOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "--work", "--work a b"})
    void what_is_asked_for_wrongly_is_explained_and_ends_with_2(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);

        assertThat(screen)
                .startsWith("agoralia-campaign: ")
                .contains(List.of(words.split(" ")).get(0), "Try --help.");
    }

    @Test
    void help_lists_the_options() {
        assertThat(run("--help")).isZero();

        assertThat(screen).contains("--work", "--help");
    }
}
