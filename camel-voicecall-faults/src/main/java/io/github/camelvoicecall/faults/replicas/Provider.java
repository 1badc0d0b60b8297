package io.github.camelvoicecall.faults.replicas;

import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.SandboxRequest;
import io.github.camelvoicecall.sandbox.Timing;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** A simulated provider of the trial, with a limit. */
record Provider(String name, VoiceSandbox sandbox) implements AutoCloseable {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int JITTER_PERCENT = 50;

    static Provider start(String name, Plan plan) {
        Timing timing = new Timing(
                Duration.ofMillis(200), plan.talk(), Duration.ofMillis(500), Duration.ofSeconds(1), JITTER_PERCENT);
        return new Provider(
                name,
                VoiceSandbox.of(name)
                        .seed(plan.seed())
                        .timing(timing)
                        .rateLimit(RateLimit.perMinute(plan.limit()))
                        .start());
    }

    /** What a replica must know. */
    List<String> args() {
        return List.of(sandbox.baseUrl(), sandbox.apiKey(), sandbox.webhookSecret());
    }

    long throttled() {
        return sandbox.requests().stream()
                .filter(request -> request.status() == 429)
                .count();
    }

    /** The most requests of any sliding minute. */
    int mostInAMinute() {
        Deque<Instant> window = new ArrayDeque<>();
        int most = 0;
        for (Instant at : sandbox.requests().stream()
                .map(SandboxRequest::at)
                .sorted(Comparator.naturalOrder())
                .toList()) {
            window.addLast(at);
            while (!window.peekFirst().plus(WINDOW).isAfter(at)) {
                window.removeFirst();
            }
            most = Math.max(most, window.size());
        }
        return most;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
