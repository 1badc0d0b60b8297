package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.CallLedgerContract.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelvoicecall.ledger.LedgerKind.H2;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in an H2 file. */
class JdbcCallLedgerTest extends SharedLedgerContract {
    @TempDir
    Path folder;

    @Override
    JdbcConnectionPool pool() {
        return H2.pool(folder);
    }

    @Override
    void shutdown(JdbcConnectionPool pool) {
        H2.shutdown(pool);
    }

    @Override
    String bytes() {
        return "blob";
    }

    @Override
    void clear() {
        execute("drop all objects");
    }

    // Durability

    @Test
    void it_is_durable_and_sees_to_it_that_h2_writes_at_once() throws Exception {
        assertThat(ledger.durable()).isTrue();
        assertThat(query("select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'"))
                .isEqualTo("0");
    }

    @Test
    void what_was_said_outlives_the_halt_of_its_process() throws Exception {
        H2.shutdown(database);
        HaltingProcess.run(folder);
        open();
        Opening opening = ledger.open(HaltingProcess.intent("lead-1"));
        assertThat(opening.found()).isEqualTo(Opening.Found.BUSY);
        assertThat(opening.row().request().to()).isEqualTo(NUMBER);
        assertThat(ledger.open(HaltingProcess.intent("lead-2")).found()).isEqualTo(Opening.Found.PLACED);
        assertThat(ledger.receive(HaltingProcess.event()).kind()).isEqualTo(Receipt.Kind.DUPLICATE);
    }

    @Test
    void a_database_in_memory_is_not_durable() {
        for (String url : List.of("jdbc:h2:mem:ledger", "jdbc:h2:nioMemFS:ledger")) {
            JdbcCallLedger forgetful = new JdbcCallLedger(dataSource(url + ";DB_CLOSE_DELAY=-1"));
            assertThat(forgetful.durable()).isFalse();
            assertThat(forgetful.open(intent("lead-1")).found()).isEqualTo(Opening.Found.FREE);
            H2.execute(forgetful.getDataSource(), "shutdown");
        }
    }

    @Test
    void a_database_that_it_may_not_make_durable_is_refused() {
        H2.execute(database, "set write_delay 500");
        H2.execute(database, "create user guest password ''");
        H2.execute(database, "grant alter any schema to guest");
        JdbcDataSource guest = dataSource(H2.url(folder));
        guest.setUser("guest");
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> new JdbcCallLedger(guest).start());
    }

    // Set-up

    @Test
    void a_database_that_cannot_be_reached_is_an_error_that_says_so() {
        JdbcCallLedger lost = new JdbcCallLedger(dataSource("jdbc:h2:tcp://localhost:1/none"));
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(lost::start)
                .withMessage("The call ledger gets no connection to its database");
    }

    // Transactions

    @Test
    void it_tries_again_when_it_waited_too_long_for_a_lock() throws Exception {
        JdbcCallLedger impatient = new JdbcCallLedger(dataSource(H2.url(folder) + ";LOCK_TIMEOUT=50"));
        ledger.notPlaced(ledger.open(intent("lead-1")).row().ref(), "refused");
        Opening opening = whileAnother(
                sql -> sql.update("update #calls set reason = 'refused'"), () -> impatient.open(intent("lead-1")));
        assertThat(opening.found()).isEqualTo(Opening.Found.FREE);
    }

    @Test
    void a_commit_that_cannot_be_forced_to_the_disk_is_an_error_and_not_done_twice() {
        Transactions transactions = new Transactions(database, "voicecall_");
        GroupCommit group = new GroupCommit(transactions, "insert into voicecall_schema (version) values (3)");
        AtomicInteger runs = new AtomicInteger();
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> transactions.run(sql -> runs.incrementAndGet(), group));
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_thread_that_is_interrupted_while_it_writes_cannot_take_the_database_down() throws Exception {
        JdbcCallLedger ledger = new JdbcCallLedger(database);
        ledger.start();
        AtomicInteger written = new AtomicInteger();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 300; i++) {
                ledger.open(intent("interrupted-" + i));
                written.incrementAndGet();
            }
        });
        writer.start();
        while (writer.isAlive()) {
            writer.interrupt();
            Thread.onSpinWait();
        }

        assertThat(written).hasValue(300);
        assertThat(query("select count(*) from voicecall_calls")).isEqualTo("300");
    }

    @Test
    void a_connection_goes_back_as_it_came_also_when_something_failed() throws Exception {
        try (Connection only = database.getConnection()) {
            only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            JdbcCallLedger careful = new JdbcCallLedger(lending(only));
            careful.start();
            careful.open(intent("twice"));
            careful.open(intent("twice"));

            assertThat(only.getAutoCommit()).isTrue();
            assertThat(only.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    /** A pool that puts nothing right when a connection comes back. */
    private static DataSource lending(Connection connection) {
        Connection lent = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> lent);
    }

    private static JdbcDataSource dataSource(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        dataSource.setUser("sa");
        return dataSource;
    }
}
