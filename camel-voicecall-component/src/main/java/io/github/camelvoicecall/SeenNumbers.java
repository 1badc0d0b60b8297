package io.github.camelvoicecall;

import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** The numbers of the rows of one input, millions of them in little memory: neighbours share theirs. Not thread safe. */
final class SeenNumbers {
    private static final int LOW_BITS = 31;

    private final Map<Long, RoaringBitmap> numbers = new HashMap<>();

    /** @param e164 a number in E.164 */
    boolean has(String e164) {
        long number = number(e164);
        RoaringBitmap near = numbers.get(number >>> LOW_BITS);
        return near != null && near.contains(low(number));
    }

    /** @param e164 a number in E.164 */
    void add(String e164) {
        long number = number(e164);
        numbers.computeIfAbsent(number >>> LOW_BITS, none -> new RoaringBitmap())
                .add(low(number));
    }

    /** Fifteen digits at most, so it fits. */
    private static long number(String e164) {
        return Long.parseLong(e164, 1, e164.length(), 10);
    }

    private static int low(long number) {
        return (int) (number & Integer.MAX_VALUE);
    }
}
