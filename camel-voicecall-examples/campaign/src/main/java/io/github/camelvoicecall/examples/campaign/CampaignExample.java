package io.github.camelvoicecall.examples.campaign;

import io.github.camelvoicecall.sandbox.Timing;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/**
 * 20 000 people are called by a campaign: {@code campaign.yaml} is the route, this class sets it up and shows how it goes. Killed at any time and started again, it goes on; nobody is
 * added twice.
 */
public final class CampaignExample {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String SANDBOX_STATE = "sandbox.state";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Timing CALLS =
            new Timing(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(1), 40);

    private final Options options;
    private final Screen screen;
    private final Path work;

    private CampaignExample(Options options, Screen screen) {
        this.options = options;
        this.screen = screen;
        this.work = options.work();
    }

    /** Runs the example; {@code --help} lists the options. Ends with status 0 when everybody who can be called has a result, 1 if not, 2 if misused. */
    public static void main(String[] words) {
        int status = run(System.out, words);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(PrintStream out, String... words) {
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        try {
            Options options = Options.parse(words);
            if (options.help()) {
                text.print(Options.HELP);
                return 0;
            }
            return new CampaignExample(options, new Screen(text)).go() ? 0 : FAILED;
        } catch (UsageException e) {
            text.println("campaign: " + e.getMessage() + System.lineSeparator() + "Try --help.");
            return MISUSED;
        } catch (Exception e) {
            Throwable cause = e instanceof CamelExecutionException && e.getCause() != null ? e.getCause() : e;
            text.println("campaign failed: " + cause.getMessage());
            return FAILED;
        }
    }

    /** @return true when everybody who can be called has a result, and nobody was put on the list twice */
    private boolean go() throws Exception {
        Files.createDirectories(work);
        System.setProperty("campaign.log", work.resolve("campaign.log").toString());
        try (Crm crm = openCrm();
                VoiceSandbox sandbox = startSandbox()) {
            screen.say("Samora is simulated by the sandbox; nobody's telephone rings.");
            Main camel = camel(crm, sandbox);
            try {
                camel.start();
                camel.getCamelTemplate().requestBody("direct:run-campaign", (Object) null);
                awaitEnd(crm);
            } finally {
                camel.stop();
            }
            return report(crm, sandbox);
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
        screen.say("Calling %d people through a campaign of Samora.", options.people());
        People.write(work.resolve("people.csv"), options.people());
        return Crm.open(work);
    }

    private VoiceSandbox startSandbox() {
        return VoiceSandbox.samora()
                .state(work.resolve(SANDBOX_STATE)) // so that its campaign goes on after a kill
                .timing(CALLS)
                .dialsPerSecond(options.callsPerSecond())
                .start();
    }

    private Main camel(Crm crm, VoiceSandbox sandbox) {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("classpath:application.properties");
        camel.addOverrideProperty("work", work.toAbsolutePath().toString());
        camel.addOverrideProperty("campaign", "Spring recall");
        camel.addOverrideProperty("agent", sandbox.agentId());
        camel.addOverrideProperty("sandbox.base-url", sandbox.baseUrl());
        camel.addOverrideProperty("sandbox.api-key", sandbox.apiKey());
        camel.bind("crm", crm);
        camel.bind("database", crm.database());
        camel.bind("screen", screen); // also gets events, as every EventNotifier in the registry does
        return camel;
    }

    private void awaitEnd(Crm crm) throws InterruptedException {
        while (!crm.over()) {
            if (screen.seconds() > LONGEST.toSeconds()) {
                screen.say("  It takes too long; %s may say why.", work.resolve("campaign.log"));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean report(Crm crm, VoiceSandbox sandbox) {
        Map<String, Integer> counts = crm.counts();
        screen.sums(counts);
        screen.say("  Samora has %d people on its list, nobody more than once: %s", sandbox.calls(), once(sandbox));
        screen.say("  Time: %d s", screen.seconds());
        boolean open = counts.containsKey("NEW") || counts.containsKey("LISTED") || counts.containsKey("UNSURE");
        return !open && crm.over() && once(sandbox);
    }

    private static boolean once(VoiceSandbox sandbox) {
        return sandbox.calls() == sandbox.rings().size() && sandbox.maxRingsPerNumber() <= 1;
    }
}
