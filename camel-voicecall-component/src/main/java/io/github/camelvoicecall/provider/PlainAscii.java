package io.github.camelvoicecall.provider;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells bytes that stand in a JSON text as they are: printable ASCII but for the quote and the backslash. */
final class PlainAscii {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long BLANKS = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private PlainAscii() {}

    /** @return true if no byte needs an escape or is part of a longer character */
    static boolean all(byte[] bytes) {
        int eights = bytes.length & ~(Long.BYTES - 1);
        for (int at = 0; at < eights; at += Long.BYTES) {
            if (odd((long) EIGHT.get(bytes, at)) != 0) {
                return false;
            }
        }
        for (int at = eights; at < bytes.length; at++) {
            if (!plain(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(byte one) {
        return one >= ' ' && one != '"' && one != '\\';
    }

    /** Not 0 if one of eight bytes is no plain one: the top bit set, below the blank, a quote or a backslash. */
    private static long odd(long eight) {
        return (eight | below(eight, BLANKS) | below(eight ^ QUOTES, ONES) | below(eight ^ BACKSLASHES, ONES)) & TOPS;
    }

    /** Has a top bit set if a byte is below the limit's; may have others set above such a byte. */
    private static long below(long eight, long limit) {
        return (eight - limit) & ~eight;
    }
}
