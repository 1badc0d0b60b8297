package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.ledger.CallLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An application in a process of its own, which shares the ledger with others: dials when it is told to on its input, says on its output what its route saw, and dies without a word
 * at a step of its ledger if that is wished.
 */
final class Replica implements AutoCloseable {
    private static final Set<String> INTENT = Set.of("open", "openBatch");
    private static final Set<String> STORE =
            Set.of("accepted", "notPlaced", "unknown", "batchSent", "batchNotSent", "batchUnknown");
    private static final String READY = "ready";
    private static final String SAW = "saw ";
    private static final int HALTED = 137;
    private static final long PATIENCE = 60;

    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    private Replica(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts a process and waits until it is ready. */
    static Replica start(Site site, String database, Situation situation, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Replica.class.getName(),
                database,
                situation.name()));
        command.addAll(site.arguments());
        Replica replica = new Replica(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        if (!READY.equals(replica.answer())) {
            replica.close();
            throw new IOException("a replica did not start, see " + log);
        }
        return replica;
    }

    void dial(String number, String key) {
        in.println(number + " " + key);
    }

    /** What the route saw; "killed" when there is no such process any more. */
    String saw() {
        String answer = answer();
        return answer == null ? "killed" : answer.substring(SAW.length());
    }

    private String answer() {
        try {
            String line = out.readLine();
            while (line != null && !line.equals(READY) && !line.startsWith(SAW)) {
                line = out.readLine();
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL, to this process alone. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " doesn't die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process. */
    public static void main(String[] arguments) throws IOException {
        Site site = Site.of(List.of(arguments).subList(2, arguments.length));
        CallLedger ledger = dying(Database.ledger(arguments[0]), Situation.valueOf(arguments[1]));
        try (App app = new App(site, ledger);
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            app.start();
            PrintWriter answers = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            answers.println(READY);
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] command = line.split(" ", -1);
                answers.println(SAW + app.dial(command[0], command[1]));
            }
        }
    }

    /** The ledger, until the step at which this process is to die. */
    private static CallLedger dying(CallLedger ledger, Situation situation) {
        return (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, values) -> {
                    String step = method.getName();
                    die(situation == Situation.KILLED_BEFORE_STORE && STORE.contains(step));
                    try {
                        Object result = method.invoke(ledger, values);
                        die(situation == Situation.KILLED_AFTER_INTENT && INTENT.contains(step));
                        die(situation == Situation.KILLED_AFTER_STORE && STORE.contains(step));
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void die(boolean now) {
        if (now) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
