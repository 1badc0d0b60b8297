package io.github.camelvoicecall.faults.replicas;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The replicas' trial at full length: {@code mvn -q -DskipTests -Pfaults -Dfaults=replicas verify}, with {@code -Dfaults.args="seed=7 calls=2000 replicas=3 kills=6"} for another
 * one. Prints docs/replicas.md's table and fails if a promise was broken.
 */
public final class Run {
    private Run() {}

    /**
     * @param args {@code name=value}: seed, calls, replicas, kills, pauses, limit (requests a minute at each provider), senders, pool, and in milliseconds work, talk, poll,
     *     deadline, pause, patience
     * @throws Exception if it can't be run
     */
    public static void main(String[] args) throws Exception {
        Plan plan = Plan.full(args);
        System.out.println("replicas " + plan);
        Path folder = Files.createTempDirectory("replicas");
        Report report = new Trial(plan, folder).run();
        System.out.println(report.table());
        System.out.println(report.complaints());
        report.broken().forEach(broken -> System.out.println("BROKEN: " + broken));
        System.out.println("Notes and logs of the replicas: " + folder);
        if (!report.broken().isEmpty()) {
            throw new IllegalStateException("Promises were broken");
        }
    }
}
