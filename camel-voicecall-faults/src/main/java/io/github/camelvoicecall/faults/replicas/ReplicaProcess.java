package io.github.camelvoicecall.faults.replicas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One life of a replica, as its parent sees it. Used by one thread. */
final class ReplicaProcess {
    private static final String JVM = "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final Process process;
    private final int number;
    private final int life;
    private final Lines notes;
    private final List<List<String>> lines = new ArrayList<>();
    private final Map<String, HandedOut> running = new LinkedHashMap<>();
    private boolean ready;
    private long progress;

    private ReplicaProcess(Process process, int number, int life, Lines notes) {
        this.process = process;
        this.number = number;
        this.life = life;
        this.notes = notes;
    }

    static ReplicaProcess start(int number, int life, Path folder, List<String> system, List<String> args)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JVM.split(" ")));
        command.addAll(system);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Replica.class.getName()));
        command.addAll(List.of(String.valueOf(number), String.valueOf(life), folder.toString()));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("replica-" + number + "-" + life + ".log")
                        .toFile())
                .start();
        return new ReplicaProcess(process, number, life, new Lines(folder.resolve(Replica.fileName(number, life))));
    }

    int number() {
        return number;
    }

    int life() {
        return life;
    }

    boolean alive() {
        return process.isAlive();
    }

    boolean ready() {
        return ready;
    }

    /** Messages and results taken so far. */
    long progress() {
        return progress;
    }

    /** All lines so far. */
    List<List<String>> lines() {
        return lines;
    }

    /** Reads what is new. */
    void look() {
        for (List<String> words : notes.more()) {
            lines.add(words);
            switch (words.get(0)) {
                case "ready" -> ready = true;
                case "begin" -> {
                    running.put(words.get(1), HandedOut.of(words));
                    progress++;
                }
                case "ack" -> progress++;
                case "end" -> running.remove(words.get(1));
                default -> {}
            }
        }
    }

    /** Results that reached the route and aren't known to be marked in the ledger. */
    List<HandedOut> running() {
        look();
        return List.copyOf(running.values());
    }

    /** SIGKILL: nothing is closed, nothing said. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    }

    /** Lets it end as an application does. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
