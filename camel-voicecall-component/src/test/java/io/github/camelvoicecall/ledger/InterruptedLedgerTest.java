package io.github.camelvoicecall.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted while it places a call still notes what became of it. */
class InterruptedLedgerTest {
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");

    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void anInterruptIsKeptForLaterAndHarmsNoDatabase() {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("ledger"), "sa", "");
        try (JdbcCallLedger ledger = new JdbcCallLedger(pool)) {
            String ref = ledger.open(new Intent(
                            ACCOUNT,
                            "scope",
                            "k",
                            "f",
                            CallRequest.to("+15555550101").build(),
                            ledger.now(),
                            Duration.ofMinutes(1)))
                    .row()
                    .ref();

            Thread.currentThread().interrupt();
            ledger.unknown(ref, "interrupted");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(ledger.unresolved(ACCOUNT, 10)).hasSize(1);
        } finally {
            pool.dispose();
        }
    }
}
