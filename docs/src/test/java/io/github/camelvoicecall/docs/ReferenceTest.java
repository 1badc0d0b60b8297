package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
    void the_readme_says_the_same_of_every_operation() throws Exception {
        String readme = String.join("\n", Page.of("README.md").lines());

        Reference.text()
                .lines()
                .filter(line -> line.matches("\\| `\\w+` \\| (to|from) \\| .*"))
                .map(line -> line.replaceAll("` \\| to ", "` ")
                        .replaceAll("` \\| from ", "` (consumer) ")
                        .replace(", from the ledger", ""))
                .forEach(row -> assertThat(readme).contains(row));
    }
}
