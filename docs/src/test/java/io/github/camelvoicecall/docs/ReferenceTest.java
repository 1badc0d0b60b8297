package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The reference is made anew in every build; when that changes it, the build fails until the change is committed. */
class ReferenceTest {
    @Test
    void the_reference_is_what_the_catalog_says() throws Exception {
        Path page = Page.ROOT.resolve("docs/reference.md");
        String now = Reference.text();
        String committed = Files.exists(page) ? Files.readString(page) : "";

        if (!committed.equals(now)) {
            Files.writeString(page, now);
        }

        assertThat(committed)
                .as("docs/reference.md was out of date and has been written anew: look at it and commit it")
                .isEqualTo(now);
    }

    @Test
    void the_readme_says_the_same_of_every_operation_and_provider() throws Exception {
        List<String[]> table = Page.of("README.md").lines().stream()
                .dropWhile(line -> !line.startsWith("| Operation |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .toList();
        List<String[]> rows = table.subList(2, table.size());

        for (ProviderSpec provider : Reference.providers()) {
            int column = IntStream.range(0, table.get(0).length)
                    .filter(i -> table.get(0)[i].contains("(docs/" + provider.name() + ".md)"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("README.md has no column for " + provider.name()));
            for (String[] row : rows) {
                Operation operation = Operation.of(
                                row[1].replaceAll("`(\\w+)`.*", "$1").strip())
                        .orElseThrow();
                assertThat(row[column].strip())
                        .as("%s at %s in README.md", operation, provider.name())
                        .isEqualTo(Reference.has(provider, operation).replace(", from the ledger", ""));
            }
        }
        assertThat(rows).hasSizeGreaterThan(7);
    }
}
