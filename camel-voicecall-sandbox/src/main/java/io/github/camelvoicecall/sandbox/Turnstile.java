package io.github.camelvoicecall.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts requests against the limits of the key and of the address they come from. A refused request does not count. Thread-safe. */
final class Turnstile {
    private final List<SlidingWindow> ofKey;
    private final Map<String, SlidingWindow> ofAddress = new HashMap<>();
    private final RateLimit addressLimit;
    private final Clock clock;

    /**
     * How far a client is from its limit.
     *
     * @param limit requests that it may make in the window
     * @param remaining requests that it may make now
     */
    record Standing(int limit, int remaining) {}

    Turnstile(List<RateLimit> keyLimits, RateLimit addressLimit, Clock clock) {
        this.ofKey = keyLimits.stream().map(SlidingWindow::new).toList();
        this.addressLimit = addressLimit;
        this.clock = clock;
    }

    /** Zero if the request is within all limits; else how long until it would be. */
    synchronized Duration admit(String client) {
        Instant now = clock.instant();
        Duration wait = windows(client).stream()
                .map(window -> window.wait(now))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (wait.isZero()) {
            windows(client).forEach(window -> window.count(now));
        }
        return wait;
    }

    /** By the limit that is met first. */
    synchronized Standing standing(String client) {
        Instant now = clock.instant();
        return windows(client).stream()
                .map(window -> window.standing(now))
                .min(Comparator.comparingInt(Standing::remaining))
                .orElseThrow();
    }

    private List<SlidingWindow> windows(String client) {
        List<SlidingWindow> all = new ArrayList<>(ofKey);
        all.add(ofAddress.computeIfAbsent(client, any -> new SlidingWindow(addressLimit)));
        return all;
    }
}
