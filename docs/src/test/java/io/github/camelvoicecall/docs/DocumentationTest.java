package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.MemoryCallLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the pages show is compiled, bound or run as it stands there, and their links lead somewhere. What a block is said to do is a test of its page; here it has to work at all.
 */
class DocumentationTest {
    private static final Map<String, Integer> TESTED = new ConcurrentHashMap<>();

    /** Runs one block. */
    @FunctionalInterface
    private interface Check {
        void run(CodeBlock block) throws Exception;
    }

    private static final Map<String, Check> CHECKS = Map.of(
            "",
            ShellBlocks::check,
            "sh",
            ShellBlocks::check,
            "yaml",
            DocumentationTest::routes,
            "java",
            DocumentationTest::java,
            "properties",
            PropertiesBlocks::check,
            "json",
            DataBlocks::json,
            "xml",
            DataBlocks::xml,
            "sql",
            DataBlocks::sql);

    @TestFactory
    Stream<DynamicNode> every_block_of_code_works() {
        return Page.all().stream()
                .flatMap(page -> page.blocks().stream())
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> named(block)));
    }

    @AfterAll
    static void tell() {
        long pages =
                Page.all().stream().filter(page -> !page.blocks().isEmpty()).count();
        int blocks = TESTED.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "Documentation: %d code blocks on %d pages tested %s%n", blocks, pages, new TreeMap<>(TESTED));
    }

    /** The report of the build leaves the names of dynamic tests out. */
    private static void named(CodeBlock block) {
        try {
            check(block);
        } catch (Exception e) {
            throw new AssertionError(block + " doesn't work: " + e.getMessage(), e);
        }
    }

    private static void check(CodeBlock block) throws Exception {
        if (block.source() != null) {
            assertThat(extractOf(block))
                    .as("%s is an extract of %s", block, block.source())
                    .isTrue();
        } else {
            assertThat(CHECKS)
                    .as("%s: nothing tests a block of this language", block)
                    .containsKey(block.language());
            CHECKS.get(block.language()).run(block);
        }
        String kind = block.source() != null ? "extract" : block.language().isEmpty() ? "sh" : block.language();
        TESTED.merge(kind, 1, Integer::sum);
    }

    private static boolean extractOf(CodeBlock block) throws Exception {
        String source = Files.readString(Page.ROOT.resolve(block.source()));
        return unindented(source).contains(unindented(block.text()));
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static void java(CodeBlock block) throws Exception {
        if (JavaBlocks.areRoutes(block)) {
            routes(block);
        } else {
            JavaBlocks.compile(block);
        }
    }

    /** Routes start, and where they call a lead they ring once, however often they are asked. */
    private static void routes(CodeBlock block) throws Exception {
        try (App app =
                new App().bind("ledger", new MemoryCallLedger()).routes(block).start()) {
            if (block.text().contains("direct:call-lead")) {
                String provider = Stream.of("voxbridge", "samora")
                        .filter(name -> block.text().contains("voicecall:" + name + ":triggerCall"))
                        .findFirst()
                        .orElse("vyora");
                Map<String, Object> request = Map.of("to", "+12025550123", "contactName", "Alex");
                if (provider.equals("voxbridge")) {
                    request = Map.of(
                            "to",
                            "+12025550123",
                            "contactName",
                            "Alex",
                            "agentId",
                            app.voxbridge().agentId());
                }
                app.sent("direct:call-lead", request, Map.of("leadId", 7));
                app.sent("direct:call-lead", request, Map.of("leadId", 7));
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> assertThat(app.sandbox(provider).rings()).isEqualTo(Map.of("+12025550123", 1)));
            }
        }
    }

    @TestFactory
    Stream<DynamicNode> every_link_leads_somewhere() {
        return Page.all().stream().flatMap(page -> page.links().stream()
                .map(link -> DynamicTest.dynamicTest(page.path() + " to " + link, () -> follow(page, link))));
    }

    private static void follow(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? Page.ROOT.resolve(page.path())
                : Page.ROOT.resolve(page.path()).resolveSibling(parts[0]).normalize();
        assertThat(target).as("%s links to %s", page.path(), link).exists();
        if (parts.length == 2) {
            Page there = Page.of(Page.ROOT.relativize(target).toString());
            assertThat(there.anchors()).as("%s links to %s", page.path(), link).contains(parts[1]);
        }
    }

    @Test
    void every_page_can_be_reached_from_the_readme() {
        List<Page> pages = Page.all();
        List<String> reached = Page.of("README.md").links().stream()
                .map(link -> link.replaceAll("#.*", ""))
                .toList();

        assertThat(pages.stream().map(Page::path).filter(path -> path.startsWith("docs/")))
                .allMatch(reached::contains);
    }

    @Test
    void the_first_code_block_of_the_readme_holds_the_two_commands() {
        assertThat(Page.of("README.md").blocks().get(0).text().lines())
                .containsExactly("mvn -q -DskipTests -Pcrm-callback verify", "mvn -B -ntp verify");
    }
}
