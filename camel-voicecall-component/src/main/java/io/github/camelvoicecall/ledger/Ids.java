package io.github.camelvoicecall.ledger;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes references, unique over all processes: a random name of this ledger instance, its owner, and a count. Rows of one owner lie together in an index, which random ids
 * would scatter. Thread safe.
 */
final class Ids {
    private static final int RADIX = 36;

    private final String owner = Long.toUnsignedString(new SecureRandom().nextLong(), RADIX);
    private final AtomicLong count = new AtomicLong();

    String next() {
        return owner + "-" + Long.toString(count.incrementAndGet(), RADIX);
    }
}
