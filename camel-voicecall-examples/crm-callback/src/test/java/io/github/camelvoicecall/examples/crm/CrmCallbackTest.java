package io.github.camelvoicecall.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example as the README runs it, only with more calls a second. */
class CrmCallbackTest {
    private final Folder folder;
    private final Path place;

    CrmCallbackTest(@TempDir Path place) {
        this.place = place;
        this.folder = new Folder(place.resolve("work"));
    }

    @ParameterizedTest
    @CsvSource({
        "vyora,delivered",
        "vyora,dropped",
        "vyora,tripled-shuffled",
        "voxbridge,delivered",
        "voxbridge,dropped",
        "voxbridge,tripled-shuffled"
    })
    void every_usable_lead_gets_its_result_and_is_rung_once(String provider, String webhooks) {
        int status = folder.run("--provider", provider, "--webhooks", webhooks, "--calls-per-second", "50");

        assertThat(status).as(folder.screen()).isZero();
        assertThat(folder.usable())
                .hasSize(Folder.USABLE)
                .allSatisfy((id, lead) -> assertThat(lead.status()).as(id).isIn(Folder.FINAL));
        assertThat(folder.usable().values())
                .filteredOn(lead -> lead.status().equals("COMPLETED"))
                .isNotEmpty()
                .allSatisfy(lead -> {
                    assertThat(lead.recordingUrl()).as(lead.id()).startsWith("https://");
                    assertThat(lead.classification()).as(lead.id()).isNotBlank();
                    assertThat(lead.summary()).as(lead.id()).isNotBlank();
                });
        assertThat(folder.leads()).hasSize(Folder.LEADS);
        folder.everyTelephoneRangOnce(provider);
        theTableListsTheUnusableLeadsWithTheirReasonsAndNoNumberInFull();
    }

    private void theTableListsTheUnusableLeadsWithTheirReasonsAndNoNumberInFull() {
        Map<String, String> reasons = Map.of(
                "L-012", "lacks its area code",
                "L-019", "is missing",
                "L-025", "is no phone number",
                "L-032", "has an extension",
                "L-038", "too short",
                "L-043", "has the same number as L-003",
                "L-048", "is not in international form",
                "L-052", "is no phone number");
        reasons.forEach((id, reason) -> {
            assertThat(folder.leads().get(id).status()).as(id).isEqualTo("UNUSABLE");
            assertThat(folder.screen()).containsPattern(id + ".*" + reason);
        });
        assertThat(folder.screen())
                .contains("under way", "at most 1 for one number", "52 leads: 44 with a result")
                .doesNotContain("555-0123", "7946 0018");
        assertThat(folder.screen().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_run_after_a_finished_one_starts_over() throws Exception {
        Path leads = Files.writeString(place.resolve("one.csv"), "id,name,country,phone\n1,Ivy,US,(202) 555-0101\n");
        assertThat(folder.run("--leads", leads.toString())).isZero();

        int status = folder.run("--leads", leads.toString());

        assertThat(status).isZero();
        assertThat(folder.screen()).doesNotContain("going on where it stopped").contains("counted 1 rings");
    }

    @Test
    void leads_of_ones_own_are_tried_in_the_sandbox_and_a_country_that_is_none_leads_nowhere() throws Exception {
        Path leads = Files.writeString(place.resolve("own.csv"), """
                id,name,country,phone
                1,"Stone, Ivy",US,(202) 555-0101
                2,Oz,US&baseUrl=http://127.0.0.1:1,(202) 555-0102
                """);

        int status = folder.run("--leads", leads.toString());

        assertThat(status).as(folder.screen()).isZero();
        assertThat(folder.leads().get("1").status()).isEqualTo("COMPLETED");
        assertThat(folder.leads().get("1").name()).isEqualTo("Stone, Ivy");
        assertThat(folder.leads().get("2").reason()).contains("is no country");
    }

    @Test
    void a_file_that_cannot_be_read_as_leads_is_refused_whole() throws Exception {
        Path twice = Files.writeString(
                place.resolve("twice.csv"), "id,name,country,phone\n1,A,US,(202) 555-0101\n1,B,US,(202) 555-0102\n");

        assertThat(folder.run("--leads", twice.toString())).isEqualTo(2);

        assertThat(folder.screen()).contains("has 1 twice");
        assertThat(folder.leads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--provider nobody",
                "--webhooks lost",
                "--leads",
                "--port x",
                "--api-key k",
                "--leads no-such-file",
                "--yes",
                "--agent a"
            })
    void what_is_asked_for_wrongly_is_explained_and_ends_with_2(String words) {
        assertThat(folder.run(words.split(" "))).isEqualTo(2);

        assertThat(folder.screen()).startsWith("crm-callback: ").contains(words.split(" ")[0], "Try --help.");
    }

    @Test
    void help_lists_the_options() {
        assertThat(folder.run("--help")).isZero();

        assertThat(folder.screen())
                .contains(Set.of(
                        "--provider", "--leads", "--webhooks", "--work", "--real", "--yes", "VOICECALL_API_KEY"));
    }
}
