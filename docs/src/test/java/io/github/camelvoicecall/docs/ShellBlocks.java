package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines on a page: programs, profiles, modules, options and files that are there. */
final class ShellBlocks {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Set<String> GOALS =
            Set.of("verify", "test", "install", "clean", "compile", "exec:java", "spotless:apply");
    private static final Set<String> SWITCHES = Set.of("-q", "-B", "-ntp", "-am", "-DskipTests");
    /** Properties for people, and where their values are explained; those of an example with its profile. */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "example.args crm-callback",
            "camel-voicecall-examples/crm-callback/src/main/java/io/github/camelvoicecall/examples/crm/Options.java",
            "example.args campaign",
            "camel-voicecall-examples/campaign/src/main/java/io/github/camelvoicecall/examples/campaign/Options.java",
            "example.args agoralia-campaign",
            "camel-voicecall-examples/agoralia-campaign/src/main/java/io/github/camelvoicecall/examples/agoralia/AgoraliaExample.java",
            "sandbox.args sandbox",
            "camel-voicecall-sandbox/src/main/java/io/github/camelvoicecall/sandbox/SandboxMain.java");

    private static final Set<String> PROPERTIES =
            Set.of("test", "surefire.failIfNoSpecifiedTests", "jvm", "exec.mainClass", "faults.args");
    /** What every machine with a shell has; what these lines do is run by a test of the page. */
    private static final Map<String, Set<String>> PROGRAMS = Map.of(
            "openssl", Set.of("dgst", "-sha256", "-hmac", "-r"),
            "curl", Set.of("-s", "-o", "-w", "-i", "-H", "--data-binary"),
            "printf", Set.of(),
            "cut", Set.of("-d", "-f"));

    private static final String BENCHMARKS =
            "camel-voicecall-benchmarks/src/main/java/io/github/camelvoicecall/benchmarks/Bench.java";

    private static final String PROOFS = "camel-voicecall-faults/src/main/java/io/github/camelvoicecall/faults/";

    private ShellBlocks() {}

    static void check(CodeBlock block) throws IOException {
        if (block.page().equals("docs/performance.md") && !block.text().startsWith("mvn ")) {
            printed(block);
            return;
        }
        String joined = block.text().replace("\\\n", " ").replaceAll("(?m)(^|\\s+)#.*$", "");
        List<String> lines = joined.lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).as("lines of %s", block).isNotEmpty();
        for (String line : lines) {
            check(block, line.strip());
        }
    }

    private static void check(CodeBlock block, String line) throws IOException {
        if (line.startsWith("mvn ")) {
            maven(block, words(line));
        } else if (line.startsWith("bash ")) {
            assertThat(Page.ROOT.resolve(words(line).get(1)))
                    .as("script of %s", block)
                    .exists();
        } else {
            commands(line).forEach(command -> program(block, words(command)));
        }
    }

    /** What a benchmark printed: its titles are those that the program prints; its figures are what somebody measured. */
    private static void printed(CodeBlock block) throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Page.ROOT.resolve("camel-voicecall-benchmarks/src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(Files.readString(file));
            }
        }
        List<String> titles = block.text()
                .lines()
                .filter(line -> !line.contains(" cores of "))
                .limit(3)
                .flatMap(line -> Stream.of(line.split("[^a-z/-]+")))
                .filter(word -> word.length() > 3)
                .toList();
        assertThat(titles).as("titles of %s", block).isNotEmpty().allMatch(sources.toString()::contains);
    }

    private static List<String> commands(String line) {
        String plain = line.replaceAll("^\\w+=\\$\\((.*)\\)$", "$1");
        return Stream.of(plain.split("\\|(?=(?:[^']*'[^']*')*[^']*$)"))
                .map(String::strip)
                .toList();
    }

    private static void program(CodeBlock block, List<String> words) {
        if (words.get(0).matches("\\w+=.*")) {
            return; // sets a variable
        }
        assertThat(PROGRAMS).as("programs that %s may use", block).containsKey(words.get(0));
        List<String> options =
                words.stream().skip(1).filter(word -> word.startsWith("-")).toList();
        assertThat(PROGRAMS.get(words.get(0)))
                .as("options of %s that %s may use", words.get(0), block)
                .containsAll(options);
    }

    private static void maven(CodeBlock block, List<String> words) throws IOException {
        String profile = words.stream()
                .filter(word -> word.startsWith("-P"))
                .map(word -> word.substring(2))
                .findFirst()
                .orElse("");
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                assertThat(Page.ROOT.resolve(words.get(++i)).resolve("pom.xml"))
                        .as("module of %s", block)
                        .exists();
            } else if (word.startsWith("-P")) {
                assertThat(profiles()).as("profiles, for %s", block).contains(word.substring(2));
            } else if (word.startsWith("-D") && !SWITCHES.contains(word)) {
                property(block, word.substring(2), profile);
            } else {
                assertThat(Stream.concat(SWITCHES.stream(), GOALS.stream()))
                        .as("what Maven understands, for %s", block)
                        .contains(word);
            }
        }
    }

    private static void property(CodeBlock block, String definition, String profile) throws IOException {
        String name = definition.replaceAll("=.*", "");
        if (name.equals("bench")) {
            String program = Files.readString(Page.ROOT.resolve(BENCHMARKS));
            assertThat(program)
                    .as("tables, for %s", block)
                    .contains("\"" + definition.substring("bench=".length()) + "\"");
            return;
        }
        if (name.equals("faults")) {
            assertThat(Page.ROOT.resolve(PROOFS + definition.substring("faults=".length()) + "/Run.java"))
                    .as("proof, for %s", block)
                    .exists();
            return;
        }
        String explained = ARGUMENTS.get(name + " " + profile);
        if (explained == null) {
            assertThat(PROPERTIES).as("properties, for %s", block).contains(name);
            return;
        }
        String help = Files.readString(Page.ROOT.resolve(explained));
        Matcher options = Pattern.compile("--[a-z-]+").matcher(definition.substring(name.length()));
        while (options.find()) {
            assertThat(help).as("--help, for %s", block).contains("  " + options.group());
        }
    }

    private static Set<String> profiles() throws IOException {
        try (Stream<Path> files = Files.find(Page.ROOT, 3, (file, facts) -> file.endsWith("pom.xml"))) {
            List<String> poms = new ArrayList<>();
            for (Path file : files.toList()) {
                poms.add(Files.readString(file));
            }
            return poms.stream()
                    .flatMap(pom -> Pattern.compile("<profile>.*?<id>(.*?)</id>", Pattern.DOTALL)
                            .matcher(pom)
                            .results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(found -> found.group().replaceAll("[\"']", ""))
                .toList();
    }
}
