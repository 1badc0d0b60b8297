package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.CallLedgerContract.ACCOUNT;
import static io.github.camelvoicecall.ledger.CallLedgerContract.ALL;
import static io.github.camelvoicecall.ledger.CallLedgerContract.HOLD;
import static io.github.camelvoicecall.ledger.CallLedgerContract.LEASE;
import static io.github.camelvoicecall.ledger.CallLedgerContract.NUMBER;
import static io.github.camelvoicecall.ledger.CallLedgerContract.SCOPE;
import static io.github.camelvoicecall.ledger.CallLedgerContract.analysed;
import static io.github.camelvoicecall.ledger.CallLedgerContract.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.camelvoicecall.ledger.LedgerKind.H2;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a ledger in a database does: it outlives its process and is shared. */
class JdbcCallLedgerTest {
    @TempDir
    Path folder;

    private JdbcConnectionPool database;
    private JdbcCallLedger ledger;

    @BeforeEach
    void open() {
        database = H2.pool(folder);
        ledger = new JdbcCallLedger(database);
        ledger.start();
    }

    @AfterEach
    void close() {
        ledger.close();
        H2.shutdown(database);
    }

    // Durability

    @Test
    void it_is_durable_and_sees_to_it_that_h2_writes_at_once() throws Exception {
        assertThat(ledger.durable()).isTrue();
        assertThat(query("select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'"))
                .isEqualTo("0");
    }

    @Test
    @Tag("P1")
    void an_intent_is_committed_before_open_returns() throws Exception {
        ledger.open(intent("lead-1"));
        assertThat(query("select state from voicecall_calls where intent_key = 'lead-1'"))
                .isEqualTo("INTENDED");
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
    void everything_is_there_when_the_database_is_opened_again() {
        ledger.subscribe(ALL);
        String ref = ledger.open(intent("lead-1")).row().ref();
        ledger.accepted(ref, call("c-1", CallStatus.QUEUED).build());
        CallRow row =
                ledger.learn(ACCOUNT, Sighting.of(analysed("c-1").build())).row();
        ledger.receive(event());
        ledger.reserve("vyora", 60, Duration.ofMinutes(1), 60, Duration.ofSeconds(5));
        close();
        open();

        assertThat(ledger.find(ACCOUNT, "c-1")).contains(row);
        assertThat(ledger.claim(ALL, 10, LEASE)).extracting(Delivery::call).containsExactly(row);
        assertThat(ledger.claimEvents(ACCOUNT, 10, LEASE)).hasSize(1);
        assertThat(ledger.reserve("vyora", 60, Duration.ofMinutes(1), 1, Duration.ofSeconds(5)))
                .isZero();
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

    // Replicas

    @Test
    void replicas_share_keys_and_results_and_never_claim_the_same() throws Exception {
        ledger.subscribe(ALL);
        JdbcCallLedger[] replicas = {ledger, new JdbcCallLedger(database), new JdbcCallLedger(H2.pool(folder))};
        List<List<String>> opened = Together.run(6, i -> () -> {
            JdbcCallLedger mine = replicas[i % replicas.length];
            List<String> keys = new java.util.ArrayList<>();
            for (int k = 0; k < 30; k++) {
                Opening opening = mine.open(intent("lead-" + k));
                if (opening.found() == Opening.Found.FREE) {
                    mine.accepted(
                            opening.row().ref(), call("c-" + k, CallStatus.BUSY).build());
                    keys.add("lead-" + k);
                }
            }
            return keys;
        });
        assertThat(opened.stream().flatMap(List::stream)).hasSize(30).doesNotHaveDuplicates();

        List<List<String>> claimed = Together.run(6, i -> () -> {
            JdbcCallLedger mine = replicas[i % replicas.length];
            List<String> ids = new java.util.ArrayList<>();
            for (int round = 0; round < 30; round++) {
                mine.claim(ALL, 2, LEASE).forEach(delivery -> {
                    ids.add(delivery.call().callId());
                    assertThat(mine.done(delivery)).isTrue();
                });
            }
            return ids;
        });
        assertThat(claimed.stream().flatMap(List::stream)).hasSize(30).doesNotHaveDuplicates();
    }

    @RepeatedTest(5)
    void replicas_start_at_once_on_an_empty_database() throws Exception {
        H2.execute(database, "drop all objects");
        List<Opening.Found> found = Together.run(8, i -> () -> {
            JdbcCallLedger replica = new JdbcCallLedger(database);
            replica.start();
            return replica.open(intent("lead-1")).found();
        });
        assertThat(found).filteredOn(Opening.Found.FREE::equals).hasSize(1);
        assertThat(query("select count(*) from voicecall_schema")).isEqualTo("1");
    }

    // Set-up

    @Test
    void it_can_be_made_as_a_bean() {
        JdbcCallLedger bean = new JdbcCallLedger();
        assertThatIllegalStateException().isThrownBy(bean::start).withMessageContaining("dataSource");
        bean.setDataSource(database);
        bean.setTablePrefix("other_");
        bean.start();
        bean.start();
        assertThat(bean.getDataSource()).isSameAs(database);
        assertThat(bean.getTablePrefix()).isEqualTo("other_");
        assertThat(bean.isCreateTables()).isTrue();
        assertThat(bean.open(intent("lead-1")).found()).isEqualTo(Opening.Found.FREE);
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.FREE);
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setTablePrefix("x; drop table y"));
    }

