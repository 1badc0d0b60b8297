package io.github.camelvoicecall;

import io.github.camelvoicecall.benchmarks.Options;
import io.github.camelvoicecall.benchmarks.VirtualTime;
import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.SimulatedProvider;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.providers.VoxBridge;
import io.github.camelvoicecall.providers.Vyora;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;

/**
 * Table (c): how soon the watcher learns that calls have ended, and by how many requests. In virtual time, by the component's own placer, watcher, limiter and ledger: 20 lines,
 * each of which takes the next call as soon as its last one has ended, and 60 requests a minute for calls and looks together.
 */
final class Learning {
    private static final int LINES = 20;
    private static final double UNANSWERED = 0.3;
    private static final long UNANSWERED_MILLIS = 25_000;
    private static final double MEDIAN_MILLIS = 60_000;
    private static final double SIGMA = 0.8;
    private static final Duration STEP = Duration.ofMillis(250);

    private final int calls;
    private final Duration every;
    private final VirtualTime time = new VirtualTime();
    private final CallLedger ledger;
    private final SimulatedProvider provider;
    private final Account account;
    private final ApiClient client;
    private final Subscription subscription;
    private final Queue<Long> lengths;
    private final List<Duration> waits = new ArrayList<>();
    private int handedOut;

    private Learning(int calls, boolean lists, Duration every, long seed) {
        this.calls = calls;
        this.every = every;
        ProviderSpec spec = lists ? new VoxBridge().spec() : new Vyora().spec();
        AccountId id = new AccountId(spec.name(), "default");
        ledger = new MemoryCallLedger(time);
        provider = new SimulatedProvider(time, lists);
        account = new Account(id, spec, ledger, new VoiceCallComponent());
        client = provider.client(spec, id);
        subscription =
                new Subscription(id, Subscription.Kind.CALLS, Subscription.DEFAULT, true, Duration.ofMinutes(10));
        lengths = lengths(calls, seed);
    }

    public static void main(String[] args) {
        Options options = Options.of(args);
        int most = options.number("most", 10_000);
        Duration reads = Duration.ofMillis(options.number("delay", 60_000));
        Duration lists = Duration.ofMillis(options.number("listDelay", 60_000));
        System.out.printf(
                "%n60 requests a minute, 20 lines, median 60 s (sigma 0.8), 30 %% unanswered at 25 s; medians of 5 orders%n");
        System.out.printf(
                "%-32s %7s %10s %9s %9s %9s %12s %12s%n",
                "", "calls", "looks/call", "mean s", "p95 s", "max s", "dial waits s", "most/minute");
        for (int calls = 100; calls <= most; calls *= 10) {
            print("single reads, delay=" + reads.toMillis(), calls, false, reads);
        }
        for (int calls = 100; calls <= most; calls *= 10) {
            print("list, delay=" + lists.toMillis(), calls, true, lists);
        }
        System.exit(0);
    }

    private static void print(String title, int calls, boolean lists, Duration every) {
        List<double[]> runs = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            runs.add(new Learning(calls, lists, every, seed).run());
        }
        double[] medians = new double[runs.get(0).length];
        for (int i = 0; i < medians.length; i++) {
            int figure = i;
            medians[i] = runs.stream()
                    .mapToDouble(run -> run[figure])
                    .sorted()
                    .skip(2)
                    .findFirst()
                    .orElseThrow();
        }
        System.out.printf(
                "%-32s %7d %10.2f %9.1f %9.1f %9.1f %12.1f %12.0f%n",
                title, calls, medians[0], medians[1], medians[2], medians[3], medians[4], medians[5]);
    }

    /** The same lengths whatever the seed, in another order. */
    private static Queue<Long> lengths(int calls, long seed) {
        int unanswered = (int) Math.round(calls * UNANSWERED);
        List<Long> lengths = new ArrayList<>(Collections.nCopies(unanswered, UNANSWERED_MILLIS));
        Random normal = new Random(7);
        while (lengths.size() < calls) {
            lengths.add(Math.round(MEDIAN_MILLIS * Math.exp(SIGMA * normal.nextGaussian())));
        }
        Collections.shuffle(lengths, new Random(seed));
        return new ArrayDeque<>(lengths);
    }

    private double[] run() {
        ledger.subscribe(subscription);
        for (int i = 0; i < LINES; i++) {
            time.add(this::line);
        }
        time.add(this::watch);
        time.run();
        double[] delays = provider.delays().values().stream()
                .mapToDouble(delay -> delay.toMillis() / 1e3)
                .sorted()
                .toArray();
        if (delays.length != calls) {
            throw new IllegalStateException(delays.length + " of " + calls + " ends were learnt");
        }
        return new double[] {
            (double) provider.looks() / calls,
            java.util.Arrays.stream(delays).average().orElseThrow(),
            delays[delays.length * 95 / 100],
            delays[delays.length - 1],
            waits.stream().mapToDouble(wait -> wait.toMillis() / 1e3).average().orElseThrow(),
            provider.mostInAMinute()
        };
    }

    private void line() throws Exception {
        PlacingRules rules =
                new PlacingRules(account.id().toString(), true, Duration.ofMinutes(5), null, null, CallGuards.NONE);
        CallPlacer placer = new CallPlacer(account, client, rules);
        for (Long millis = lengths.poll(); millis != null; millis = lengths.poll()) {
            String key = "lead-" + lengths.size();
            CallRequest request = CallRequest.to("+14155551000")
                    .agentId("a-1")
                    .variables(Map.of("length_ms", millis))
                    .idempotencyKey(key)
                    .build();
            Instant wanted = time.instant();
            placer.place(request, new IntentKeys.Key(key, false), key);
            waits.add(Duration.between(wanted, time.instant()));
            time.sleep(Duration.ofMillis(millis));
        }
    }

    /** What a polling consumer does: a look every delay, and one whenever the watcher wants it. */
    private void watch() throws Exception {
        while (handedOut < calls) {
            account.watcher().look(client, every);
            Instant latest = time.instant().plus(every);
            do {
                List<Delivery> claimed = ledger.claim(subscription, 1_000, Duration.ofSeconds(30));
                claimed.forEach(ledger::done);
                handedOut += claimed.size();
                time.sleep(STEP);
            } while (handedOut < calls
                    && time.instant().isBefore(earlier(account.watcher().next(), latest)));
        }
    }

    private static Instant earlier(Optional<Instant> next, Instant latest) {
        return next.filter(latest::isAfter).orElse(latest);
    }
}
