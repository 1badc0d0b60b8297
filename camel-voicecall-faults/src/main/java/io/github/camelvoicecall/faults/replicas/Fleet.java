package io.github.camelvoicecall.faults.replicas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The replicas, and what befalls them: at seeded points of the work one is killed and started again, or stands still for longer than its leases. One is always left. Used by one
 * thread.
 */
final class Fleet {
    private static final int FIRST_PERCENT = 3;
    private static final int LAST_PERCENT = 70;
    private static final int LONGEST_REST_MILLIS = 3000;

    private final Plan plan;
    private final Path folder;
    private final List<String> system;
    private final List<String> args;
    private final List<Integer> ports = new ArrayList<>();
    private final ReplicaProcess[] present;
    private final List<ReplicaProcess> all = new ArrayList<>();
    private final List<Blow> blows = new ArrayList<>();
    private final List<Return> returns = new ArrayList<>();
    private final List<HandedOut> inFlight = new ArrayList<>();
    private final SplittableRandom random;
    private int kills;
    private int pauses;

    /**
     * @param system properties for the replicas' JVMs
     * @param args what a replica is told besides its number, life, folder, database, port and plan
     */
    Fleet(Plan plan, Path folder, List<String> system, List<String> args) throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.system = system;
        this.args = args;
        this.random = new SplittableRandom(plan.seed());
        this.present = new ReplicaProcess[plan.replicas()];
        for (int i = 0; i < plan.replicas(); i++) {
            ports.add(freePort());
        }
        for (int i = 0; i < plan.kills() + plan.pauses(); i++) {
            long after = expected() * random.nextInt(FIRST_PERCENT, LAST_PERCENT) / 100;
            blows.add(new Blow(after, i >= plan.kills()));
        }
        blows.sort(Comparator.comparingLong(Blow::after));
    }

    /** To befall one of them once so many messages and results were taken. */
    private record Blow(long after, boolean pause) {}

    /** A replica that is down until then. */
    private record Return(ReplicaProcess replica, long atNanos, boolean paused) {}

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Every message comes to two replicas, every result to two subscriptions. */
    private long expected() {
        return 4L * plan.calls();
    }

    List<Integer> ports() {
        return ports;
    }

    void start(String jdbcUrl) throws IOException {
        args.add(0, jdbcUrl);
        for (int number = 0; number < present.length; number++) {
            start(number, 0);
        }
    }

    private void start(int number, int life) throws IOException {
        List<String> told = new ArrayList<>(args);
        told.add(1, String.valueOf(ports.get(number)));
        told.addAll(List.of(plan.args()));
        present[number] = ReplicaProcess.start(number, life, folder, system, told);
        all.add(present[number]);
    }

    boolean ready() {
        look();
        return all.stream().anyMatch(ReplicaProcess::ready);
    }

    /** Reads what they noted, and lets happen what is due. */
    void step() throws IOException, InterruptedException {
        look();
        for (Return due : List.copyOf(returns)) {
            if (System.nanoTime() - due.atNanos() >= 0) {
                returns.remove(due);
                comeBack(due);
            }
        }
        if (!blows.isEmpty() && blows.get(0).after() <= progress()) {
            strike(blows.get(0).pause());
        }
    }

    private void look() {
        all.forEach(ReplicaProcess::look);
    }

    private long progress() {
        return all.stream().mapToLong(ReplicaProcess::progress).sum();
    }

    private void strike(boolean pause) throws IOException, InterruptedException {
        List<ReplicaProcess> candidates = Arrays.stream(present)
                .filter(ReplicaProcess::ready)
                .filter(replica -> returns.stream().noneMatch(down -> down.replica() == replica))
                .toList();
        if (candidates.size() < 2) {
            return; // later
        }
        boolean inRoute = blows.size() % 2 == 0;
        List<ReplicaProcess> busy = candidates.stream()
                .filter(replica -> !replica.running().isEmpty())
                .toList();
        if (inRoute && busy.isEmpty() && progress() < expected()) {
            return; // every second one is to fall into a route
        }
        List<ReplicaProcess> choice = inRoute && !busy.isEmpty() ? busy : candidates;
        ReplicaProcess victim = choice.get(random.nextInt(choice.size()));
        blows.remove(0);
        if (pause) {
            victim.pause();
            pauses++;
            returns.add(new Return(victim, System.nanoTime() + plan.pause().toNanos(), true));
        } else {
            victim.kill();
            kills++;
            Duration rest = Duration.ofMillis(random.nextInt(LONGEST_REST_MILLIS));
            returns.add(new Return(victim, System.nanoTime() + rest.toNanos(), false));
        }
        List<HandedOut> running = victim.running();
        inFlight.addAll(running);
        System.out.printf(
                "%s replica %d, life %d, with %d results in its routes, after %d of %d%n",
                pause ? "paused" : "killed", victim.number(), victim.life(), running.size(), progress(), expected());
    }

    private void comeBack(Return due) throws IOException, InterruptedException {
        if (due.paused()) {
            due.replica().resume();
        } else {
            start(due.replica().number(), due.replica().life() + 1);
        }
    }

    /** True once all that was planned has happened and all are back. */
    boolean whole() {
        return blows.isEmpty() && returns.isEmpty() && Arrays.stream(present).allMatch(ReplicaProcess::ready);
    }

    /** A replica that ended by itself; empty if none did. */
    String fallen() {
        return Arrays.stream(present)
                .filter(replica -> !replica.alive())
                .filter(replica -> returns.stream().noneMatch(down -> down.replica() == replica))
                .map(replica -> "replica " + replica.number() + " ended by itself in life " + replica.life())
                .collect(Collectors.joining(", "));
    }

    void stop() throws IOException, InterruptedException {
        for (Return down : returns) {
            if (down.paused()) {
                down.replica().resume();
            }
        }
        for (ReplicaProcess replica : all) {
            if (replica.alive()) {
                replica.stop();
            }
        }
        look();
    }

    /** Kills what is left, whatever happened. */
    void end() throws InterruptedException {
        for (ReplicaProcess replica : all) {
            replica.kill();
        }
    }

    List<List<String>> lines() {
        return all.stream().flatMap(replica -> replica.lines().stream()).toList();
    }

    /** What was in the routes of those that were killed or paused. */
    List<HandedOut> inFlight() {
        return inFlight;
    }

    int kills() {
        return kills;
    }

    int pauses() {
        return pauses;
    }
}