    @Test
    void it_creates_no_tables_when_told_so() {
        JdbcCallLedger careful = new JdbcCallLedger(database);
        careful.setTablePrefix("none_");
        careful.setCreateTables(false);
        assertThatExceptionOfType(LedgerException.class).isThrownBy(careful::start);
        careful.setTablePrefix("voicecall_");
        careful.start();
    }

    @Test
    void tables_of_another_version_are_refused() {
        H2.execute(database, "update voicecall_schema set version = 3");
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> new JdbcCallLedger(database).start())
                .withMessageContaining("version [3]");
    }

    @Test
    void a_database_that_cannot_be_reached_is_an_error_that_says_so() {
        JdbcCallLedger lost = new JdbcCallLedger(dataSource("jdbc:h2:tcp://localhost:1/none"));
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(lost::start)
                .withMessage("The call ledger gets no connection to its database");
    }

    @Test
    void it_keeps_the_database_s_time() throws Exception {
        assertThat(ledger.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void a_key_that_is_opened_again_leaves_no_marks_of_its_former_try_behind() throws Exception {
        ledger.subscribe(ALL);
        ledger.unknown(ledger.open(intent("lead-1")).row().ref(), "read timed out");
        ledger.sweep(ACCOUNT, Duration.ZERO);
        ledger.claim(ALL, 1, LEASE).forEach(ledger::done);
        ledger.resolve(SCOPE, "lead-1", null);
        assertThat(query("select count(*) from voicecall_deliveries")).isEqualTo("1");
        ledger.open(intent("lead-1"));
        assertThat(query("select count(*) from voicecall_deliveries")).isEqualTo("0");
    }

    @Test
    void the_words_of_a_failed_route_are_masked_and_forgotten_with_their_call() throws Exception {
        ledger.subscribe(ALL);
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.BUSY).build());
        ledger.failed(ledger.claim(ALL, 1, LEASE).get(0), Duration.ZERO, "no contact Alex at " + NUMBER);
        assertThat(query("select failure from voicecall_deliveries")).isEqualTo("no contact Alex at +*********23");
        ledger.forget(NUMBER);
        assertThat(query("select failure from voicecall_deliveries")).isNull();
    }

    // Transactions

    @Test
    void it_gives_connections_back_as_they_were() throws Exception {
        ledger.open(intent("lead-1"));
        try (Connection connection = database.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(database.getActiveConnections()).isZero();
    }

    @Test
    void what_fails_is_undone_as_a_whole() throws Exception {
        ledger.subscribe(ALL);
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.QUEUED).build());
        H2.execute(database, "alter table voicecall_deliveries rename to gone");
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(
                        () -> ledger.learn(ACCOUNT, Sighting.of(analysed("c-1").build())));
        H2.execute(database, "alter table gone rename to voicecall_deliveries");
        assertThat(ledger.find(ACCOUNT, "c-1").map(CallRow::state)).contains(CallState.ACCEPTED);
        assertThat(database.getActiveConnections()).isZero();
    }

    @Test
    void failures_show_no_data() {
        H2.execute(database, "alter table voicecall_calls alter column fingerprint varchar(3)");
        Intent intent = new Intent(ACCOUNT, SCOPE, "lead-7", "secret", request("lead-7"), Instant.now(), HOLD);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.open(intent))
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("lead-7", "secret", NUMBER, "Alex"));
    }

    @Test
    void a_request_that_json_cannot_hold_is_refused_before_anything_is_written() {
        CallRequest request =
                CallRequest.to(NUMBER).metadata(Map.of("me", new Object())).build();
        Intent intent = new Intent(ACCOUNT, SCOPE, "lead-1", "f", request, Instant.now(), HOLD);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.open(intent))
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(NUMBER));
        assertThat(ledger.open(intent("lead-1")).found()).isEqualTo(Opening.Found.FREE);
    }

    @Test
    void it_tries_again_when_it_waited_too_long_for_a_lock() throws Exception {
        JdbcCallLedger impatient = new JdbcCallLedger(dataSource(H2.url(folder) + ";LOCK_TIMEOUT=50"));
        ledger.notPlaced(ledger.open(intent("lead-1")).row().ref(), "refused");
        Opening opening = whileAnother(
                sql -> sql.update("update #calls set reason = 'refused'"), () -> impatient.open(intent("lead-1")));
        assertThat(opening.found()).isEqualTo(Opening.Found.FREE);
    }

    @Test
    void an_end_waits_for_a_first_start_that_is_under_way() throws Exception {
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.QUEUED).build());
        Learnt learnt = whileAnother(
                sql -> {
                    new JdbcDeliveries(sql).lockSubscriptions();
                    new JdbcDeliveries(sql).save(new Subscribed(ALL, ledger.now()));
                },
                () -> ledger.learn(ACCOUNT, Sighting.of(analysed("c-1").build())));
        assertThat(learnt.due()).isTrue();
        assertThat(ledger.claim(ALL, 10, LEASE)).hasSize(1);
    }

    @Test
    void a_key_that_somebody_opens_again_is_waited_for() throws Exception {
        ledger.notPlaced(ledger.open(intent("lead-1")).row().ref(), "refused");
        Opening opening = whileAnother(
                sql -> sql.update(
                        "update #calls set state = 'INTENDED', look_at = ?",
                        ledger.now().plus(HOLD)),
                () -> ledger.open(intent("lead-1")));
        assertThat(opening.found()).isEqualTo(Opening.Found.BUSY);
    }

    @Test
    void a_call_that_somebody_else_binds_is_waited_for() throws Exception {
        String ref = ledger.open(intent("lead-1")).row().ref();
        CallRow row = whileAnother(
                sql -> sql.update(
                        "update #calls set state = 'ENDED', call_id = 'c-1', look_at = null, call_json = ?",
                        Json.write(call("c-1", CallStatus.COMPLETED).build())),
                () -> ledger.unknown(ref, "read timed out"));
        assertThat(row.state()).isEqualTo(CallState.ENDED);
    }

    @Test
    void a_call_that_somebody_else_learns_of_is_waited_for() throws Exception {
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.QUEUED).build());
        Learnt learnt = whileAnother(
                sql -> sql.update(
                        "update #calls set state = 'READY', call_json = ?",
                        Json.write(analysed("c-1").build())),
                () -> ledger.learn(
                        ACCOUNT, Sighting.of(call("c-1", CallStatus.RINGING).build())));
        assertThat(learnt.row().state()).isEqualTo(CallState.READY);
    }

    @Test
    void a_claim_that_somebody_else_takes_over_is_waited_for() throws Exception {
        ledger.subscribe(ALL);
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.BUSY).build());
        Delivery delivery = ledger.claim(ALL, 1, LEASE).get(0);
        boolean done = whileAnother(
                sql -> sql.update("update #deliveries set lease = 'another'"), () -> ledger.done(delivery));
        assertThat(done).isFalse();
    }

    @Test
    void a_limit_that_somebody_else_uses_up_is_waited_for() throws Exception {
        Duration window = Duration.ofMinutes(1);
        ledger.reserve("vyora", 60, window, 1, Duration.ZERO);
        String all = Grants.NONE.plus(60, ledger.now(), window, Duration.ZERO).toString();
        int granted = whileAnother(
                sql -> sql.update("update #limits set granted = ?", all),
                () -> ledger.reserve("vyora", 60, window, 1, Duration.ZERO));
        assertThat(granted).isZero();
    }

    /** Runs work that must wait until another transaction, which did something before it, has ended. */
    private <T> T whileAnother(Consumer<Sql> something, Callable<T> work) throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection another = database.getConnection()) {
            another.setAutoCommit(false);
            something.accept(new Sql(another, "voicecall_"));
            Future<T> waiting = worker.submit(work);
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS));
            another.commit();
            return waiting.get();
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void a_commit_that_cannot_be_forced_to_the_disk_is_an_error_and_not_done_twice() {
        Transactions transactions = new Transactions(database, "voicecall_");
        GroupCommit group = new GroupCommit(transactions, "insert into voicecall_schema values (2)");
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

    private static Intent intent(String key) {
        return new Intent(ACCOUNT, SCOPE, key, "fingerprint", request(key), Instant.now(), HOLD);
    }

    private static CallRequest request(String key) {
        return CallRequest.to(NUMBER).contactName("Alex").idempotencyKey(key).build();
    }

    private static InboxEvent event() {
        return new InboxEvent(null, ACCOUNT, "e-1", "hash", null, null, new byte[] {1}, Instant.now(), 0, true);
    }

    private static JdbcDataSource dataSource(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        dataSource.setUser("sa");
        return dataSource;
    }

    private String query(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
