package io.github.camelvoicecall.faults.hostile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The providers themselves: webhooks that come at a steady rate, whatever else is going on, each timed from when it was due. Thread safe. */
final class GoodSender {
    private static final int READ_AGAIN_EVERY = 100;

    private final Listeners listeners;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final AtomicInteger made = new AtomicInteger();
    private final Map<String, List<byte[]>> taken = new ConcurrentHashMap<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private List<Long> micros = Collections.synchronizedList(new ArrayList<>());

    GoodSender(Listeners listeners) {
        this.listeners = listeners;
    }

    GoodSender start(int perSecond) {
        long pause = 1_000_000L / perSecond;
        clock.scheduleAtFixedRate(this::next, 0, pause, TimeUnit.MICROSECONDS);
        return this;
    }

    private void next() {
        int number = made.getAndIncrement();
        try {
            if (number % READ_AGAIN_EVERY == 0) {
                readAgain(listeners.target(number % (2 * READ_AGAIN_EVERY) == 0 ? "samora" : "outboundcalls"));
            } else {
                signed(listeners.target(number % 2 == 0 ? "vyora" : "voxbridge"), "good-" + number);
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signed(Target target, String id) throws IOException, InterruptedException {
        byte[] body = target.event(id, Instant.now());
        long begun = System.nanoTime();
        int status = post(target, body);
        micros.add((System.nanoTime() - begun) / 1000);
        sent(target, id, body, status);
    }

    private int post(Target target, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(target))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (target.header() != null) {
            request.header(target.header(), target.proof(body));
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private URI address(Target target) {
        return URI.create("http://127.0.0.1:" + listeners.port() + target.path());
    }

    /** A call that the provider knows, so that reading it again confirms it. */
    private void readAgain(Target target) throws IOException, InterruptedException {
        String number = "+155555501" + (10 + made.get() / READ_AGAIN_EVERY % 80);
        String id = listeners.sandbox(target.provider()).placeElsewhere(number);
        byte[] body = target.event(id, Instant.now());
        sent(target, id, body, post(target, body));
    }

    private void sent(Target target, String id, byte[] body, int status) {
        if (status != 200) {
            failures.add(target + " answered " + status);
            return;
        }
        ids.add(target.provider() + " " + id);
        taken.computeIfAbsent(target.provider(), key -> Collections.synchronizedList(new ArrayList<>()))
                .add(body);
    }

    /** What an attacker may have recorded. */
    List<byte[]> taken(Target target) {
        List<byte[]> all = taken.getOrDefault(target.provider(), List.of());
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** Provider and id of each that was answered 200. */
    Set<String> ids() {
        return Set.copyOf(ids);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The 50th, 99th and largest time since the last time that this was asked, in microseconds. */
    synchronized Times times() {
        List<Long> measured = micros;
        micros = Collections.synchronizedList(new ArrayList<>());
        List<Long> sorted = new ArrayList<>(measured);
        Collections.sort(sorted);
        int last = sorted.size() - 1;
        return sorted.isEmpty()
                ? new Times(0, 0, 0, 0)
                : new Times(sorted.size(), sorted.get(last / 2), sorted.get(last * 99 / 100), sorted.get(last));
    }

    record Times(int count, long p50, long p99, long max) {}

    void stop() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
            failures.add("a good webhook had no answer for 30 s");
        }
    }
}
