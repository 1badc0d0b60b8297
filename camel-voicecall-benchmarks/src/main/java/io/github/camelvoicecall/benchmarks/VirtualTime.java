package io.github.camelvoicecall.benchmarks;

import io.github.camelvoicecall.client.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/** Time that passes only while everybody sleeps: of all actors one runs at a time, and the one that sleeps shortest goes on. What it simulates comes out the same every time. */
public final class VirtualTime extends Clock implements Sleeper {
    private record Sleep(Instant until, long number, Semaphore over) {}

    private final PriorityQueue<Sleep> sleeps =
            new PriorityQueue<>(Comparator.comparing(Sleep::until).thenComparingLong(Sleep::number));
    private final Semaphore ended = new Semaphore(0);
    private volatile Instant now = Instant.parse("2026-01-15T09:00:00Z");
    private volatile Throwable failure;
    private long count;

    /** What an actor does. */
    @FunctionalInterface
    public interface Actor {
        /** @throws Exception what ends the simulation */
        void act() throws Exception;
    }

    /**
     * Adds an actor, to begin when time does.
     *
     * @param actor what it does
     */
    public void add(Actor actor) {
        Sleep start = asleep(Duration.ZERO);
        Thread thread = new Thread(() -> {
            start.over.acquireUninterruptibly();
            try {
                actor.act();
            } catch (Exception | Error e) {
                failure = e;
                ended.release();
                return;
            }
            next();
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets time pass until all actors are through. */
    public void run() {
        next();
        ended.acquireUninterruptibly();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void sleep(Duration duration) {
        Sleep mine = asleep(duration);
        next();
        mine.over.acquireUninterruptibly();
    }

    private Sleep asleep(Duration duration) {
        synchronized (sleeps) {
            Sleep sleep = new Sleep(now.plus(duration), count++, new Semaphore(0));
            sleeps.add(sleep);
            return sleep;
        }
    }

    private void next() {
        synchronized (sleeps) {
            Sleep next = sleeps.poll();
            if (next == null) {
                ended.release();
                return;
            }
            now = next.until;
            next.over.release();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
