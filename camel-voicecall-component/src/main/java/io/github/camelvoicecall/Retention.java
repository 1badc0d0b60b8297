package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallLedger;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blanks people's data in a ledger once it is old enough: when the ledger is taken up and every hour, a bounded number of rows at a time. Thread safe. */
final class Retention {
    static final Duration EVERY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final CallLedger ledger;
    private final Duration age;
    private final Duration every;
    private final ScheduledExecutorService ticker;
    private final ExecutorService workers;

    /**
     * @param age how long data is kept
     * @param every how often it is looked for
     */
    Retention(
            CallLedger ledger, Duration age, Duration every, ScheduledExecutorService ticker, ExecutorService workers) {
        this.ledger = ledger;
        this.age = age;
        this.every = every;
        this.ticker = ticker;
        this.workers = workers;
    }

    void start() {
        in(Duration.ZERO);
    }

    private void in(Duration delay) {
        try {
            ticker.schedule(() -> workers.execute(this::run), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Nothing more is blanked: the context is stopping");
        }
    }

    private void run() {
        boolean more = false;
        try {
            int blanked = ledger.blank(age, MOST);
            more = blanked >= MOST;
            if (blanked > 0) {
                LOG.info("People's data was taken out of {} rows of the call ledger, by the option retention", blanked);
            }
        } catch (RuntimeException e) {
            LOG.warn("People's data that is old enough stays in the call ledger for now: {}", e.getMessage());
        } finally {
            in(more ? SOON : every);
        }
    }
}
