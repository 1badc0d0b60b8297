package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that stands still while it holds a lock: paused, swapped out, or on a host that is gone without a word. */
class StalledTransactionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Postgres schema = Postgres.newSchema();
    private final JdbcCallLedger ledger = new JdbcCallLedger(schema.dataSource());
    private final CountDownLatch locked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void drop() {
        goOn.countDown();
        schema.drop();
    }

    @Test
    @Timeout(60)
    void replicasGoOnWithoutIt() throws Exception {
        ledger.reserve("limiter", 10, MINUTE, 1, MINUTE);
        CompletableFuture<Long> stalled = CompletableFuture.supplyAsync(this::standStill);
        locked.await();

        assertThat(ledger.reserve("limiter", 10, MINUTE, 2, MINUTE)).isEqualTo(2);

        goOn.countDown();
        assertThatThrownBy(stalled::join)
                .as("what it had begun is undone, or it would grant what others were granted")
                .hasCauseInstanceOf(LedgerException.class);
        assertThat(ledger.reserve("limiter", 10, MINUTE, 10, MINUTE)).isEqualTo(7);
    }

    private long standStill() {
        Transactions transactions = new Transactions(schema.dataSource(), JdbcCallLedger.DEFAULT_TABLE_PREFIX);
        transactions.dialect();
        return transactions.run(sql -> {
            sql.update("update #limits set granted = ''");
            locked.countDown();
            await(goOn);
            return sql.count("select count(*) from #limits");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
