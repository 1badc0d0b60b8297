package io.github.camelvoicecall.faults.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial in short. */
class ReplicasTest {
    @Test
    void nothingIsLostRungTwiceOrRepeatedUnflaggedWhenReplicasAreKilledAndPaused(@TempDir Path folder)
            throws Exception {
        Report report = new Trial(Plan.small(), folder).run();

        System.out.println(report.table());
        System.out.println(report.complaints());
        assertThat(report.broken()).isEmpty();
    }
}
