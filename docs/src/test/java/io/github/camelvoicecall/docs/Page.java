package io.github.camelvoicecall.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown page: its code blocks, its links, and the anchors that links may point to.
 *
 * @param path from the root of the repository
 * @param lines its text
 */
record Page(String path, List<String> lines) {
    /** Where the repository lives; the build says so, an editor may not. */
    static final Path ROOT =
            Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("(\\s*)(`{3,})(\\S*)\\s*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final Pattern SOURCE = Pattern.compile("\\s*<!-- from: (\\S+) -->\\s*");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    static Page of(String path) {
        try {
            return new Page(path, Files.readAllLines(ROOT.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** README and whatever else is written for readers, in a fixed order. */
    static List<Page> all() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            Stream<String> pages = docs.map(file -> "docs/" + file.getFileName())
                    .filter(path -> path.endsWith(".md"))
                    .sorted();
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md"), pages)
                    .map(Page::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks between fences, in order. */
    List<CodeBlock> blocks() {
        List<CodeBlock> blocks = new ArrayList<>();
        String heading = "";
        String source = null;
        for (int at = 0; at < lines.size(); at++) {
            Matcher fence = FENCE.matcher(lines.get(at));
            Matcher title = HEADING.matcher(lines.get(at));
            Matcher from = SOURCE.matcher(lines.get(at));
            if (fence.matches()) {
                int end = end(at + 1, fence.group(2));
                blocks.add(new CodeBlock(
                        path,
                        at + 1,
                        fence.group(3),
                        text(at + 1, end, fence.group(1).length()),
                        heading,
                        source));
                at = end;
                source = null;
            } else if (title.matches()) {
                heading = title.group(1);
            } else if (from.matches()) {
                source = from.group(1);
            }
        }
        return blocks;
    }

    /** The only block of a language under a heading. */
    CodeBlock block(String heading, String language) {
        List<CodeBlock> found = blocks().stream()
                .filter(block ->
                        block.heading().equals(heading) && block.language().equals(language))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    path + " has " + found.size() + " " + language + " blocks under '" + heading + "'");
        }
        return found.get(0);
    }

    private int end(int from, String fence) {
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(fence)) {
                return at;
            }
        }
        throw new AssertionError(path + ", line " + from + ": a code block never ends");
    }

    private String text(int from, int to, int indent) {
        return lines.subList(from, to).stream()
                .map(line -> line.length() < indent ? line : line.substring(indent))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Where its links lead, but for those into the world. */
    List<String> links() {
        return LINK.matcher(prose().replaceAll("`[^`]*`", ""))
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    /** What its headings are called in links: as GitHub does it. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        prose().lines().map(HEADING::matcher).filter(Matcher::matches).forEach(heading -> {
            String anchor = anchor(heading.group(1));
            int again = 0;
            while (!anchors.add(again == 0 ? anchor : anchor + "-" + again)) {
                again++;
            }
        });
        return anchors;
    }

    private static String anchor(String heading) {
        String text = LINK.matcher(heading).replaceAll(Page::linkText);
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}_\\- ]", "")
                .replace(' ', '-');
    }

    private static String linkText(MatchResult link) {
        String whole = link.group();
        return Matcher.quoteReplacement(whole.substring(1, whole.indexOf(']')));
    }

    private String prose() {
        StringBuilder prose = new StringBuilder();
        boolean code = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            if (!fence && !code) {
                prose.append(line).append('\n');
            }
            code ^= fence;
        }
        return prose.toString();
    }
}
