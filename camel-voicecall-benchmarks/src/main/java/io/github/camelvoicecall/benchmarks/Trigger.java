package io.github.camelvoicecall.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Table (a): places calls at Vyora, one contestant after the other in every round. */
final class Trigger {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, Dialer.Source> contestants = new LinkedHashMap<>();
    private final int calls;
    private final int rounds;

    private Trigger(Options options) {
        int port = options.number("port", 0);
        String says = "http://127.0.0.1:" + port;
        String only = options.text("only", "");
        calls = options.number("calls", 20_000);
        rounds = options.number("rounds", 7);
        Map<String, Dialer.Source> all = new LinkedHashMap<>();
        all.put("hand-written route", () -> Dialer.handWritten(port));
        all.put("triggerCall, memory ledger", () -> Dialer.component(says, false));
        all.put("  the same, new connections", () -> Dialer.component(says + VyoraServer.SILENT, false));
        all.put("triggerCall, H2 ledger", () -> Dialer.component(says, true));
        all.put("HttpClient, pooled", () -> Dialer.bare(port, false));
        all.put("HttpClient, fresh each", () -> Dialer.bare(port, true));
        all.forEach((name, source) -> {
            if (only.isEmpty() || name.contains(only)) {
                contestants.put(name, source);
            }
        });
    }

    public static void main(String[] args) throws Exception {
        Trigger trigger = new Trigger(Options.of(args));
        for (int concurrency : new int[] {1, 8}) {
            trigger.table(concurrency);
        }
    }

    private void table(int concurrency) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = -2; round < rounds; round++) {
            for (Map.Entry<String, Dialer.Source> contestant : contestants.entrySet()) {
                Sample sample = measure(contestant.getValue(), concurrency);
                if (round >= 0) {
                    samples.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        print(concurrency, samples);
    }

    private Sample measure(Dialer.Source source, int concurrency) throws Exception {
        try (Dialer dialer = source.open()) {
            run(dialer, concurrency, Math.min(1_000, calls));
            System.gc();
            return run(dialer, concurrency, calls);
        }
    }

    private static Sample run(Dialer dialer, int concurrency, int calls) throws Exception {
        int each = calls / concurrency;
        long[] nanos = new long[each * concurrency];
        long[] bytes = new long[concurrency];
        Throwable[] failures = new Throwable[concurrency];
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            int caller = i;
            threads.add(new Thread(() -> {
                try {
                    start.await();
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    for (int call = caller * each; call < (caller + 1) * each; call++) {
                        long begun = System.nanoTime();
                        dialer.dial(call);
                        nanos[call] = System.nanoTime() - begun;
                    }
                    bytes[caller] = THREADS.getCurrentThreadAllocatedBytes() - before;
                } catch (Exception e) {
                    failures[caller] = e;
                }
            }));
        }
        threads.forEach(Thread::start);
        long begun = System.nanoTime();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        long elapsed = System.nanoTime() - begun;
        for (Throwable failure : failures) {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
        return Sample.of(nanos, elapsed, java.util.Arrays.stream(bytes).sum());
    }

    private void print(int concurrency, Map<String, List<Sample>> samples) {
        System.out.printf("%nconcurrency %d, %d calls, medians of %d rounds%n", concurrency, calls, rounds);
        System.out.printf(
                "%-28s %9s %9s %9s %11s   %s%n",
                "",
                "calls/s",
                "p50 us",
                "p99 us",
                "bytes/call",
                "against the hand-written route, median of the rounds' ratios: calls/s, p99, bytes");
        List<Sample> hand = samples.get("hand-written route");
        samples.forEach((name, rounds) -> {
            Sample median = Sample.median(rounds);
            String ratios = hand == null
                    ? ""
                    : "%.2f  %.2f  %.2f"
                            .formatted(
                                    Ratio.median(rounds, hand, Sample::perSecond),
                                    Ratio.median(rounds, hand, Sample::p99),
                                    Ratio.median(rounds, hand, Sample::bytes));
            System.out.printf(
                    "%-28s %9.0f %9.0f %9.0f %11.0f   %s%n",
                    name, median.perSecond(), median.p50(), median.p99(), median.bytes(), ratios);
        });
    }
}
