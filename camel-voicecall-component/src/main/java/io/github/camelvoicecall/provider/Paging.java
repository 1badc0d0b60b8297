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
     * @param size items of a page
     * @param seen items got so far, over all pages
     * @param items items of this page
     * @param page the answer
     * @return query parameters, or empty at the end
     */
    Optional<Map<String, String>> next(int size, int seen, int items, Json page);

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
}
