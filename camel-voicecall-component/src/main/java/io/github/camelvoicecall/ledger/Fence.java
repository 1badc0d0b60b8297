package io.github.camelvoicecall.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sees to it that one telephone rings once per time, whoever calls, over any store, within one transaction. Every call leaves its mark, also those that ask for no fence; only
 * calls that were provably not placed don't count.
 */
final class Fence {
    private final RingStore rings;
    private final CallStore calls;

    Fence(RingStore rings, CallStore calls) {
        this.rings = rings;
        this.calls = calls;
    }

    /** A call in the way, and when its fence ends. */
    record Held(Entry by, Instant until) {
        Opening opening() {
            return new Opening(Opening.Found.FENCED, by.row(), until);
        }
    }

    /** The call in the way of an intent, unless somebody is just writing one down. */
    Optional<Held> ask(Intent intent) {
        return fenced(intent) ? held(intent, person(intent)) : Optional.empty();
    }

    /** The call in the way of an intent; without one the mark is set. */
    Optional<Held> enter(Intent intent, String ref) {
        if (number(intent) == null) {
            return Optional.empty();
        }
        String person = person(intent);
        if (fenced(intent)) {
            rings.lock(person);
            Optional<Held> held = held(intent, person);
            if (held.isPresent()) {
                return held;
            }
        }
        rings.add(person, new Ring(ref, Times.exact(intent.openSince())));
        return Optional.empty();
    }

    private Optional<Held> held(Intent intent, String person) {
        Duration fence = intent.fence();
        Instant at = intent.openSince();
        List<Ring> near = rings.between(person, at.minus(fence), at.plus(fence));
        Map<String, Entry> known = calls.read(near.stream().map(Ring::ref).collect(Collectors.toSet()));
        return near.stream()
                .filter(ring -> counts(known.get(ring.ref())))
                .max(Comparator.comparing(Ring::at))
                .map(ring -> new Held(known.get(ring.ref()), ring.at().plus(fence)));
    }

    /** A key that was opened again has another reference; the former one rang nobody. */
    private static boolean counts(Entry call) {
        return call != null && call.state() != CallState.NOT_PLACED;
    }

    private static boolean fenced(Intent intent) {
        return intent.fence() != null && number(intent) != null;
    }

    private static String number(Intent intent) {
        return intent.request() == null ? null : intent.request().to();
    }

    /** A keyed hash of the number: it tells whether it is the same person, and not who. */
    private String person(Intent intent) {
        return calls.tombstone("person", Privacy.digits(number(intent)));
    }
}
