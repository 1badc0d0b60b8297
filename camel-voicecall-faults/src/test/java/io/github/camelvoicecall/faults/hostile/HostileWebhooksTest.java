package io.github.camelvoicecall.faults.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link Run}. */
class HostileWebhooksTest {
    @TempDir
    Path folder;

    @Test
    void noForgedWebhookIsBelievedAndNoGoodOneIsLostMeanwhile() throws Exception {
        Report report = new Attack(2000, 200, 7, 25, Duration.ofSeconds(2), 100, folder).run();

        report.print();
        assertThat(report.tried()).isEqualTo(2100);
        assertThat(report.kinds()).hasSize(Forgeries.all().size());
        assertThat(report.good()).isGreaterThan(100);
        assertThat(report.lines()).containsKey("INFO");
        assertThat(report.broken()).isEmpty();
        assertThat(report.heap().get(1)).isLessThan(report.heap().get(0) + 50);
        assertThat(report.threads().get(2)).isLessThan(report.threads().get(0) + 30);
    }
}
