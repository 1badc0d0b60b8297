package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.Recipient;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How recipients are added, many in a request: the fields of the {@link Binding} stand around an array of rows. Immutable; the engine cuts the requests.
 *
 * @param array the provider's name of the array
 * @param row writes a row, throws {@link FieldException} for one that the provider wouldn't take; its number is in E.164 already
 * @param maxRows rows that a request may have
 * @param maxBytes bytes that a request's body may have
 * @param counts reads what the answer counts
 * @param upserts true when the provider knows rows by a natural key, so that one which is sent again is the same row
 * @param remembers true when calls tell no more than a number, so that the ledger keeps whose it is
 */
public record Bulk(
        String array,
        BiConsumer<JsonRow, Recipient> row,
        int maxRows,
        int maxBytes,
        Function<Json, Taken> counts,
        boolean upserts,
        boolean remembers) {
    private static final int ROWS = 1000;
    private static final int BYTES = 1024 * 1024;

    /**
     * Rows in an array, up to 1000 of them and 1 MiB in a request.
     *
     * @param array the provider's name of the array
     * @param row writes a row, throws {@link FieldException} for one that the provider wouldn't take
     * @return the declaration
     */
    public static Bulk of(String array, BiConsumer<JsonRow, Recipient> row) {
        return new Bulk(array, row, ROWS, BYTES, answer -> Taken.ALL, false, false);
    }

    /**
     * @param rows rows that a request may have
     * @param bytes bytes that a request's body may have
     * @return the changed declaration
     */
    public Bulk most(int rows, int bytes) {
        return new Bulk(array, row, rows, bytes, counts, upserts, remembers);
    }

    /**
     * @param reading reads what the answer counts
     * @return the changed declaration
     */
    public Bulk counts(Function<Json, Taken> reading) {
        return new Bulk(array, row, maxRows, maxBytes, reading, upserts, remembers);
    }

    /** @return the changed declaration: a row that is sent again is the same row, by a natural key */
    public Bulk upserting() {
        return new Bulk(array, row, maxRows, maxBytes, counts, true, remembers);
    }

    /** @return the changed declaration: calls tell no more than a number, so the ledger keeps whose it is, until people's data is blanked */
    public Bulk remembered() {
        return new Bulk(array, row, maxRows, maxBytes, counts, upserts, true);
    }
}
