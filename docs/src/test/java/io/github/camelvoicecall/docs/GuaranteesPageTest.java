package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.provider.WebhookScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each promise in docs/guarantees.md names its tests, and they are there; each mutation in docs/mutations.md names the test that noticed. */
class GuaranteesPageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+#\\w+)`");
    private static final Pattern EVENT = Pattern.compile("`((?:call|all)[._]\\w+|CALL_\\w+)`");

    /** The rows of a table that begin with the number of a promise or fault. */
    private static List<String[]> rows(String page, String letters) {
        return Page.of(page).lines().stream()
                .filter(line -> line.matches("\\| [" + letters + "]\\d+ \\| .*"))
                .map(line -> line.split("\\|"))
                .toList();
    }

    private static List<String> tests(String cell) {
        return TEST.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** Promises and faults with their tests; the table of what doesn't hold has the numbers a second time and names none. */
    private static List<String[]> promises() {
        return rows("docs/guarantees.md", "PD").stream()
                .filter(row -> !tests(row[3]).isEmpty())
                .toList();
    }

    @Test
    void every_promise_and_every_fault_has_its_row() {
        List<String> wanted = Stream.concat(
                        IntStream.rangeClosed(1, 30).mapToObj(i -> "P" + i),
                        IntStream.rangeClosed(1, 12).mapToObj(i -> "D" + i))
                .toList();

        assertThat(promises()).extracting(row -> row[1].strip()).containsExactlyElementsOf(wanted);
    }

    @TestFactory
    Stream<DynamicTest> every_test_that_is_named_runs_and_has_the_number() throws IOException {
        TestSources sources = TestSources.read();
        return promises().stream().flatMap(row -> tests(row[3]).stream().map(test -> {
            String number = row[1].strip();
            return DynamicTest.dynamicTest(number + " " + test, () -> assertCarried(sources.of(test), test, number));
        }));
    }

    private static void assertCarried(TestSources.Annotations annotations, String test, String number) {
        assertThat(annotations)
                .as("%s of %s", test, number)
                .matches(TestSources.Annotations::runs, "is a test that is enabled")
                .matches(above -> above.has(number), "has @Tag(\"" + number + "\")");
    }

    @Test
    void every_tag_in_the_tests_stands_in_the_table() throws IOException {
        Map<String, TreeSet<String>> told = promises().stream()
                .collect(Collectors.toMap(row -> row[1].strip(), row -> tests(row[3]).stream()
                        .map(test -> test.substring(0, test.indexOf('#')))
                        .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(TestSources.read().tagged()).allSatisfy((tag, classes) -> assertThat(told.get(tag))
                .as("classes with @Tag(\"%s\")", tag)
                .containsAll(classes));
    }

    @Test
    void every_mutation_names_a_test_that_runs() throws IOException {
        TestSources sources = TestSources.read();
        List<String[]> mutations = rows("docs/mutations.md", "PD");

        assertThat(mutations).hasSizeGreaterThan(20);
        for (String[] mutation : mutations) {
            assertThat(tests(mutation[4])).as("tests of %s", mutation[2]).isNotEmpty();
            for (String test : tests(mutation[4])) {
                assertThat(sources.of(test))
                        .matches(TestSources.Annotations::runs, test + " is a test that is enabled");
            }
        }
    }

    @Test
    @Tag("D10")
    void the_events_that_a_page_names_are_the_providers() throws IOException {
        List<String> checked = new ArrayList<>();
        for (Capabilities.Known provider : Capabilities.providers()) {
            List<String> events = provider.spec().webhook().map(WebhookScheme::words).stream()
                    .flatMap(words -> words.keySet().stream())
                    .filter(word -> !word.equals(WebhookScheme.ANY))
                    .toList();
            String page = String.join(
                    "\n", Page.of("docs/" + provider.spec().name() + ".md").lines());
            List<String> named =
                    EVENT.matcher(page).results().map(GuaranteesPageTest::word).toList();

            assertThat(folded(named))
                    .as("events in the page of %s", provider.title())
                    .containsExactlyInAnyOrderElementsOf(folded(events));
            checked.addAll(events);
        }
        assertThat(checked).hasSizeGreaterThan(5);
    }

    private static String word(MatchResult found) {
        return found.group(1);
    }

    private static TreeSet<String> folded(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void what_does_not_hold_says_why() {
        assertThat(rows("docs/guarantees.md", "P"))
                .filteredOn(row -> tests(row[3]).isEmpty())
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat(Arrays.asList(row).subList(2, 4))
                        .allSatisfy(cell -> assertThat(cell).isNotBlank()));
    }
}
