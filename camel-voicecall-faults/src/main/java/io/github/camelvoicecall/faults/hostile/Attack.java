package io.github.camelvoicecall.faults.hostile;

import io.github.camelvoicecall.faults.Patience;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Throws forged webhooks at all listeners while good ones keep coming, and tells what came of it. The same seed makes the same requests, times and addresses apart.
 *
 * @param count how many requests
 * @param perSecond how many in a second, at most
 * @param seed what they are made of
 * @param goodPerSecond good ones in a second
 * @param quiet how long good ones are timed alone
 * @param slow slow senders that are held open
 * @param folder where the ledger's file lies
 */
record Attack(int count, int perSecond, long seed, int goodPerSecond, Duration quiet, int slow, Path folder) {
    private static final int ATTACKERS = 4;
    private static final int PATIENCE_MILLIS = 400;
    private static final int MOST_SHOWN = 50;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    /** What a web server says of HTTP that it doesn't speak. */
    private static final Set<Integer> NOT_SPOKEN = Set.of(501, 505);

    private static final class Tally {
        private final Map<String, Map<Integer, Integer>> kinds = new TreeMap<>();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final List<String> accepted = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        private synchronized void add(int number, Forgery forgery, Target target, List<Integer> met) {
            for (int status : met.isEmpty() ? List.of(0) : met) {
                statuses.merge(status, 1, Integer::sum);
                kinds.computeIfAbsent(forgery.name(), key -> new TreeMap<>()).merge(status, 1, Integer::sum);
                String shown = "#" + number + " " + forgery.name() + " at " + target + ": " + status;
                if (status >= 500 && !NOT_SPOKEN.contains(status) && faults.size() < MOST_SHOWN) {
                    faults.add(shown);
                }
                boolean mayBeTaken = forgery.kind() == Forgery.Kind.KNOWN || forgery.kind() == Forgery.Kind.READ_AGAIN;
                if (!mayBeTaken && status / 100 == 2 && accepted.size() < MOST_SHOWN) {
                    accepted.add(shown);
                }
            }
        }
    }

    Report run() throws Exception {
        try (Listeners listeners = new Listeners(folder);
                LeakWatch watch = new LeakWatch(listeners.hidden())) {
            watch.start();
            listeners.start();
            GoodSender good = new GoodSender(listeners).start(goodPerSecond);
            try {
                return report(listeners, watch, good);
            } finally {
                good.stop();
            }
        }
    }

    private Report report(Listeners listeners, LeakWatch watch, GoodSender good) throws Exception {
        // what warms up is neither quiet nor under attack
        fire(listeners, good, new Tally(), count / 20, -seed - 1);
        good.times();
        Patience.pass(quiet);
        GoodSender.Times before = good.times();
        long heapBefore = heap();
        int threadsBefore = threads();
        AtomicInteger most = new AtomicInteger(threadsBefore);
        List<Socket> held = slowSenders(listeners);
        Thread dripping = drip(held, most);
        Tally tally = new Tally();
        good.times();
        fire(listeners, good, tally, count, seed);
        GoodSender.Times during = good.times();
        dripping.interrupt();
        dripping.join();
        for (Socket socket : held) {
            socket.close();
        }
        good.stop();
        List<String> missing = missing(listeners, good);
        return new Report(
                seed,
                count + slow,
                tally.kinds,
                through(listeners, good),
                tally.accepted,
                tally.faults,
                tally.statuses,
                good.ids().size(),
                missing,
                good.failures(),
                before,
                during,
                List.of(heapBefore, heap()),
                List.of(threadsBefore, most.get(), settledThreads(threadsBefore)),
                slow,
                (int) listeners.inbox(false).stream()
                        .filter(hash -> !hashes(listeners, good).contains(hash))
                        .count(),
                watch.lines(),
                watch.leaks());
    }

