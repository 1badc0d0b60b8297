package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.model.VoiceCallException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Whether the provider answers and takes the key, for health checks however often they come: it is asked twice a minute at most, and only while the limit leaves room for calls as
 * well. Thread safe.
 */
final class Probe {
    private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Answer last = new Answer(false, null, 0);

    /** @param nanoTime tells the time */
    Probe(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What the provider said last.
     *
     * @param asked false when it wasn't asked yet
     * @param failure why it failed; null when it didn't
     * @param freshUntil until when it isn't asked again
     */
    record Answer(boolean asked, VoiceCallException failure, long freshUntil) {}

    /** What the provider says, or said last if it isn't to be asked now. */
    Answer ask(ApiClient client) {
        boolean fresh = last.asked() && nanoTime.getAsLong() - last.freshUntil() < 0;
        if (fresh || !asking.tryLock()) {
            return last;
        }
        try {
            if (client.probe()) {
                last = answered(null);
            }
        } catch (VoiceCallException e) {
            last = answered(e);
        } finally {
            asking.unlock();
        }
        return last;
    }

    private Answer answered(VoiceCallException failure) {
        return new Answer(true, failure, nanoTime.getAsLong() + FRESH_NANOS);
    }
}
