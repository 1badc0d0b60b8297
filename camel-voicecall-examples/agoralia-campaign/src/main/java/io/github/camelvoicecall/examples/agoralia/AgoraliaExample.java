package io.github.camelvoicecall.examples.agoralia;

import io.github.camelvoicecall.sandbox.Timing;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/**
 * A campaign of Agoralia, from the account to the answers: {@code agoralia-campaign.yaml} are the routes, this class sets them up, plays the person who confirms the start, and shows
 * how it goes.
 */
public final class AgoraliaExample {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String SANDBOX_STATE = "sandbox.state";
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration THINKING = Duration.ofSeconds(3);
    private static final Timing CALLS =
            new Timing(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(1), 40);

    private static final String HELP = """
            Puts leads on a campaign of Agoralia, asks for its start, has the proposal confirmed, and writes the results of its calls
            into a CRM. Agoralia is simulated; nobody's telephone rings. Killed at any time and started again, it goes on.

              --work DIR   where CRM and ledger live, default target/agoralia-campaign
              --help       this text
            """;

    private final Path work;
    private final Screen screen;

    private AgoraliaExample(Path work, Screen screen) {
        this.work = work;
        this.screen = screen;
    }

    /** Runs the example; {@code --help} lists the options. Ends with status 0 when every lead that can be called has a result, 1 if not, 2 if misused. */
    public static void main(String[] words) {
        int status = run(System.out, words);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(PrintStream out, String... words) {
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        try {
            List<String> asked = List.of(words);
            if (asked.contains("--help")) {
                text.print(HELP);
                return 0;
            }
            return new AgoraliaExample(folder(asked), new Screen(text)).go() ? 0 : FAILED;
        } catch (UsageException e) {
            text.println("agoralia-campaign: " + e.getMessage() + System.lineSeparator() + "Try --help.");
            return MISUSED;
        } catch (Exception e) {
            Throwable cause = e instanceof CamelExecutionException && e.getCause() != null ? e.getCause() : e;
            text.println("agoralia-campaign failed: " + cause.getMessage());
            return FAILED;
        }
    }

    private static Path folder(List<String> asked) {
        if (asked.isEmpty()) {
            return Path.of("target", "agoralia-campaign");
        }
        if (!asked.get(0).equals("--work")) {
            throw new UsageException("there is no option " + asked.get(0));
        }
        if (asked.size() != 2) {
            throw new UsageException("--work needs a folder, and nothing else");
        }
        return Path.of(asked.get(1));
    }

    /** @return true when every lead that can be called has a result, and no telephone rang twice */
    private boolean go() throws Exception {
        Files.createDirectories(work);
        System.setProperty(
                "agoralia-campaign.log", work.resolve("agoralia-campaign.log").toString());
        try (Crm crm = openCrm();
                VoiceSandbox sandbox = VoiceSandbox.agoralia()
                        .state(work.resolve(SANDBOX_STATE)) // so that its campaign goes on after a kill
                        .timing(CALLS)
                        .start()) {
            screen.say("Agoralia is simulated by the sandbox; nobody's telephone rings.");
            Main camel = camel(crm, sandbox);
            try {
                camel.start();
                camel.getCamelTemplate().requestBody("direct:run-campaign", (Object) null);
                confirm(crm, sandbox);
                awaitEnd(crm);
            } finally {
                camel.stop();
            }
            screen.table(crm.leads());
            screen.say("  The sandbox counted at most %d rings for one number", sandbox.maxRingsPerNumber());
            return !crm.unfinished() && sandbox.maxRingsPerNumber() <= 1;
        }
    }

    /** The CRM of this folder; a fresh one when the last run has finished. */
    private Crm openCrm() throws IOException {
        Crm crm = Crm.open(work);
        if (crm.unfinished()) {
            screen.say("An earlier run did not finish; going on where it stopped.");
            return crm;
        }
        crm.close();
        Crm.delete(work);
        Files.deleteIfExists(work.resolve(SANDBOX_STATE));
        return Crm.open(work);
    }

    private Main camel(Crm crm, VoiceSandbox sandbox) {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("classpath:application.properties");
        camel.addOverrideProperty("agent", sandbox.agentId());
        camel.addOverrideProperty("sandbox.base-url", sandbox.baseUrl());
        camel.addOverrideProperty("sandbox.api-key", sandbox.apiKey());
        camel.bind("database", crm.database());
        camel.bind("screen", screen);
        return camel;
    }

    /** What a person does in Agoralia's web interface. */
    private void confirm(Crm crm, VoiceSandbox sandbox) throws InterruptedException {
        for (String proposal : crm.proposals()) {
            if (sandbox.dashboard().proposals().contains(proposal)) {
                screen.say(
                        "  Nobody was called yet. Somebody looks at the proposal in the dashboard, and confirms it.");
                TimeUnit.MILLISECONDS.sleep(THINKING.toMillis());
                sandbox.dashboard().confirm(proposal);
            }
        }
    }

    private void awaitEnd(Crm crm) throws InterruptedException {
        Instant until = Instant.now().plus(LONGEST);
        while (crm.unfinished()) {
            if (Instant.now().isAfter(until)) {
                screen.say("  It takes too long; %s may say why.", work.resolve("agoralia-campaign.log"));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
