package io.github.camelvoicecall.provider;

/**
 * What a provider says of the rows of one bulk request, in counts. Immutable.
 *
 * @param created rows that are new to it; null if it doesn't say
 * @param updated rows that it knew; null if it doesn't say
 * @param accepted rows that it took; null if it doesn't say
 * @param failed rows that it didn't take; null if it doesn't say
 */
public record Taken(Integer created, Integer updated, Integer accepted, Integer failed) {
    /** An answer that counts nothing: all rows went in. */
    public static final Taken ALL = new Taken(null, null, null, null);

    /**
     * @param created rows that are new to the provider
     * @param updated rows that it knew
     * @param failed rows that it didn't take
     * @return the counts, each null if it isn't said
     */
    public static Taken upserted(Integer created, Integer updated, Integer failed) {
        return new Taken(created, updated, null, failed);
    }

    /**
     * @param accepted rows that the provider took
     * @return the count
     */
    public static Taken accepted(Integer accepted) {
        return new Taken(null, null, accepted, null);
    }

    /**
     * How many rows didn't go in: as counted, else those that aren't among the others, else none.
     *
     * @param rows rows of the request
     * @return 0 to {@code rows}
     */
    public int failedOf(int rows) {
        return Math.max(0, Math.min(rows, failed != null ? failed : rows - takenOf(rows)));
    }

    private int takenOf(int rows) {
        if (accepted != null) {
            return accepted;
        }
        return created == null || updated == null ? rows : created + updated;
    }
}
