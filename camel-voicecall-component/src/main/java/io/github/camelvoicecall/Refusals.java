package io.github.camelvoicecall;

import io.github.camelvoicecall.model.WebhookRejectedException;
import io.github.camelvoicecall.model.WebhookRejectedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks that an account let in and those it turned away, for health and log: a wrong secret must be seen, and a stranger who knocks a million times must not fill a disk.
 * Thread safe.
 */
final class Refusals {
    // the gate's own logger: its lines are the ones that operators look for
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int LINES = 20;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private long taken;
    private long refused;
    private Reason lastReason;
    private Instant lastAt;
    private boolean unproven;
    private long windowBegan;
    private int lines;
    private long silent;

    /**
     * @param clock tells the time of a refusal
     * @param nanoTime tells how long a minute is
     */
    Refusals(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.windowBegan = nanoTime.getAsLong();
    }

    synchronized void taken() {
        taken++;
        unproven = false;
    }

    void refused(WebhookRejectedException refusal) {
        String line = count(refusal);
        if (line != null) {
            LOG.info("{}", line);
        }
    }

    /** @return the line to log; null when this minute has had enough of them */
    private synchronized String count(WebhookRejectedException refusal) {
        refused++;
        lastReason = refusal.getReason();
        lastAt = clock.instant();
        unproven |= lastReason.httpStatus() == Reason.SIGNATURE_WRONG.httpStatus();
        long now = nanoTime.getAsLong();
        if (now - windowBegan >= WINDOW) {
            windowBegan = now;
            lines = 0;
        }
        if (lines >= LINES) {
            silent++;
            return null;
        }
        lines++;
        String before = silent == 0 ? "" : " (and " + silent + " more before, of which no line was written)";
        silent = 0;
        return refusal.getMessage() + before;
    }

    /** What health shows. */
    synchronized Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        // one that was let in proves that the secret is right, whatever strangers send
        figures.put("webhooks.state", unproven ? "DEGRADED" : "OK");
        figures.put("webhooks.taken", taken);
        figures.put("webhooks.refused", refused);
        if (lastAt != null) {
            figures.put("webhooks.lastRefused", lastAt + " " + lastReason);
        }
        return figures;
    }
}
