package io.github.camelvoicecall.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Ids in the order of their times; those of one time in the order in which they came. Not thread safe. */
final class Agenda {
    private record Slot(Instant time, long number, String id) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int times = time.compareTo(other.time);
            return times == 0 ? Long.compare(number, other.number) : times;
        }
    }

    private final TreeSet<Slot> slots = new TreeSet<>();
    private final Map<String, Slot> byId = new HashMap<>();
    private long count;

    /** Sets the time of an id; null takes it off. */
    void put(String id, Instant time) {
        Slot former = byId.get(id);
        if (former != null && former.time().equals(time)) {
            return;
        }
        remove(id);
        if (time != null) {
            Slot slot = new Slot(time, ++count, id);
            byId.put(id, slot);
            slots.add(slot);
        }
    }

    void remove(String id) {
        Slot former = byId.remove(id);
        if (former != null) {
            slots.remove(former);
        }
    }

    List<String> reached(Instant now, int max) {
        return slots.stream()
                .takeWhile(slot -> !slot.time().isAfter(now))
                .limit(max)
                .map(Slot::id)
                .toList();
    }

    Optional<Instant> first() {
        return slots.isEmpty() ? Optional.empty() : Optional.of(slots.first().time());
    }
}
