package io.github.camelvoicecall.faults.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link Run}: what a build has time for. */
class MatrixTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void nobodyIsDialledTwiceAndNothingIsLost() throws Exception {
        long seed = Long.getLong("matrix.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        System.out.println("The fault matrix with -Dmatrix.seed=" + seed);
        try (Database database = Database.h2(folder)) {
            Matrix.Report report = new Matrix(Cell.some(seed), seed, folder).run(database);

            assertThat(report.deviations())
                    .as("repeat it with -Dmatrix.seed=%d", seed)
                    .allSatisfy(each -> assertThat(each.seen())
                            .as("%s", each.cell())
                            .hasToString(Rules.of(each.cell()).toString()));
            assertThat(report.asked()).as("requests at other hosts").isZero();
            assertThat(report.results()).hasSameSizeAs(Cell.some(seed));
        }
    }

    @Test
    void thePageShowsTheCellsThatAreTried() throws Exception {
        String page = Files.readString(Path.of("../docs/fault-matrix.md"));

        assertThat(page)
                .as(
                        "write it anew: mvn -q -DskipTests -Pfaults -Dfaults=matrix -Dfaults.args=page=../docs/fault-matrix.md verify")
                .contains(Table.expected())
                .contains("**" + Cell.all().size() + " cells**");
    }

    @Test
    void noRuleLetsAPhoneRingTwiceOrARingBeLost() {
        assertThat(Cell.all()).allSatisfy(cell -> {
            Expected expected = Rules.of(cell);
            assertThat(expected.rings()).isLessThanOrEqualTo(1);
            assertThat(expected.completions().equals(Expected.RESULT)).isEqualTo(expected.rings() == 1);
        });
    }
}
