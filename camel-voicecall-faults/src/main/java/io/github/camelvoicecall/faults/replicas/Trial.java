package io.github.camelvoicecall.faults.replicas;

import io.github.camelvoicecall.faults.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Runs replicas, providers, database and webhooks until every message was taken and every result handed out, or the patience is over. */
final class Trial {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Plan plan;
    private final Path folder;
    private long placedNanos;

    /** @param folder for notes and logs of the replicas */
    Trial(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    Report run() throws Exception {
        try (Database database = Database.start();
                Provider vyora = Provider.start("vyora", plan);
                Provider voxbridge = Provider.start("voxbridge", plan)) {
            List<String> agents = Stream.of(vyora, voxbridge)
                    .map(provider -> "-Dagent." + provider.name() + "="
                            + provider.sandbox().agentId())
                    .toList();
            List<String> args = new ArrayList<>(vyora.args());
            args.addAll(voxbridge.args());
            Fleet fleet = new Fleet(plan, folder, agents, args);
            try (Balancer balancer = new Balancer(plan.seed(), fleet.ports())) {
                vyora.sandbox().webhookTo(balancer.url() + "/voicecall/vyora");
                return run(fleet, database, balancer, List.of(vyora, voxbridge));
            } finally {
                fleet.end();
            }
        }
    }

    private Report run(Fleet fleet, Database database, Balancer balancer, List<Provider> providers) throws Exception {
        fleet.start(database.url());
        long patience = System.nanoTime() + plan.patience().toNanos();
        Patience.until(plan.patience(), fleet::ready);
        long begin = System.nanoTime();
        placedNanos = 0;
        long nextLook = begin;
        boolean through = false;
        while (!through && System.nanoTime() - patience < 0 && fleet.fallen().isEmpty()) {
            fleet.step();
            if (System.nanoTime() - nextLook >= 0) {
                nextLook = System.nanoTime() + LOOK_NANOS;
                database.look();
                through = through(fleet, database, begin);
            }
            Patience.pass(STEP);
        }
        long end = System.nanoTime();
        String fallen = fleet.fallen();
        fleet.stop();
        return Report.of(
                new Report.Seen(plan, fleet, database, balancer, providers, warnings(), fallen),
                Duration.ofNanos(placedNanos == 0 ? end - begin : placedNanos),
                Duration.ofNanos(end - begin));
    }

    private boolean through(Fleet fleet, Database database, long begin) throws SQLException {
        List<List<String>> lines = fleet.lines();
        long acknowledged =
                lines.stream().filter(words -> words.get(0).equals("ack")).count();
        if (acknowledged < 2L * plan.calls()) {
            return false;
        }
        if (placedNanos == 0) {
            placedNanos = System.nanoTime() - begin;
        }
        Set<String> handedOut = new HashSet<>();
        lines.stream()
                .filter(words -> words.get(0).equals("begin"))
                .forEach(words -> handedOut.add(words.get(2) + words.get(3)));
        return handedOut.size() >= 2L * plan.calls() && fleet.whole() && database.waiting() == 0;
    }

    /** What the replicas complained about. */
    private List<String> warnings() throws IOException {
        List<String> warnings = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                try (Stream<String> lines = Files.lines(log)) {
                    lines.filter(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                            .forEach(warnings::add);
                }
            }
        }
        return warnings;
    }
}
