package io.github.camelvoicecall.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a provider keeps beside calls, one kind of thing, in order of creation: campaigns, webhooks, contacts. Thread-safe. */
final class Shelf<T> {
    private final Object lock;
    private final Map<String, T> things;
    private final BiConsumer<String, T> journal;

    /**
     * @param lock guards this shelf and whatever must not change meanwhile
     * @param things what is there already
     * @param journal gets each change before it has any effect; null for what is removed
     */
    Shelf(Object lock, Map<String, T> things, BiConsumer<String, T> journal) {
        this.lock = lock;
        this.things = new LinkedHashMap<>(things);
        this.journal = journal;
    }

    Optional<T> find(String id) {
        synchronized (lock) {
            return Optional.ofNullable(things.get(id));
        }
    }

    /** Oldest first. */
    List<T> all() {
        synchronized (lock) {
            return new ArrayList<>(things.values());
        }
    }

    void put(String id, T thing) {
        synchronized (lock) {
            journal.accept(id, thing);
            things.put(id, thing);
        }
    }

    void remove(String id) {
        synchronized (lock) {
            journal.accept(id, null);
            things.remove(id);
        }
    }
}
