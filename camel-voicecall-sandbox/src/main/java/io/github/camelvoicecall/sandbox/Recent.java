package io.github.camelvoicecall.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the newest of what is added, so that a sandbox that runs for days does not fill the memory. Thread-safe. */
final class Recent<T> {
    private static final int MOST = 100_000;

    private final Deque<T> newest = new ArrayDeque<>();

    synchronized void add(T one) {
        if (newest.size() == MOST) {
            newest.removeFirst();
        }
        newest.addLast(one);
    }

    /** Oldest first. */
    synchronized List<T> list() {
        return List.copyOf(newest);
    }
}
