package io.github.camelvoicecall.model;

/**
 * What became of a row of {@code addRecipients}, or of several in a row when more isn't known. Immutable.
 *
 * @param row the row, counted from 0 over the whole input
 * @param rows how many rows are meant, from that one on; 1 unless the provider spoke of all of them together
 * @param status what became of it
 * @param contactId your own id of the person; null if there is none or several rows are meant
 * @param number the number with all but its last two digits hidden; null if several rows are meant
 * @param field the field to mend; null if nothing is wrong or nobody said which
 * @param reason what is wrong and what to do; null if nothing is wrong
 */
public record RecipientVerdict(
        long row, long rows, Status status, String contactId, String number, String field, String reason) {

    /** What became of a row. */
    public enum Status {
        /** The provider took it. */
        ACCEPTED,
        /** Not sent, or refused by the provider: mend it and add it again. */
        REJECTED,
        /** Not sent: an earlier row of the same input has the same number, and the person would be called twice. */
        DUPLICATE,
        /** The provider counts it as failed, without saying why. */
        FAILED,
        /** Sent, and nobody knows whether it arrived: never sent again by itself. */
        UNKNOWN,
        /** Went in by an earlier run under the same key; not sent again. */
        SKIPPED;

        /** @return true for what somebody should look at */
        public boolean problem() {
            return this == REJECTED || this == DUPLICATE || this == FAILED || this == UNKNOWN;
        }
    }

    @Override
    public String toString() {
        return "RecipientVerdict[row=%d, rows=%d, status=%s, number=%s, field=%s, reason=%s]"
                .formatted(row, rows, status, number, field, reason);
    }
}