    private void fire(Listeners listeners, GoodSender good, Tally tally, int shots, long from)
            throws InterruptedException {
        List<Forgery> forgeries = Forgeries.all();
        boolean recordable = Patience.until(LONGEST_WAIT, () -> listeners.targets().stream()
                .filter(Target::signed)
                .allMatch(target -> good.taken(target).size() >= 2));
        if (!recordable) {
            throw new IllegalStateException("good webhooks don't arrive: there is nothing to forge");
        }
        Map<Target, List<byte[]>> recorded = new ConcurrentHashMap<>();
        listeners.targets().forEach(target -> recorded.put(target, good.taken(target)));
        ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();
        for (int i = 0; i < ATTACKERS; i++) {
            attackers.execute(() -> {
                for (int number = next.getAndIncrement(); number < shots; number = next.getAndIncrement()) {
                    LockSupport.parkNanos(begun + number * 1_000_000_000L / perSecond - System.nanoTime());
                    shoot(listeners, recorded, forgeries.get(number % forgeries.size()), number, from, tally);
                }
            });
        }
        attackers.shutdown();
        if (!attackers.awaitTermination(1, TimeUnit.HOURS)) {
            throw new IllegalStateException("The attack didn't end");
        }
    }

    private static void shoot(
            Listeners listeners,
            Map<Target, List<byte[]>> recorded,
            Forgery forgery,
            int number,
            long from,
            Tally tally) {
        Random random = new Random(from * 1_000_003 + number);
        List<Target> reachable =
                listeners.targets().stream().filter(forgery.at()::holds).toList();
        Target target = reachable.get(random.nextInt(reachable.size()));
        Aim aim = new Aim(target, listeners.targets(), recorded.get(target), random, Instant.now());
        List<Integer> met;
        try {
            met = Connection.send(listeners.port(), forgery.bytes().apply(aim), PATIENCE_MILLIS);
        } catch (IOException refused) {
            met = List.of();
        }
        tally.add(number, forgery, target, met);
    }

    /** Half of them never end their head, half never end their body. */
    private List<Socket> slowSenders(Listeners listeners) throws IOException {
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < slow; i++) {
            Target target = listeners.targets().get(i % listeners.targets().size());
            String head = "POST " + target.door() + " HTTP/1.1\r\nHost: x\r\n";
            String begun =
                    i % 2 == 0 ? head : head + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{";
            held.add(Connection.begin(listeners.port(), begun.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return held;
    }

    private static Thread drip(List<Socket> held, AtomicInteger mostThreads) {
        Thread dripping = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                for (Socket socket : held) {
                    try {
                        socket.getOutputStream().write('x');
                    } catch (IOException closedByTheServer) {
                        continue;
                    }
                }
                mostThreads.accumulateAndGet(threads(), Math::max);
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        });
        dripping.start();
        return dripping;
    }

    /** Waits for what is on its way, within reason. */
    private static List<String> missing(Listeners listeners, GoodSender good) {
        Patience.until(LONGEST_WAIT, () -> missingNow(listeners, good).isEmpty());
        return missingNow(listeners, good);
    }

    private static List<String> missingNow(Listeners listeners, GoodSender good) {
        Map<String, Integer> routed = listeners.routed();
        return good.ids().stream()
                .filter(id -> !routed.containsKey("event " + id))
                .toList();
    }

    private static List<String> through(Listeners listeners, GoodSender good) throws Exception {
        Set<String> sent = good.ids();
        List<String> through = new ArrayList<>(listeners.routed().keySet().stream()
                .filter(what -> !sent.contains(what.substring(what.indexOf(' ') + 1)))
                .toList());
        listeners.routed().forEach((what, times) -> {
            // both calls of the providers that are read again have more than one event
            if (times > 1 && what.startsWith("event v")) {
                through.add(what + ", " + times + " times");
            }
        });
        List<String> known = hashes(listeners, good);
        listeners.inbox(true).stream()
                .filter(hash -> !known.contains(hash))
                .forEach(hash -> through.add("a believed row in the inbox, body hash " + hash));
        Collections.sort(through);
        return through;
    }

    private static List<String> hashes(Listeners listeners, GoodSender good) {
        return listeners.targets().stream()
                .flatMap(target -> good.taken(target).stream())
                .map(Attack::hash)
                .collect(Collectors.toList());
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Patience.pass(Duration.ofMillis(100));
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Idle threads of pools live on for a minute; what is above the count before is given that long to go. */
    private static int settledThreads(int before) {
        Patience.until(Duration.ofSeconds(20), () -> threads() <= before);
        return threads();
    }
}
