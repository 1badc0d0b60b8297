package io.github.camelvoicecall.examples.crm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param provider {@code vyora} or {@code voxbridge}
 * @param leads the file of leads; null for the bundled one
 * @param real true for the provider itself, false for the sandbox
 * @param yes true when calling real people needs no further question
 * @param agent the provider's id of the AI agent; null for the sandbox's own
 * @param webhooks what happens to the sandbox's webhooks
 * @param work the folder that keeps the state; null for the usual one
 * @param port the port of the webhook; 0 for a free one
 * @param callsPerSecond how many calls begin in a second at most
 */
record Options(
        String provider,
        Path leads,
        boolean real,
        boolean yes,
        String agent,
        String webhooks,
        Path work,
        int port,
        int callsPerSecond,
        boolean help) {

    static final String HELP = """
            Calls the leads of a small CRM back, and writes the result of each call into the CRM.

              --provider NAME          vyora (default) or voxbridge
              --leads FILE             leads of your own: id,name,country,phone; the first line holds these names
              --webhooks HOW           what the sandbox does with its webhooks: delivered (default), dropped, tripled-shuffled
              --calls-per-second N     calls that begin in a second at most, default 5
              --work DIR               where CRM and ledger live, default target/crm-callback/PROVIDER
              --help                   this text

            Nobody is called for real unless you say so:

              --real                   calls the leads through the provider itself; needs --leads, --work and --agent, and the key
                                       in the environment: VOICECALL_API_KEY, and VOICECALL_WEBHOOK_SECRET to take webhooks
              --agent ID               the provider's id of the AI agent that calls
              --yes                    don't ask on the terminal whether to call
              --port N                 port of the webhook on 127.0.0.1, for a tunnel; default a free one

            Keys are not taken from the command line: every user of the machine can read it, and the shell remembers it.
            """;

    private static final Set<String> PROVIDERS = Set.of("vyora", "voxbridge");
    private static final Set<String> WEBHOOKS = Set.of("delivered", "dropped", "tripled-shuffled");

    /**
     * @throws UsageException if something is unknown, incomplete or contradicts itself
     */
    static Options parse(String... words) {
        Builder builder = new Builder();
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            builder.take(rest.next(), rest);
        }
        Options options = builder.build();
        if (!options.help) {
            options.check();
        }
        return options;
    }

    private void check() {
        require(PROVIDERS.contains(provider), "--provider is vyora or voxbridge, not '" + provider + "'");
        require(
                WEBHOOKS.contains(webhooks),
                "--webhooks is delivered, dropped or tripled-shuffled, not '" + webhooks + "'");
        require(leads == null || Files.isReadable(leads), "--leads: there is no file " + leads + " that can be read");
        require(callsPerSecond >= 1, "--calls-per-second is 1 or more");
        require(port >= 0 && port <= 65535, "--port is 0 to 65535");
        if (real) {
            require(leads != null, "--real needs --leads FILE: the bundled leads are for the sandbox only");
            require(
                    work != null,
                    "--real needs --work DIR: it remembers who was called, and target is deleted by every mvn clean");
            require(agent != null, "--real needs --agent ID: the AI agent that calls");
            require(webhooks.equals("delivered"), "--webhooks is for the sandbox");
        } else {
            require(agent == null, "--agent is for --real: the sandbox has its own agent");
            require(!yes, "--yes is for --real: the sandbox calls nobody");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new UsageException(message);
        }
    }

    /** The folder that keeps the state of this run. */
    Path workFolder() {
        return work != null ? work : Path.of("target", "crm-callback", provider);
    }

    /** How the sandbox names the behaviour of its webhooks. */
    String sandboxWebhooks() {
        return webhooks.replace('-', ',');
    }

    /** Takes words one by one. */
    private static final class Builder {
        private String provider = "vyora";
        private Path leads;
        private boolean real;
        private boolean yes;
        private String agent;
        private String webhooks = "delivered";
        private Path work;
        private int port;
        private int callsPerSecond = 5;
        private boolean help;

        void take(String word, Iterator<String> rest) {
            switch (word) {
                case "--provider" -> provider = value(word, rest);
                case "--leads" -> leads = Path.of(value(word, rest));
                case "--real" -> real = true;
                case "--yes" -> yes = true;
                case "--agent" -> agent = value(word, rest);
                case "--webhooks" -> webhooks = value(word, rest);
                case "--work" -> work = Path.of(value(word, rest));
                case "--port" -> port = number(word, rest);
                case "--calls-per-second" -> callsPerSecond = number(word, rest);
                case "--help" -> help = true;
                case "--api-key", "--webhook-secret" ->
                    throw new UsageException(word + ": set "
                            + (word.equals("--api-key") ? "VOICECALL_API_KEY" : "VOICECALL_WEBHOOK_SECRET")
                            + " in the environment instead; every user of the machine can read a command line");
                default -> throw new UsageException("there is no option " + word);
            }
        }

        private static String value(String word, Iterator<String> rest) {
            String value = rest.hasNext() ? rest.next() : "--";
            if (value.startsWith("--")) {
                throw new UsageException(word + " needs a value");
            }
            return value;
        }

        private static int number(String word, Iterator<String> rest) {
            String value = value(word, rest);
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new UsageException(word + " needs a number, not '" + value + "'", e);
            }
        }

        Options build() {
            return new Options(provider, leads, real, yes, agent, webhooks, work, port, callsPerSecond, help);
        }
    }
}
