package io.github.camelvoicecall.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks for a {@link VoiceSandbox}. Everything has a default, so {@code VoiceSandbox.vyora().start()} is enough. Not thread-safe;
 * it can be started several times, each time another sandbox.
 */
public final class SandboxBuilder {
    private static final int DEFAULT_TRIES = 3; // ASSUMED: no provider says how often it repeats a webhook
    private static final Duration DEFAULT_SPACING = Duration.ofMillis(500); // ASSUMED, too

    private final String providerName;
    private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    private final Provider provider;
    private String bindAddress = "127.0.0.1";
    private int port;
    private String apiKey;
    private List<Agent> agents;
    private Function<String, Outcome> outcomes = Outcome::ofNumber;
    private Timing timing = Timing.FAST;
    private long seed;
    private Clock clock = Clock.systemUTC();
    private List<RateLimit> keyLimits;
    private RateLimit addressLimit;
    private int dialsPerSecond = 10_000;
    private final Map<Outcome, String> words = new EnumMap<>(Outcome.class);
    private WebhookNames webhookNames;
    private Signature signature;
    private Set<String> scopes;
    private Shape shape = Shape.PLAIN;
    private int credits = Assumptions.CREDITS;
    private FaultPlan faults = FaultPlan.NONE;
    private String webhookUrl;
    private String webhookSecret = "webhook-secret-of-the-sandbox";
    private Webhooks webhooks = Webhooks.DELIVERED;
    private Set<String> webhookEvents = Set.of();
    private int webhookTries = DEFAULT_TRIES;
    private Duration webhookSpacing = DEFAULT_SPACING;
    private Duration webhookTimeout;
    private Path state;

    SandboxBuilder(String providerName) {
        this.provider = Provider.named(providerName, Assumptions.OWN);
        this.providerName = providerName;
        this.apiKey = provider.apiKey();
        this.agents = provider.agents();
        this.keyLimits = provider.keyLimits();
        this.addressLimit = provider.addressLimit();
        this.webhookTimeout = provider.webhooks().timeout();
    }

    /** The port to listen on; a free one by default. */
    public SandboxBuilder port(int number) {
        port = number;
        return this;
    }

    /** The address to listen on; 127.0.0.1 by default. */
    public SandboxBuilder bindAddress(String address) {
        bindAddress = Objects.requireNonNull(address, "address");
        return this;
    }

    /**
     * The only API key that is let in; by default one of the provider's form.
     *
     * @throws IllegalArgumentException if the provider gives out no key of that form
     */
    public SandboxBuilder apiKey(String key) {
        provider.checkForm(key);
        apiKey = key;
        return this;
    }

