package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in memory, for a single process and until it ends: a crash forgets what was intended, received and handed out.
 *
 * <p>Bounded. When it is full it evicts, oldest first, what nobody needs any more: calls that were not placed, or whose result was handed out to every subscription, or that
 * nobody subscribed to; events that were processed and handed out; jobs whose batches of recipients are settled. It never evicts a call that may have been placed and has no id, and takes in nothing new
 * ({@link LedgerException}) while it finds nothing to evict. An evicted key may be used again, and an evicted call is in no fence's way. Thread safe.
 */
public class MemoryCallLedger extends BookLedger {
    /** How many calls are kept unless told otherwise. */
    public static final int DEFAULT_MAX_CALLS = 100_000;

    /** How many webhook events are kept unless told otherwise. */
    public static final int DEFAULT_MAX_EVENTS = 100_000;

    /** How many batches of recipients are kept unless told otherwise. */
    public static final int DEFAULT_MAX_BATCHES = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryCallLedger.class);

    private final Clock clock;
    private final Ids ids = new Ids();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean started = new AtomicBoolean();
    private final MemoryDeliveries deliveries = new MemoryDeliveries(this::changed);
    private final MemoryCalls calls = new MemoryCalls(deliveries, this::getMaxCalls);
    private final MemoryInbox inbox = new MemoryInbox(deliveries, this::getMaxEvents);
    private final LimitStore limits = new MemoryLimits();
    private final BatchStore batches = new MemoryBatches(this::getMaxBatches);
    private final FirstSights firstSights = new MemoryFirstSights();
    private final LeadStore leads = new MemoryLeads(this::getMaxCalls);
    private final RingStore rings = new MemoryRings(this::getMaxCalls);
    private volatile int maxCalls = DEFAULT_MAX_CALLS;
    private volatile int maxEvents = DEFAULT_MAX_EVENTS;
    private volatile int maxBatches = DEFAULT_MAX_BATCHES;

    /** A ledger of the default size on the system's clock. */
    public MemoryCallLedger() {
        this(Clock.systemUTC());
    }

    /**
     * A ledger of the default size.
     *
     * @param clock the ledger's time
     */
    public MemoryCallLedger(Clock clock) {
        this.clock = clock;
    }

    /** @return how many calls are kept; default {@value #DEFAULT_MAX_CALLS} */
    public int getMaxCalls() {
        return maxCalls;
    }

    /** @param maxCalls how many calls are kept; default {@value #DEFAULT_MAX_CALLS} */
    public void setMaxCalls(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    /** @return how many webhook events are kept; default {@value #DEFAULT_MAX_EVENTS} */
    public int getMaxEvents() {
        return maxEvents;
    }

    /** @param maxEvents how many webhook events are kept; default {@value #DEFAULT_MAX_EVENTS} */
    public void setMaxEvents(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** @return how many batches of recipients are kept; default {@value #DEFAULT_MAX_BATCHES} */
    public int getMaxBatches() {
        return maxBatches;
    }

    /** @param maxBatches how many batches of recipients are kept; default {@value #DEFAULT_MAX_BATCHES} */
    public void setMaxBatches(int maxBatches) {
        this.maxBatches = maxBatches;
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public Instant now() {
        return Times.exact(clock.instant());
    }

    @Override
    public void start() {
        if (!started.getAndSet(true)) {
            LOG.info(
                    "The call ledger is in memory: idempotency keys, results not yet handed out and received webhooks don't"
                            + " outlive this process and aren't shared with others. A JdbcCallLedger keeps them.");
        }
    }

    @Override
    public void close() {
        // nothing was opened
    }

    @Override
    <T> T atomically(Function<Books, T> work) {
        lock.lock();
        try {
            return work.apply(
                    new Books(calls, deliveries, inbox, limits, batches, firstSights, leads, rings, ids, now()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    <T> T lastingly(Function<Books, T> work) {
        return atomically(work);
    }

    private void changed(String subject) {
        calls.changed(subject);
        inbox.changed(subject);
    }

    private static final class MemoryLimits implements LimitStore {
        private final Map<String, Grants> grants = new HashMap<>();

        @Override
        public Grants granted(String limiter) {
            return grants.getOrDefault(limiter, Grants.NONE);
        }

        @Override
        public void save(String limiter, Grants granted) {
            grants.put(limiter, granted);
        }
    }

    private static final class MemoryFirstSights implements FirstSights {
        private final Set<AccountId> seen = new HashSet<>();

        @Override
        public boolean has(AccountId account) {
            return seen.contains(account);
        }

        @Override
        public boolean add(AccountId account) {
            seen.add(account);
            return true;
        }
    }
}
