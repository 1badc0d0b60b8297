package io.github.camelvoicecall;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task at the earliest of the times that it was asked for, then forgets them all. Thread safe. */
final class Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final VoiceCallComponent component;
    private final Runnable task;
    private ScheduledFuture<?> next;

    /** @param component lends its threads */
    Alarm(VoiceCallComponent component, Runnable task) {
        this.component = component;
        this.task = task;
    }

    /** Runs it after this time, unless it runs sooner. */
    synchronized void in(Duration delay) {
        long millis = Math.max(0, delay.toMillis());
        if (next != null && next.getDelay(TimeUnit.MILLISECONDS) <= millis) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = component.ticker().schedule(this::ring, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Not scheduled: the context is stopping");
        }
    }

    private void ring() {
        synchronized (this) {
            next = null;
        }
        try {
            component.workers().execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Not run: the context is stopping");
        }
    }
}
