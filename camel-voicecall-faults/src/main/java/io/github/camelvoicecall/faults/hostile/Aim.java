package io.github.camelvoicecall.faults.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What an attacker aims at, and has: a listener, some webhooks of its provider that were recorded on the way, and chance.
 *
 * @param target the listener
 * @param others all listeners
 * @param recorded bodies that were taken in, of the same provider
 * @param random repeatable chance
 * @param now the time
 */
record Aim(Target target, List<Target> others, List<byte[]> recorded, Random random, Instant now) {
    /** A body that nobody sent. */
    byte[] evil() {
        return target.event(id(), now);
    }

    private String id() {
        return "evil-" + Long.toHexString(random.nextLong());
    }

    byte[] evil(Duration late) {
        return target.event(id(), now.minus(late));
    }

    String evilText() {
        return new String(evil(), StandardCharsets.UTF_8);
    }

    byte[] heard() {
        return recorded.get(random.nextInt(recorded.size()));
    }

    byte[] heardElse(byte[] than) {
        byte[] other = heard();
        while (other == than) {
            other = heard();
        }
        return other;
    }

    Target other() {
        Target other = others.get(random.nextInt(others.size()));
        return other.equals(target) ? others.get((others.indexOf(other) + 1) % others.size()) : other;
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
