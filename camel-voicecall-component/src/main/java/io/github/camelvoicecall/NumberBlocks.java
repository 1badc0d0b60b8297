package io.github.camelvoicecall;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Blocks of ten thousand phone numbers, alike but for their last four digits, of which one was read and was E.164 already. Whether a number is possible, and whether it holds a
 * national prefix, depends on its length and its leading digits, so the others needn't be read at full price: that is most of the time that a long list takes. Remembers a bounded
 * number of blocks. Thread safe.
 */
final class NumberBlocks {
    private static final int FEWEST_DIGITS = 10;
    private static final int MOST_DIGITS = 15;
    private static final int OPEN_DIGITS = 4;
    private static final int PLACES = 1 << 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long NONE = 0;

    private final AtomicLongArray blocks = new AtomicLongArray(PLACES);

    /**
     * @param written a number as it came
     * @return true when another one of its block was E.164 as it came
     */
    boolean has(String written) {
        long block = block(written);
        return block != NONE && blocks.getPlain(place(block)) == block;
    }

    /** @param e164 a number that was E.164 as it came */
    void add(String e164) {
        long block = block(e164);
        if (block != NONE) {
            blocks.set(place(block), block);
        }
    }

    private static int place(long block) {
        return (int) (block * SPREAD >>> 48);
    }

    /** Length and leading digits; {@link #NONE} for anything but a plus sign and digits. */
    private static long block(String number) {
        int digits = number.length() - 1;
        if (digits < FEWEST_DIGITS || digits > MOST_DIGITS || number.charAt(0) != '+') {
            return NONE;
        }
        long leading = 0;
        for (int i = 1; i <= digits; i++) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            if (i <= digits - OPEN_DIGITS) {
                leading = leading * 10 + digit;
            }
        }
        return leading << 4 | digits;
    }
}
