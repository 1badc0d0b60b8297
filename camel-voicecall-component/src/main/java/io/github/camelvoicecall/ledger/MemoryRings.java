package io.github.camelvoicecall.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Rings in a map; when it is full, the people who were kept first are forgotten. Not thread safe. */
final class MemoryRings implements RingStore {
    private final Map<String, List<Ring>> rings = new LinkedHashMap<>();
    private final IntSupplier max;

    MemoryRings(IntSupplier max) {
        this.max = max;
    }

    @Override
    public void lock(String person) {
        // the whole ledger is locked
    }

    @Override
    public void add(String person, Ring ring) {
        List<Ring> known = rings.remove(person);
        List<Ring> now = known == null ? new ArrayList<>(1) : known;
        now.add(ring);
        rings.put(person, now);
        if (rings.size() > max.getAsInt()) {
            rings.remove(rings.keySet().iterator().next());
        }
    }

    @Override
    public List<Ring> between(String person, Instant after, Instant before) {
        return rings.getOrDefault(person, List.of()).stream()
                .filter(ring -> ring.at().isAfter(after) && ring.at().isBefore(before))
                .toList();
    }

    @Override
    public int prune(Instant before) {
        int count = count();
        rings.values().forEach(known -> known.removeIf(ring -> ring.at().isBefore(before)));
        rings.values().removeIf(List::isEmpty);
        return count - count();
    }

    private int count() {
        return rings.values().stream().mapToInt(List::size).sum();
    }
}
