package io.github.camelvoicecall.faults.replicas;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How big the trial is. Known to the parent and, as the arguments of their processes, to the replicas.
 *
 * @param seed of all chance: outcomes, victims, moments, lost and doubled webhooks
 * @param calls how many, half of them at each provider
 * @param replicas processes that run at the same time
 * @param kills how many are killed, and started again
 * @param pauses how many are stopped for longer than their leases
 * @param limit requests a minute at each provider
 * @param senders threads of a replica that place calls
 * @param pool connections of a replica
 * @param work how long a route takes with a result
 * @param talk how long calls take, half of it more or less
 * @param poll how often a consumer asks the provider
 * @param deadline when a call without end is handed over as unresolved
 * @param pause how long a pause is
 * @param patience when the trial is given up
 */
record Plan(
        long seed,
        int calls,
        int replicas,
        int kills,
        int pauses,
        int limit,
        int senders,
        int pool,
        Duration work,
        Duration talk,
        Duration poll,
        Duration deadline,
        Duration pause,
        Duration patience) {

    /** The full length, changed by {@code name=value} arguments; times in milliseconds. */
    static Plan full(String... args) {
        return of(
                Map.ofEntries(
                        Map.entry("seed", "20260115"),
                        Map.entry("calls", "10000"),
                        Map.entry("replicas", "4"),
                        Map.entry("kills", "12"),
                        Map.entry("pauses", "2"),
                        Map.entry("limit", "3000"),
                        Map.entry("senders", "8"),
                        Map.entry("pool", "8"),
                        Map.entry("work", "20"),
                        Map.entry("talk", "150000"),
                        Map.entry("poll", "3000"),
                        Map.entry("deadline", "300000"),
                        Map.entry("pause", "40000"),
                        Map.entry("patience", "1200000")),
                args);
    }

    /** Small enough for every build. */
    static Plan small(String... args) {
        return of(
                Map.ofEntries(
                        Map.entry("seed", "1"),
                        Map.entry("calls", "300"),
                        Map.entry("replicas", "3"),
                        Map.entry("kills", "3"),
                        Map.entry("pauses", "1"),
                        Map.entry("limit", "600"),
                        Map.entry("senders", "4"),
                        Map.entry("pool", "6"),
                        Map.entry("work", "150"),
                        Map.entry("talk", "2000"),
                        Map.entry("poll", "1500"),
                        Map.entry("deadline", "30000"),
                        Map.entry("pause", "33000"),
                        Map.entry("patience", "300000")),
                args);
    }

    private static Plan of(Map<String, String> defaults, String... args) {
        Map<String, String> values = new TreeMap<>(defaults);
        for (String arg : args) {
            String[] sides = arg.split("=", 2);
            if (sides.length < 2 || !values.containsKey(sides[0])) {
                throw new IllegalArgumentException(
                        "'" + arg + "' is no argument; there are " + values.keySet() + ", such as calls=1000");
            }
            values.put(sides[0], sides[1]);
        }
        return new Plan(
                Long.parseLong(values.get("seed")),
                number(values, "calls"),
                number(values, "replicas"),
                number(values, "kills"),
                number(values, "pauses"),
                number(values, "limit"),
                number(values, "senders"),
                number(values, "pool"),
                millis(values, "work"),
                millis(values, "talk"),
                millis(values, "poll"),
                millis(values, "deadline"),
                millis(values, "pause"),
                millis(values, "patience"));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.get(name));
    }

    private static Duration millis(Map<String, String> values, String name) {
        return Duration.ofMillis(number(values, name));
    }

    /** The same as arguments, to be read by {@link #full}. */
    String[] args() {
        Map<String, Object> values = new TreeMap<>(Map.ofEntries(
                Map.entry("seed", seed),
                Map.entry("calls", calls),
                Map.entry("replicas", replicas),
                Map.entry("kills", kills),
                Map.entry("pauses", pauses),
                Map.entry("limit", limit),
                Map.entry("senders", senders),
                Map.entry("pool", pool),
                Map.entry("work", work.toMillis()),
                Map.entry("talk", talk.toMillis()),
                Map.entry("poll", poll.toMillis()),
                Map.entry("deadline", deadline.toMillis()),
                Map.entry("pause", pause.toMillis()),
                Map.entry("patience", patience.toMillis())));
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .toArray(String[]::new);
    }

    @Override
    public String toString() {
        return Arrays.stream(args()).collect(Collectors.joining(" "));
    }
}
