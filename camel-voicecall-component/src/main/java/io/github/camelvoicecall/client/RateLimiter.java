package io.github.camelvoicecall.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a provider's limit: never more than N requests in any sliding window, as the provider sees them. A request counts from its start until a window after its end, since
 * nobody knows when in between it arrived. Pure arithmetic: it says how long to wait, {@link #await} does the waiting. One for everything that shares a key; thread safe.
 */
public final class RateLimiter {
    /** How long requests reserved from a shared {@link Quota} may be used. */
    public static final Duration BLOCK = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final int BLOCKS_PER_WINDOW = 12;

    /** Who asks: placing calls comes first, looking in the background last. */
    public enum Use {
        /** Places a call. */
        DIAL,
        /** A read that a route waits for. */
        READ,
        /** A look in the background; takes what the others leave, and at most three quarters of the limit. */
        LOOK
    }

    private final Duration window;
    private final Clock clock;
    private final Deque<Instant> ended = new ArrayDeque<>();
    private final Deque<Instant> looked = new ArrayDeque<>();
    private int limit;
    private Quota quota;
    private int running;
    private int looking;
    private int dialsWaiting;
    private boolean asking;
    private int reserved;
    private int lastReserved = 1;
    private Instant reservedUntil = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;

    /**
     * @param limit requests in any window; 0 for no limit
     * @param window length of the window
     * @param quota a limit shared with other processes; null when there are none
     * @param clock tells the time
     */
    public RateLimiter(int limit, Duration window, Quota quota, Clock clock) {
        this.limit = limit;
        this.window = window;
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * Asks for one request.
     *
     * @param use who asks
     * @return zero if it may be sent now, to be followed by {@link #done}; else how long to wait before asking again
     */
    public Duration tryAcquire(Use use) {
        Question question;
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(pausedUntil)) {
                return Duration.between(now, pausedUntil);
            }
            if (limit <= 0) {
                return granted(use); // counted all the same: a limit may be set while it runs
            }
            if (use != Use.DIAL && dialsWaiting > 0) {
                return GLANCE;
            }
            if (quota == null) {
                return fromWindow(now, use);
            }
            if (asking && use != Use.LOOK) {
                return MOMENT;
            }
            question = question(now, use);
            if (question == null) {
                reserved--;
                return granted(use);
            }
        }
        return answer(question, use);
    }

    /** What is to be asked of the shared limit. */
    private record Question(Quota quota, int wanted, Instant since) {}

    /** Null while something is reserved. */
    private Question question(Instant now, Use use) {
        if (use == Use.LOOK) {
            return new Question(quota, 1, now);
        }
        boolean within = now.isBefore(reservedUntil);
        if (reserved > 0 && within) {
            return null;
        }
        asking = true;
        reserved = 0;
        // what isn't used in time is forfeited: reserve ahead only while all of it is used
        int wanted = within ? lastReserved * 2 : 1;
        return new Question(quota, Math.min(wanted, Math.max(1, limit / BLOCKS_PER_WINDOW)), now);
    }

    /** Outside the monitor: a slow database must not hold up those who give turns back or only look. */
    private Duration answer(Question question, Use use) {
        int given = 0;
        try {
            given = question.quota().reserve(use, question.wanted());
        } finally {
            if (use != Use.LOOK) {
                reserved(question, given);
            }
        }
        synchronized (this) {
            return given == 0 ? breath() : granted(use);
        }
    }

    private synchronized void reserved(Question question, int given) {
        asking = false;
        reserved += Math.max(0, given - 1);
        lastReserved = Math.max(1, given);
        reservedUntil = question.since().plus(BLOCK);
    }

    private Duration fromWindow(Instant now, Use use) {
        if (free(now) > 0 && (use != Use.LOOK || freeForLooks(now) > 0)) {
            return granted(use);
        }
        Deque<Instant> full = free(now) > 0 ? looked : ended;
        return full.isEmpty()
                ? GLANCE
                : Duration.between(now, full.peekFirst().plus(window)).plusMillis(1);
    }

    private int free(Instant now) {
        return limit - running - counting(ended, now);
    }

    private int freeForLooks(Instant now) {
        return Math.max(1, limit - limit / 4) - looking - counting(looked, now);
    }

    private int counting(Deque<Instant> past, Instant now) {
        while (!past.isEmpty() && !past.peekFirst().plus(window).isAfter(now)) {
            past.pollFirst();
        }
        return past.size();
    }

    private Duration granted(Use use) {
        running++;
        looking += use == Use.LOOK ? 1 : 0;
        return Duration.ZERO;
    }

    private Duration breath() {
        Duration share = window.dividedBy(Math.max(1, limit));
        return share.compareTo(GLANCE) < 0 ? GLANCE : share;
    }

    /**
     * How many background looks may be sent now, without taking a turn.
     *
     * @return the number, at least 0
     */
    public synchronized int room() {
        if (limit <= 0) {
            return clock.instant().isBefore(pausedUntil) ? 0 : Integer.MAX_VALUE;
        }
        if (clock.instant().isBefore(pausedUntil) || dialsWaiting > 0) {
            return 0;
        }
        return Math.max(0, Math.min(free(clock.instant()), freeForLooks(clock.instant())));
    }

    /**
     * Changes the limit, for a user who knows better than the provider's documentation.
     *
     * @param requests requests in any window; 0 for no limit
     * @param shared a limit shared with other processes; null when there are none
     */
    public synchronized void limit(int requests, Quota shared) {
        limit = requests;
        quota = shared;
    }

    /**
     * Ends a request that {@link #tryAcquire} allowed.
     *
     * @param use who asked
     */
    public synchronized void done(Use use) {
        if (running == 0) {
            return;
        }
        running--;
        looking -= use == Use.LOOK && looking > 0 ? 1 : 0;
        if (limit <= 0) {
            return;
        }
        ended.addLast(clock.instant());
        if (use == Use.LOOK) {
            looked.addLast(clock.instant());
        }
    }

    /**
     * Gives back what {@link #tryAcquire} allowed and nobody used.
     *
     * @param use who asked
     */
    public synchronized void forgo(Use use) {
        if (running == 0) {
            return;
        }
        running--;
        looking -= use == Use.LOOK && looking > 0 ? 1 : 0;
        reserved += quota == null ? 0 : 1;
    }

    /**
     * Stops everything for a while: the provider said so.
     *
     * @param wait how long
     */
    public synchronized void pause(Duration wait) {
        Instant until = clock.instant().plus(wait);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    /** @return the time in which so many requests are allowed */
    Duration window() {
        return window;
    }

    /** @return how long the limit stays used up at least, as far as this process has used it; the whole window when others have */
    synchronized Duration usedUp() {
        Instant now = clock.instant();
        counting(ended, now);
        return ended.isEmpty()
                ? window
                : Duration.between(now, ended.peekFirst().plus(window));
    }

    /** @return how long the provider's last pause still lasts */
    public synchronized Duration paused() {
        Instant now = clock.instant();
        return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }

    synchronized void waiting(Use use, int change) {
        dialsWaiting += use == Use.DIAL ? change : 0;
    }
}
