package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * How the provider treats its webhook events on the way to the receiver. Immutable; all chance is seeded.
 *
 * @param copies how often each event is sent; the copies of one event leave at the same moment
 * @param hold an event waits a random time of at most this, so that events overtake each other, also those of one call
 * @param lossPercent this many of a hundred events are lost, 0 to 100
 */
public record Webhooks(int copies, Duration hold, int lossPercent) {

    /** Every event once, at once: the default. */
    public static final Webhooks DELIVERED = new Webhooks(1, Duration.ZERO, 0);

    /** No event ever. */
    public static final Webhooks DROPPED = new Webhooks(0, Duration.ZERO, 0);

    /** Every event twice. */
    public static final Webhooks DOUBLED = new Webhooks(2, Duration.ZERO, 0);

    /** Every event three times. */
    public static final Webhooks TRIPLED = new Webhooks(3, Duration.ZERO, 0);

    private static final Duration DEFAULT_HOLD = Duration.ofMillis(500);

    /**
     * @throws IllegalArgumentException if a number is negative or the loss is not a percentage
     */
    public Webhooks {
        if (copies < 0 || hold.isNegative() || lossPercent < 0 || lossPercent > 100) {
            throw new IllegalArgumentException("copies and hold cannot be negative, lossPercent is from 0 to 100");
        }
    }

    /** The same, in random order: events are held up to 500 ms. */
    public Webhooks shuffled() {
        return shuffled(DEFAULT_HOLD);
    }

    /** The same, in random order: events are held for at most the given time. */
    public Webhooks shuffled(Duration longestHold) {
        return new Webhooks(copies, longestHold, lossPercent);
    }

    /** The same, but some events are lost. */
    public Webhooks losing(int percent) {
        return new Webhooks(copies, hold, percent);
    }

    /**
     * Reads the words {@code delivered}, {@code dropped}, {@code doubled}, {@code tripled}, {@code shuffled} and
     * {@code losing:PERCENT}, several with commas: {@code doubled,shuffled}.
     *
     * @throws IllegalArgumentException if there is another word
     */
    public static Webhooks parse(String words) {
        Webhooks webhooks = DELIVERED;
        for (String word : words.toLowerCase(Locale.ROOT).split(",", -1)) {
            webhooks = webhooks.and(word.strip());
        }
        return webhooks;
    }

    private Webhooks and(String word) {
        if (word.startsWith("losing:")) {
            return losing(Integer.parseInt(word.substring("losing:".length())));
        }
        return switch (word) {
            case "delivered" -> copies(1);
            case "dropped" -> copies(0);
            case "doubled" -> copies(2);
            case "tripled" -> copies(3);
            case "shuffled" -> shuffled();
            default -> throw new IllegalArgumentException("unknown webhook behaviour '" + word + "'");
        };
    }

    private Webhooks copies(int count) {
        return new Webhooks(count, hold, lossPercent);
    }

    boolean loses(RandomGenerator random) {
        return random.nextInt(100) < lossPercent;
    }

    Duration holdOf(RandomGenerator random) {
        return Duration.ofNanos(Math.round(hold.toNanos() * random.nextDouble()));
    }
}
