package io.github.camelvoicecall.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of all modules as they are written, since no module has the others' tests on its class path. Immutable. */
final class TestSources {
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([PD]\\d+)\"\\)");
    private static final Pattern PACKAGES = Pattern.compile(".*/src/(test|main)/java/.*\\.java");

    private final Map<String, String> files = new TreeMap<>();

    private TestSources(List<Path> paths) {
        for (Path path : paths) {
            String name = path.getFileName().toString().replace(".java", "");
            try {
                files.merge(name, Files.readString(path), (one, other) -> one + "\n\n" + other);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static TestSources read() throws IOException {
        try (Stream<Path> modules = Files.walk(Page.ROOT, 3)) {
            List<Path> roots = modules.filter(path -> path.endsWith("src"))
                    .filter(path -> !path.toString().contains("target"))
                    .toList();
            return new TestSources(roots.stream().flatMap(TestSources::tests).toList());
        }
    }

    private static Stream<Path> tests(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            boolean contract = root.toString().contains("camel-voicecall-contract");
            return files
                    .filter(file -> PACKAGES.matcher(file.toString()).matches())
                    .filter(file -> contract || file.toString().contains("/src/test/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that stands above a test: its annotations and those of its class. */
    Annotations of(String test) {
        String[] name = test.split("#");
        String source = files.get(name[0]);
        if (source == null) {
            throw new AssertionError("There is no test class " + name[0]);
        }
        return new Annotations(
                above(source, "(class|interface) " + name[0] + "\\b", test),
                above(source, "void " + name[1] + "\\(", test));
    }

    private static String above(String source, String declaration, String test) {
        var found = Pattern.compile("(?m)^.*\\b" + declaration).matcher(source);
        if (!found.find()) {
            throw new AssertionError("There is no test " + test);
        }
        String before = source.substring(0, found.start());
        return before.substring(before.lastIndexOf("\n\n") + 1);
    }

    /**
     * What stands above a test.
     *
     * @param ofClass above its class
     * @param ofMethod above its method
     */
    record Annotations(String ofClass, String ofMethod) {
        boolean runs() {
            boolean isTest = Stream.of("@Test\n", "@ParameterizedTest", "@TestFactory", "@RepeatedTest")
                    .anyMatch(ofMethod::contains);
            return isTest && !ofMethod.contains("@Disabled") && !ofClass.contains("@Disabled");
        }

        boolean has(String tag) {
            String wanted = "@Tag(\"" + tag + "\")";
            return ofMethod.contains(wanted) || ofClass.contains(wanted);
        }
    }

    /** The classes that have tests with a tag, by tag. */
    Map<String, TreeSet<String>> tagged() {
        Map<String, TreeSet<String>> tagged = new TreeMap<>();
        files.forEach((name, source) -> TAG.matcher(source).results().forEach(tag -> tagged.computeIfAbsent(
                        tag.group(1), none -> new TreeSet<>())
                .add(name)));
        return tagged;
    }
}
