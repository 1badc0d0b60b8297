package io.github.camelvoicecall.faults.replicas;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a trial showed.
 *
 * @param rows the table, by name
 * @param broken promises that were broken; empty is what is wanted
 * @param warnings what the replicas logged, counted
 */
record Report(Map<String, String> rows, List<String> broken, Map<String, Long> warnings) {
    private static final List<String> SUBSCRIPTIONS = List.of("crm", "audit");
    private static final String VARYING = "(?<!SQL state |SQLSTATE\\()\\b[0-9A-F-]*\\d[0-9A-Za-z-]*\\b";
    private static final int LONGEST_LINE = 300;

    /** Whom to ask. */
    record Seen(
            Plan plan,
            Fleet fleet,
            Database database,
            Balancer balancer,
            List<Provider> providers,
            List<String> warnings,
            String fallen) {}

    static Report of(Seen seen, Duration placing, Duration total) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        if (!seen.fallen().isEmpty()) {
            broken.add(seen.fallen());
        }
        run(seen, placing, total, rows);
        messages(seen, rows, broken);
        providers(seen, rows, broken);
        handOuts(seen, total, rows, broken);
        database(seen, rows, broken);
        return new Report(rows, broken, counted(seen.warnings()));
    }

    private static void run(Seen seen, Duration placing, Duration total, Map<String, String> rows) {
        Plan plan = seen.plan();
        rows.put("Seed", String.valueOf(plan.seed()));
        rows.put("Calls, replicas", "%d, %d".formatted(plan.calls(), plan.replicas()));
        rows.put(
                "Killed and started again; stopped for " + plan.pause().toSeconds() + " s",
                "%d; %d".formatted(seen.fleet().kills(), seen.fleet().pauses()));
        rows.put("All messages taken after", seconds(placing));
        rows.put("All results handed out after", seconds(total));
        rows.put("Most calls open at a time", String.valueOf(seen.database().mostOpen()));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.0f s", time.toMillis() / 1000.0);
    }

    private static void messages(Seen seen, Map<String, String> rows, List<String> broken) {
        Map<String, Long> outcomes = seen.fleet().lines().stream()
                .filter(words -> words.get(0).equals("ack"))
                .collect(Collectors.groupingBy(words -> words.get(2), Collectors.counting()));
        long again = seen.fleet().lines().stream()
                .filter(words -> words.get(0).equals("again"))
                .count();
        rows.put(
                "Messages: placed, answered from the ledger, unknown; tried again as not placed",
                "%d, %d, %d; %d"
                        .formatted(
                                outcomes.getOrDefault("placed", 0L),
                                outcomes.getOrDefault("replayed", 0L),
                                outcomes.getOrDefault("unknown", 0L),
                                again));
        long taken = outcomes.values().stream().mapToLong(Long::longValue).sum();
        if (taken != 2L * seen.plan().calls()) {
            broken.add("%d of %d messages were taken"
                    .formatted(taken, 2L * seen.plan().calls()));
        }
    }

    private static void providers(Seen seen, Map<String, String> rows, List<String> broken) {
        for (Provider provider : seen.providers()) {
            String name = provider.name();
            Map<String, Integer> rings = provider.sandbox().rings();
            int most = provider.sandbox().maxRingsPerNumber();
            rows.put(
                    "Numbers rung at " + name + "; most rings of a number; requests to place a call",
                    "%d; %d; %d"
                            .formatted(
                                    rings.values().stream().filter(n -> n > 0).count(),
                                    most,
                                    provider.sandbox().posts().values().stream()
                                            .mapToInt(Integer::intValue)
                                            .sum()));
            rows.put(
                    "Most requests of a minute at " + name + ", limit; refused with 429",
                    "%d, %d; %d".formatted(provider.mostInAMinute(), seen.plan().limit(), provider.throttled()));
            if (most > 1) {
                broken.add("a number rang " + most + " times at " + name);
            }
            if (provider.throttled() > 0) {
                broken.add(name + " refused " + provider.throttled() + " requests with 429");
            }
        }
        rows.put(
                "Webhooks of vyora: sent, lost on the way, doubled, sent to a replica that was away",
                "%d, %d, %d, %d"
                        .formatted(
                                seen.providers().get(0).sandbox().webhooksSent(),
                                seen.balancer().lost(),
                                seen.balancer().doubled(),
                                seen.balancer().unanswered()));
    }

    private static void handOuts(Seen seen, Duration total, Map<String, String> rows, List<String> broken) {
        Map<String, List<HandedOut>> all = seen.fleet().lines().stream()
                .filter(words -> words.get(0).equals("begin"))
                .map(HandedOut::of)
                .collect(Collectors.groupingBy(HandedOut::what));
        for (String subscription : SUBSCRIPTIONS) {
            long distinct = CallMessage.all(seen.plan()).stream()
                    .filter(message -> all.containsKey(what(message, subscription)))
                    .count();
            rows.put(
                    "Distinct completions of subscription " + subscription + "; missing",
                    "%d; %d".formatted(distinct, seen.plan().calls() - distinct));
            if (distinct != seen.plan().calls()) {
                broken.add("%d completions are missing in subscription %s: %s"
                        .formatted(seen.plan().calls() - distinct, subscription, missing(seen, subscription, all)));
            }
        }
        long handedOut = all.values().stream().mapToLong(List::size).sum();
        rows.put("Results handed out a second", String.valueOf(handedOut * 1000 / Math.max(1, total.toMillis())));
        long unresolved = all.values().stream()
                .flatMap(List::stream)
                .filter(HandedOut::unresolved)
                .map(HandedOut::key)
                .distinct()
                .count();
        long superseding = all.keySet().stream()
                .filter(what -> what.endsWith("superseding"))
                .count();
        rows.put(
                "Calls handed out as unresolved; results that superseded an earlier one",
                "%d; %d".formatted(unresolved, superseding));
        strangers(seen, all, rows, broken);
        repeats(seen, all, rows, broken);
    }

    private static String what(CallMessage message, String subscription) {
        return message.provider() + "/" + subscription + " " + message.key();
    }

    private static List<String> missing(Seen seen, String subscription, Map<String, List<HandedOut>> all) {
        return CallMessage.all(seen.plan()).stream()
                .map(message -> what(message, subscription))
                .filter(what -> !all.containsKey(what))
                .limit(10)
                .toList();
    }

    /** Every call here is ours: one without our key would be one that wasn't bound to its intent. */
    private static void strangers(
            Seen seen, Map<String, List<HandedOut>> all, Map<String, String> rows, List<String> broken) {
        var known = CallMessage.all(seen.plan()).stream().map(CallMessage::key).collect(Collectors.toSet());
        List<String> strangers = all.keySet().stream()
                .filter(what -> !known.contains(what.split(" ")[1]))
                .toList();
        rows.put("Results without a key of ours", String.valueOf(strangers.size()));
        if (!strangers.isEmpty()) {
            broken.add("results came without a key: "
                    + strangers.stream().limit(10).toList());
        }
    }

    private static void repeats(
            Seen seen, Map<String, List<HandedOut>> all, Map<String, String> rows, List<String> broken) {
        Map<String, Long> left = new HashMap<>(seen.fleet().inFlight().stream()
                .collect(Collectors.groupingBy(HandedOut::what, Collectors.counting())));
        long repeats = 0;
        List<HandedOut> unflagged = new ArrayList<>();
        List<String> unexplained = new ArrayList<>();
        for (Map.Entry<String, List<HandedOut>> results : all.entrySet()) {
            List<HandedOut> times = results.getValue();
            long more = times.size() - 1;
            repeats += more;
            // in whichever order two processes wrote, one of them is the first
            times.stream().filter(handedOut -> !handedOut.redelivered()).skip(1).forEach(unflagged::add);
            if (more > left.getOrDefault(results.getKey(), 0L)) {
                unexplained.add(results.getKey());
            }
        }
        int inFlight = seen.fleet().inFlight().size();
        rows.put(
                "Results in routes at the kills and stops; handed out again; of these not flagged",
                "%d; %d; %d".formatted(inFlight, repeats, unflagged.size()));
        rows.put("Handed out again though they were in no such route", String.valueOf(unexplained.size()));
        long careful = all.values().stream()
                .filter(times -> times.size() == 1 && times.get(0).redelivered())
                .count();
        rows.put("Flagged though the route had not begun with them", String.valueOf(careful));
        if (repeats > inFlight) {
            broken.add("%d repeats, but only %d results were in flight".formatted(repeats, inFlight));
        }
        if (!unflagged.isEmpty()) {
            broken.add("not flagged as redelivered: "
                    + unflagged.stream().limit(10).toList());
        }
        if (!unexplained.isEmpty()) {
            broken.add("handed out again without a reason: "
                    + unexplained.stream().limit(10).toList());
        }
    }

    private static void database(Seen seen, Map<String, String> rows, List<String> broken) throws SQLException {
        Database database = seen.database();
        rows.put(
                "PostgreSQL: most connections, most that waited for a lock, deadlocks",
                "%d, %d, %d".formatted(database.mostConnections(), database.mostWaiting(), database.deadlocks()));
        rows.put("Longest transaction that was seen", database.longestMillis() + " ms");
        if (database.parked() > 0) {
            broken.add(database.parked() + " results are parked");
        }
        long failed = seen.fleet().lines().stream()
                .filter(words -> words.get(0).equals("failed"))
                .count();
        if (failed > 0) {
            broken.add(failed + " exchanges failed");
        }
    }

    private static Map<String, Long> counted(List<String> warnings) {
        return warnings.stream()
                .map(line -> line.replaceAll(VARYING, "N"))
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .collect(Collectors.groupingBy(line -> line, LinkedHashMap::new, Collectors.counting()));
    }

    String table() {
        String lines = rows.entrySet().stream()
                .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |")
                .collect(Collectors.joining("\n"));
        return "| | |\n|---|---|\n" + lines;
    }

    String complaints() {
        return warnings.entrySet().stream()
                .map(warning -> warning.getValue() + " x " + warning.getKey())
                .collect(Collectors.joining("\n"));
    }
}
