package io.github.camelvoicecall.docs;

import java.util.regex.Pattern;

/**
 * One block of code on a page.
 *
 * @param page the page's path
 * @param line where it begins, counted from 1
 * @param language what its fence says; empty for none
 * @param text the code
 * @param heading the heading above it
 * @param source the file that it is an extract of, as a comment above the block says; null for none
 */
record CodeBlock(String page, int line, String language, String text, String heading, String source) {

    /**
     * This block with another value in one place, for tests that can't wait as long as users.
     *
     * @param from what must be there, exactly once
     * @param to what is there instead
     */
    CodeBlock with(String from, String to) {
        if (text.split(Pattern.quote(from), -1).length != 2) {
            throw new AssertionError(this + " doesn't hold '" + from + "' exactly once");
        }
        return new CodeBlock(page, line, language, text.replace(from, to), heading, source);
    }

    @Override
    public String toString() {
        return page + ", line " + line + (language.isEmpty() ? "" : " (" + language + ")");
    }
}
