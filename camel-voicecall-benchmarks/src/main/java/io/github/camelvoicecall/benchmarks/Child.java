package io.github.camelvoicecall.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process on a core of its own, where there is {@code taskset}; it ends when its standard input does. */
final class Child implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final BufferedReader output;

    private Child(File directory, List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(directory)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Child java(int core, String main, String... args) throws IOException {
        return java(core, System.getProperty("bench.jvm", "-Xms1g -Xmx3g"), main, args);
    }

    static Child java(int core, String jvm, String main, String[] args) throws IOException {
        List<String> command = pinned(core);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(args));
        return new Child(null, command);
    }

    static Child node(int core, String directory, String script, String... args)
            throws IOException, InterruptedException {
        File folder = new File(directory);
        if (!new File(folder, "node_modules").exists()) {
            install(folder);
        }
        List<String> command = pinned(core);
        command.addAll(List.of("node", script));
        command.addAll(List.of(args));
        return new Child(folder, command);
    }

    private static void install(File folder) throws IOException, InterruptedException {
        int code = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
                .directory(folder)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("npm install failed in " + folder);
        }
    }

    private static List<String> pinned(int core) {
        boolean possible = Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > core;
        return new ArrayList<>(possible ? List.of(TASKSET.toString(), "-c", String.valueOf(core)) : List.of());
    }

    /** @return the port that the process says it listens on */
    int port() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return Integer.parseInt(line.substring("ready ".length()));
            }
        }
        throw new IOException("A process ended before it was ready");
    }

    /** Prints what the process prints, until it ends. */
    void passOn() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            System.out.println(line);
        }
        if (process.waitFor() != 0) {
            throw new IOException("A process failed with " + process.exitValue());
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).whenComplete((ended, late) -> process.destroy());
    }

    /** In a child: says that it is ready, and ends with its parent. */
    static void ready(int port) throws IOException {
        System.out.println("ready " + port);
        while (System.in.read() >= 0) {
            // nothing is ever said
        }
        // nothing is worth closing
        Runtime.getRuntime().halt(0);
    }
}
