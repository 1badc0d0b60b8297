package io.github.camelvoicecall.examples.crm;

import io.github.camelvoicecall.examples.crm.Crm.Counts;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.Timing;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/** One run of the example, from the command line to the final table. Used once, by one thread. */
final class Run {
    private static final String BUNDLED = "leads.csv";
    private static final String SANDBOX_STATE = "sandbox.state";
    private static final Timing CALLS =
            new Timing(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(1), 40);

    /** An unresolved call may still get its result, when this run began long after the last one was killed. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** The sandbox's calls take seconds: when nothing has happened for so long, nothing will. */
    private static final Duration STUCK = Duration.ofMinutes(3);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final Options options;
    private final Map<String, String> environment;
    private final InputStream in;
    private final Screen screen;
    private final Path work;
    private final String source;

    Run(Options options, Map<String, String> environment, InputStream in, Screen screen) {
        this.options = options;
        this.environment = environment;
        this.in = in;
        this.screen = screen;
        this.work = options.workFolder();
        this.source = options.leads() == null
                ? BUNDLED + " (bundled)"
                : options.leads().toAbsolutePath().normalize().toString();
    }

    /** @return true when every lead that can be called has a result or a listed reason */
    boolean go() throws Exception {
        if (options.real()) {
            checkKey();
            confirm();
        }
        Files.createDirectories(work);
        System.setProperty("crm-callback.log", work.resolve("crm-callback.log").toString());
        int port = options.port() == 0 ? freePort() : options.port();
        try (Crm crm = openCrm()) {
            if (options.real()) {
                return call(crm, null, port);
            }
            try (VoiceSandbox sandbox = startSandbox(port)) {
                return call(crm, sandbox, port);
            }
        }
    }

    private void checkKey() {
        if (environment.getOrDefault("VOICECALL_API_KEY", "").isBlank()) {
            throw new UsageException("--real needs the provider's key in the environment: VOICECALL_API_KEY");
        }
    }

    /** The CRM of this folder; a fresh one when an earlier run with the sandbox has finished. With a real provider, who was called stays called. */
    private Crm openCrm() {
        Crm crm = Crm.open(work);
        String earlier = crm.leadsFile();
        Counts counts = crm.counts();
        boolean unfinished = counts.open() + counts.notCalled() > 0;
        if (!options.real() && (earlier == null || !unfinished)) {
            crm.close();
            startOver();
            return Crm.open(work);
        }
        if (earlier != null && !earlier.equals(provenance())) {
            crm.close();
            throw new UsageException(
                    "the folder " + work + " belongs to a run with " + earlier + "; choose another one with --work");
        }
        if (unfinished) {
            screen.say("An earlier run did not finish; going on where it stopped.");
        }
        return crm;
    }

    private String provenance() {
        return source + " at " + (options.real() ? "" : "the sandbox of ") + options.provider();
    }

    private void startOver() {
        try {
            Crm.delete(work);
            Files.deleteIfExists(work.resolve(SANDBOX_STATE));
        } catch (IOException e) {
            throw new UsageException("can't start over in " + work + ": " + e.getMessage(), e);
        }
    }

    private void confirm() throws IOException {
        if (options.yes()) {
            return;
        }
        screen.say(
                "This calls the leads of %s through %s, all but those who were called before.",
                options.leads(), options.provider());
        screen.say("Real telephones ring, and the provider charges for it. Type yes to go on:");
        String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        if (answer == null || !answer.strip().equals("yes")) {
            throw new UsageException("nobody was called, as the answer was not yes");
        }
    }

    private VoiceSandbox startSandbox(int port) {
        return VoiceSandbox.of(options.provider())
                .state(work.resolve(SANDBOX_STATE)) // so that rings are counted, and calls go on, after a kill
                .timing(CALLS)
                .rateLimit(RateLimit.NONE)
                .webhookUrl("http://127.0.0.1:" + port + "/webhook")
                .webhookTries(10, Duration.ofMillis(500)) // the sandbox is up before the webhook is
                .webhooks(Webhooks.parse(options.sandboxWebhooks()))
                .start();
    }

    private boolean call(Crm crm, VoiceSandbox sandbox, int port) throws Exception {
        screen.say(
                "Calling the leads of %s through %s%s.",
                source,
                options.provider(),
                sandbox == null ? "" : " as simulated by the sandbox; nobody's telephone rings");
        Instant start = Instant.now();
        Main camel = camel(crm, sandbox, port);
        try {
            camel.start();
            crm.tryAgain();
            crm.leadsComeFrom(provenance());
            takeIn(camel);
            watch(crm, start);
        } finally {
            camel.stop();
        }
        return report(crm, sandbox, Duration.between(start, Instant.now()));
    }

    private Main camel(Crm crm, VoiceSandbox sandbox, int port) {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations(
                "classpath:application.properties,classpath:" + (sandbox == null ? "real" : "sandbox") + ".properties");
        camel.addOverrideProperty("provider", options.provider());
        camel.addOverrideProperty("agent", sandbox == null ? options.agent() : sandbox.agentId());
        camel.addOverrideProperty("calls-per-second", Integer.toString(options.callsPerSecond()));
        camel.addOverrideProperty("port", Integer.toString(port));
        if (sandbox != null) {
            camel.addOverrideProperty("sandbox.base-url", sandbox.baseUrl());
            camel.addOverrideProperty("sandbox.api-key", sandbox.apiKey());
            camel.addOverrideProperty("sandbox.webhook-secret", sandbox.webhookSecret());
        }
        camel.bind("crm", crm);
        camel.bind("database", crm.database());
        return camel;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void takeIn(Main camel) throws Exception {
        String csv = options.leads() == null ? Crm.resource(BUNDLED) : Files.readString(options.leads());
        String withoutMark = csv.startsWith("\uFEFF") ? csv.substring(1) : csv; // as spreadsheets write it
        try {
            camel.getCamelTemplate().sendBody("direct:import-leads", withoutMark);
        } catch (CamelExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof UsageException usage
                    ? usage
                    : new UsageException("the file of leads can't be read: " + cause.getMessage(), e);
        }
    }

    private void watch(Crm crm, Instant start) throws InterruptedException {
        Counts last = null;
        Instant changed = start;
        Instant shown = start;
        while (true) {
            Counts counts = crm.counts();
            Instant now = Instant.now();
            if (!counts.equals(last)) {
                last = counts;
                changed = now;
            }
            if (changed.equals(now) || Duration.between(shown, now).compareTo(SIGN_OF_LIFE) > 0) {
                screen.progress(Duration.between(start, now), counts);
                shown = now;
            }
            Duration quiet = Duration.between(changed, now);
            boolean settled = counts.open() == 0 && (counts.unresolved() == 0 || quiet.compareTo(GRACE) > 0);
            if (settled) {
                return;
            }
            if (!options.real() && quiet.compareTo(STUCK) > 0) {
                screen.say(
                        "  Nothing has happened for %d min; %s may say why.",
                        STUCK.toMinutes(), work.resolve("crm-callback.log"));
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private boolean report(Crm crm, VoiceSandbox sandbox, Duration time) {
        Counts counts = crm.counts();
        screen.table(crm.leads());
        screen.sums(counts, crm.leads());
        int rings = sandbox == null ? 0 : sandbox.maxRingsPerNumber();
        if (sandbox != null) {
            screen.say("  The sandbox counted %d rings, at most %d for one number", sandbox.totalRings(), rings);
        }
        screen.say("  Time: %d s", time.toSeconds());
        return counts.open() == 0 && counts.notCalled() == 0 && rings <= 1;
    }
}