    /** So many agents that can place calls, the first of them the default one; by default the two or three of a new workspace. */
    public SandboxBuilder agents(int count) {
        agents = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "Agent " + number)
                .map(name -> Agent.outbound(provider.agentId(name), name))
                .map(agent -> agent.name().equals("Agent 1") ? agent.asDefault() : agent)
                .toList();
        return this;
    }

    /** Exactly these agents. */
    public SandboxBuilder agents(Agent... these) {
        agents = List.of(these);
        return this;
    }

    /** What becomes of a call to a number; by default {@link Outcome#ofNumber}. */
    public SandboxBuilder outcomes(Function<String, Outcome> ofNumber) {
        outcomes = Objects.requireNonNull(ofNumber, "ofNumber");
        return this;
    }

    /** How long calls take; {@link Timing#FAST} by default. */
    public SandboxBuilder timing(Timing howLong) {
        timing = Objects.requireNonNull(howLong, "howLong");
        return this;
    }

    /** The seed of all chance; 0 by default. Ids of calls are new in every run, as they would be at the provider. */
    public SandboxBuilder seed(long number) {
        seed = number;
        return this;
    }

    /** The clock for all times and for the rate limit; the system's by default. It must tick about as fast as the real one. */
    public SandboxBuilder clock(Clock other) {
        clock = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * The rate limits of the key; by default the provider's: 60 a minute at Vyora, 120 a minute and
     * 20 000 a day at Agoralia, none documented at the others.
     */
    public SandboxBuilder rateLimit(RateLimit... limits) {
        keyLimits = List.of(limits);
        return this;
    }

    /** The rate limit of each client address; by default the provider's: 100 a minute at Agoralia. */
    public SandboxBuilder addressLimit(RateLimit limit) {
        addressLimit = Objects.requireNonNull(limit, "limit");
        return this;
    }

    /**
     * How fast a campaign dials its list; 10 000 a second by default.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public SandboxBuilder dialsPerSecond(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("dialsPerSecond must be at least 1 but is " + number);
        }
        dialsPerSecond = number;
        return this;
    }

    /**
     * The word that the provider shows for an outcome, in place of the one that the sandbox assumes; at VoxBridge the
     * disposition, elsewhere the status.
     */
    public SandboxBuilder word(Outcome outcome, String word) {
        words.put(Objects.requireNonNull(outcome, "outcome"), Objects.requireNonNull(word, "word"));
        return this;
    }

    /** The names in webhook bodies of a provider that documents none, such as Samora. */
    public SandboxBuilder webhookNames(WebhookNames names) {
        webhookNames = Objects.requireNonNull(names, "names");
        return this;
    }

    /** How webhooks are signed; by default as the provider says, or as the sandbox assumes where it says nothing, as at Samora. */
    public SandboxBuilder signature(Signature scheme) {
        signature = Objects.requireNonNull(scheme, "scheme");
        return this;
    }

    /** The form of answers that no page shows, as at OutboundCalls; {@link Shape#PLAIN} by default. */
    public SandboxBuilder shape(Shape form) {
        shape = Objects.requireNonNull(form, "form");
        return this;
    }

    /** What the account has at the start, at a provider that charges credits, as OutboundCalls does; a million by default. */
    public SandboxBuilder credits(int number) {
        credits = number;
        return this;
    }

    /**
     * What the key may do, at a provider whose keys have scopes, such as {@code me:read} at Agoralia; everything by default.
     */
    public SandboxBuilder scopes(String... names) {
        scopes = Set.of(names);
        return this;
    }

    /** Switches on behaviour that the provider's pages leave open. */
    public SandboxBuilder with(Quirk... more) {
        quirks.addAll(Arrays.asList(more));
        return this;
    }

    /** Faults by chance, from the start; none by default. */
    public SandboxBuilder faults(FaultPlan plan) {
        faults = Objects.requireNonNull(plan, "plan");
        return this;
    }

    /** Where webhook events go, as set in the provider's dashboard; nowhere by default. */
    public SandboxBuilder webhookUrl(String url) {
        webhookUrl = url;
        return this;
    }

    /** The secret that webhook events are signed with. */
    public SandboxBuilder webhookSecret(String secret) {
        webhookSecret = Objects.requireNonNull(secret, "secret");
        return this;
    }

    /** What happens to webhook events on their way; {@link Webhooks#DELIVERED} by default. */
    public SandboxBuilder webhooks(Webhooks behaviour) {
        webhooks = Objects.requireNonNull(behaviour, "behaviour");
        return this;
    }

    /** The events chosen in the dashboard; all by default. */
    public SandboxBuilder webhookEvents(String... names) {
        webhookEvents = Set.of(names);
        return this;
    }

    /** How often an event is tried, and how long after a failed attempt; by default 3 times, 500 ms. ASSUMED: documented nowhere. */
    public SandboxBuilder webhookTries(int tries, Duration spacing) {
        webhookTries = tries;
        webhookSpacing = Objects.requireNonNull(spacing, "spacing");
        return this;
    }

    /** How long the receiver may take; by default the provider's time: 5 s at Vyora, 15 s at VoxBridge. */
    public SandboxBuilder webhookTimeout(Duration timeout) {
        webhookTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * A file that keeps calls, counts and undelivered events, so that a sandbox that was killed goes on where it stopped when it
     * is started again; made if it is not there. Queued faults and the list of requests are not kept.
     */
    public SandboxBuilder state(Path file) {
        state = file;
        return this;
    }

    /** Starts the sandbox. */
    public VoiceSandbox start() {
        return new VoiceSandbox(settings());
    }

    private Settings settings() {
        return new Settings(
                Provider.named(
                        providerName, new Assumptions(quirks, words, webhookNames, signature, scopes, shape, credits)),
                bindAddress,
                port,
                apiKey,
                agents,
                outcomes,
                new CallLife(timing, seed),
                clock,
                keyLimits,
                addressLimit,
                Duration.ofSeconds(1).dividedBy(dialsPerSecond),
                Set.copyOf(quirks),
                faults,
                new WebhookSettings(
                        webhookUrl,
                        webhookSecret,
                        webhooks,
                        webhookEvents,
                        webhookTries,
                        webhookSpacing,
                        webhookTimeout),
                state);
    }
}
