package io.github.camelvoicecall.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.examples.crm.Crm.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example in a process of its own that is killed half way, as by {@code kill -9}. */
class KilledTest {
    private static final Pattern HALF_WAY = Pattern.compile("finished +([5-9]|[1-3][0-9]) ");

    @ParameterizedTest
    @CsvSource({"vyora,delivered", "voxbridge,dropped"})
    @Tag("D11")
    void the_next_run_finishes_the_rest_and_nobody_is_called_twice(
            String provider, String webhooks, @TempDir Path place) throws Exception {
        Folder folder = new Folder(place.resolve("work"));
        String[] words = {"--provider", provider, "--webhooks", webhooks, "--calls-per-second", "15"};
        Process process = folder.start(Map.of(), words);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> HALF_WAY.matcher(folder.shown()).find());
            assertThat(process.isAlive()).as(folder.shown()).isTrue();
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(folder.leads().values())
                .as("the kill came half way")
                .anyMatch(lead ->
                        !Folder.FINAL.contains(lead.status()) && !lead.status().equals("UNUSABLE"));

        int status = folder.run(words);

        assertThat(status).as(folder.screen()).isZero();
        assertThat(folder.screen()).contains("going on where it stopped");
        Map<String, Integer> rings = folder.rings(provider);
        assertThat(rings)
                .allSatisfy((number, count) -> assertThat(count).as(number).isEqualTo(1));
        assertThat(folder.usable().values())
                .filteredOn(lead -> lead.status().equals("UNRESOLVED"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(folder.usable()).hasSize(Folder.USABLE).allSatisfy((id, lead) -> {
            if (lead.status().equals("UNRESOLVED")) {
                mayBeUnresolved(provider, lead);
            } else {
                assertThat(lead.status()).as(id).isIn(Folder.FINAL);
                assertThat(rings).as(id).containsEntry(lead.number(), 1);
            }
        });
    }

    /**
     * There is one sender, so one call at most was being sent at the kill. It is never sent again blindly: VoxBridge's list tells whether it arrived; at Vyora nobody can say.
     */
    private static void mayBeUnresolved(String provider, Row lead) {
        assertThat(provider).as(lead.id()).isEqualTo("vyora");
        assertThat(lead.reason()).as(lead.id()).isNotBlank();
    }
}
