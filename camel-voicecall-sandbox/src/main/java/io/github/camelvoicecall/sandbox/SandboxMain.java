package io.github.camelvoicecall.sandbox;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Runs a sandbox as a process of its own, until it is killed. {@code --help} lists the options. */
public final class SandboxMain {
    private static final String HELP = """
            Simulates a voice call provider on this machine.

              --provider NAME         vyora, voxbridge, samora, agoralia or outboundcalls (required)
              --port N                default 8089, 0 for a free one
              --bind ADDRESS          default 127.0.0.1
              --api-key KEY           the only key that is let in
              --webhook-url URL       where events go, default nowhere
              --webhook-secret S      what events are signed with
              --webhooks WORDS        delivered, dropped, doubled, tripled, shuffled, losing:PERCENT; with commas
              --agents N              so many agents
              --talk-millis N         how long a call is talked, default 20000
              --fast                  calls of about 200 ms
              --dials-per-second N    how fast a campaign dials, default 10000
              --quirks WORDS          behaviour that pages leave open, such as CONFIRMS_ITSELF; with commas
              --no-rate-limit         default: the provider's own
              --state FILE            go on after a restart
              --seed N                seed of all chance, default 0
              --help                  this text

            Another process can look and steer: GET /__sandbox/counts, POST /__sandbox/faults, webhook, call, inbound, confirm, reset.
            """;

    private SandboxMain() {}

    /** Starts a sandbox with the options of the command line and never returns, unless it cannot start. */
    public static void main(String[] words) throws InterruptedException {
        try {
            Arguments arguments = Arguments.parse(words);
            if (arguments.has("help")) {
                System.out.print(HELP);
                return;
            }
            announce(builder(arguments).start(), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + HELP);
            System.exit(2);
        }
        new CountDownLatch(1).await();
    }

    static SandboxBuilder builder(Arguments arguments) {
        SandboxBuilder builder = VoiceSandbox.of(arguments.required("provider"))
                .port(Integer.parseInt(arguments.text("port").orElse("8089")))
                .seed(Long.parseLong(arguments.text("seed").orElse("0")))
                .timing(timing(arguments));
        arguments.text("bind").ifPresent(builder::bindAddress);
        arguments.text("api-key").ifPresent(builder::apiKey);
        arguments.text("agents").map(Integer::parseInt).ifPresent(builder::agents);
        arguments.text("webhook-url").ifPresent(builder::webhookUrl);
        arguments.text("webhook-secret").ifPresent(builder::webhookSecret);
        arguments.text("webhooks").map(Webhooks::parse).ifPresent(builder::webhooks);
        arguments.text("dials-per-second").map(Integer::parseInt).ifPresent(builder::dialsPerSecond);
        arguments.text("quirks").map(SandboxMain::quirks).ifPresent(builder::with);
        arguments.text("state").map(Path::of).ifPresent(builder::state);
        return arguments.has("no-rate-limit")
                ? builder.rateLimit(RateLimit.NONE).addressLimit(RateLimit.NONE)
                : builder;
    }

    private static Quirk[] quirks(String words) {
        return Arrays.stream(words.split(",", -1))
                .map(String::strip)
                .map(Quirk::valueOf)
                .toArray(Quirk[]::new);
    }

    private static Timing timing(Arguments arguments) {
        Timing timing = arguments.has("fast") ? Timing.FAST : Timing.LIVELY;
        return arguments
                .text("talk-millis")
                .map(Long::parseLong)
                .map(Duration::ofMillis)
                .map(timing::withTalk)
                .orElse(timing);
    }

    private static void announce(VoiceSandbox sandbox, PrintStream out) {
        out.println("base URL        " + sandbox.baseUrl());
        out.println("API key         " + sandbox.apiKey());
        out.println("webhook secret  " + sandbox.webhookSecret());
        out.println("agent id        " + sandbox.agentId());
        out.flush();
    }
}
