package io.github.camelvoicecall.provider;

import java.util.Map;
import java.util.Optional;

/** How a list goes on: turns a page into the query of the next one. Implementations are immutable. */
public interface Paging {
    /** @return items of a page that users get unless they say otherwise */
    int defaultSize();

    /** @return the most items a page can have */
    int maxSize();

    /**
     * The query of the first page.
     *
     * @param size items of a page, 1 to {@link #maxSize()}
     * @return query parameters
     */
    Map<String, String> first(int size);

    /**
     * The query of the page after this one.
     *
     * @param size items of a page, as asked for
     * @param pages pages got so far
     * @param seen items got so far, over all pages
     * @param items items of this page
     * @param page the answer
     * @return query parameters, or empty at the end
     */
    Optional<Map<String, String>> next(int size, int pages, int seen, int items, Json page);

    /**
     * Tells whether there may be more that can't be read.
     *
     * @param size items of a page, as asked for
     * @param items items of the last page
     * @return true if the list may have been cut by the provider
     */
    default boolean cut(int size, int items) {
        return false;
    }

    /**
     * Paging by limit and offset; it ends at the total, at an empty page, or, where no total is given, at a short page.
     *
     * @param limit name of the query parameter
     * @param offset name of the query parameter
     * @param total pointer to the number of all items
     * @param defaultSize items of a page unless the user says otherwise
     * @param maxSize the most items a page can have
     * @return the paging
     */
    static Paging offset(String limit, String offset, String total, int defaultSize, int maxSize) {
        return new OffsetPaging(limit, offset, total, defaultSize, maxSize);
    }

    /**
     * Paging by cursor; it ends when a page names no next one.
     *
     * @param limit name of the query parameter
     * @param cursor name of the query parameter
     * @param next pointer to the cursor of the next page
     * @param defaultSize items of a page unless the user says otherwise
     * @param maxSize the most items a page can have
     * @return the paging
     */
    static Paging cursor(String limit, String cursor, String next, int defaultSize, int maxSize) {
        return new CursorPaging(limit, cursor, next, defaultSize, maxSize);
    }

    /**
     * Paging by page number, from 1; it ends at the total, at an empty page, or, where no total is given, at a short page.
     *
     * @param number name of the query parameter
     * @param size name of the query parameter
     * @param total pointer to the number of all items
     * @param defaultSize items of a page unless the user says otherwise
     * @param maxSize the most items a page can have
     * @return the paging
     */
    static Paging number(String number, String size, String total, int defaultSize, int maxSize) {
        return new NumberPaging(number, size, total, defaultSize, maxSize);
    }

    /**
     * One page with a limit, which is asked for as high as it may be; a full page may hide more.
     *
     * @param limit name of the query parameter
     * @param maxSize the most items
     * @return the paging
     */
    static Paging limit(String limit, int maxSize) {
        return new LimitPaging(limit, maxSize);
    }

    /** @return the whole list in one answer */
    static Paging none() {
        return new SinglePage();
    }
}
