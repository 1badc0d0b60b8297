package io.github.camelvoicecall.ledger;

import static io.github.camelvoicecall.ledger.CallLedgerContract.ACCOUNT;
import static io.github.camelvoicecall.ledger.CallLedgerContract.ALL;
import static io.github.camelvoicecall.ledger.CallLedgerContract.LEASE;
import static io.github.camelvoicecall.ledger.CallLedgerContract.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelvoicecall.ledger.LostConnections.When;
import io.github.camelvoicecall.model.CallStatus;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A ledger in PostgreSQL. */
class PostgresCallLedgerTest extends SharedLedgerContract {
    private final Postgres schema = Postgres.newSchema();
    private final LostConnections connections = new LostConnections(schema.dataSource());

    @Override
    JdbcConnectionPool pool() {
        return schema.pool();
    }

    @Override
    void shutdown(JdbcConnectionPool pool) {
        pool.dispose();
    }

    @Override
    void clear() {
        schema.drop();
        schema.create();
    }

    @Override
    String bytes() {
        return "bytea";
    }

    @AfterEach
    void drop() {
        schema.drop();
    }

    private PGSimpleDataSource with(String setting) {
        PGSimpleDataSource dataSource = schema.dataSource();
        dataSource.setOptions("-c " + setting);
        return dataSource;
    }

    // Durability

    @Test
    void a_server_that_may_forget_commits_is_refused() {
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> new JdbcCallLedger(with("synchronous_commit=off")).start())
                .withMessageContaining("synchronous_commit=off");
        new JdbcCallLedger(with("synchronous_commit=local")).start();
        assertThat(ledger.durable()).isTrue();
    }

    @Test
    void it_keeps_the_database_s_time_whatever_zone_it_is_set_to() {
        JdbcCallLedger far = new JdbcCallLedger(with("timezone=Asia/Colombo"));
        assertThat(Duration.between(far.now(), ledger.now()).abs()).isLessThan(Duration.ofSeconds(2));
    }

    // Starts

    @Test
    @Timeout(20)
    void a_start_on_tables_that_are_there_waits_for_nobody() throws Exception {
        try (Connection working = database.getConnection()) {
            working.setAutoCommit(false);
            working.createStatement().execute("lock table voicecall_calls, voicecall_inbox in row exclusive mode");
            working.createStatement().execute("select version from voicecall_schema for update");
            new JdbcCallLedger(with("lock_timeout=100")).start();
        }
    }

    @Test
    void a_user_who_may_not_create_tables_starts_on_those_that_are_there() {
        String user = "reader_of_" + schema.name();
        schema.execute("create role " + user + " login");
        schema.execute("grant usage on schema " + schema.name() + " to " + user);
        schema.execute("grant select, insert, update, delete on all tables in schema " + schema.name() + " to " + user);
        PGSimpleDataSource poor = schema.dataSource();
        poor.setUser(user);
        assertThat(new JdbcCallLedger(poor).open(intent("lead-1")).found()).isEqualTo(Opening.Found.FREE);
        schema.execute("drop owned by " + user);
        schema.execute("drop role " + user);
    }

    // Claims

    @Test
    void whoever_finds_another_at_the_oldest_gets_the_next_at_once() throws Exception {
        ledger.subscribe(ALL);
        for (int i = 0; i < 3; i++) {
            ledger.accepted(
                    ledger.open(intent("lead-" + i)).row().ref(),
                    call("c-" + i, CallStatus.BUSY).build());
            ledger.accepted(
                    ledger.open(intent("open-" + i)).row().ref(),
                    call("o-" + i, CallStatus.QUEUED).build());
            ledger.receive(
                    new InboxEvent(null, ACCOUNT, "e-" + i, "hash", null, null, new byte[] {1}, ledger.now(), 0, true));
        }
        execute(
                "update voicecall_deliveries set due_at = 1 where subject = (select ref from voicecall_calls where call_id = 'c-0')");
        execute("update voicecall_calls set look_at = 1 where call_id = 'o-0'");
        execute("update voicecall_inbox set due_at = 1 where dedupe_key = 'e-0'");
        try (Connection another = database.getConnection()) {
            another.setAutoCommit(false);
            Sql sql = new Sql(another, "voicecall_");
            assertThat(new JdbcDeliveries(sql).due(Subscribed.id(ALL), ledger.now(), 1))
                    .hasSize(1);
            assertThat(new JdbcCalls(sql, new Tombstones(Tombstones.newSecret())).lookable(ACCOUNT, ledger.now(), 1))
                    .hasSize(1);
            assertThat(new JdbcInbox(sql).due(ACCOUNT, ledger.now(), 1)).hasSize(1);

            JdbcCallLedger impatient = new JdbcCallLedger(with("lock_timeout=100"));
            assertThat(impatient.claim(ALL, 1, LEASE))
                    .singleElement()
                    .matches(delivery -> !delivery.call().callId().equals("c-0"));
            assertThat(impatient.due(ACCOUNT, 1, LEASE)).singleElement().matches(row -> !row.callId()
                    .equals("o-0"));
            assertThat(impatient.claimEvents(ACCOUNT, 1, LEASE)).singleElement().matches(event -> !event.dedupeKey()
                    .equals("e-0"));
        }
    }

    @Test
    void a_large_result_is_not_read_into_memory_as_a_whole() {
        Transactions transactions = new Transactions(database, "voicecall_");
        AtomicInteger read = new AtomicInteger();
        String failsAtTheEnd = "select 1 / (5000 - n) from generate_series(1, 5000) n";
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> transactions.run(sql -> sql.list(failsAtTheEnd, row -> read.incrementAndGet())));
        assertThat(read).as("rows that came before the one that fails").hasPositiveValue();
    }

    // Transactions

    @Test
    void what_failed_because_of_another_transaction_is_tried_again() {
        Transactions transactions = new Transactions(database, "voicecall_");
        for (String state : List.of("40001", "40P01", "55P03")) {
            AtomicBoolean failed = new AtomicBoolean();
            String fail = "do $$ begin raise exception using errcode = '%s'; end $$".formatted(state);
            String result = transactions.run(sql -> failed.getAndSet(true) ? "done" : "failed " + sql.update(fail));
            assertThat(result).isEqualTo("done");
        }
    }

    @Test
    void two_that_block_each_other_both_get_through() throws Exception {
        for (int i = 0; i < 2; i++) {
            ledger.open(intent("lead-" + i));
        }
        Transactions transactions = new Transactions(with("deadlock_timeout=50"), "voicecall_");
        CyclicBarrier first = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();
        List<Integer> done = Together.run(
                2,
                i -> () -> transactions.run(sql -> {
                    int attempt = attempts.incrementAndGet();
                    touch(sql, i);
                    if (attempt <= 2) {
                        await(first);
                    }
                    touch(sql, 1 - i);
                    return i;
                }));
        assertThat(done).containsExactly(0, 1);
        assertThat(attempts).hasValueGreaterThan(2);
    }

    private static void touch(Sql sql, int lead) {
        sql.update("update #calls set looks = looks + 1 where intent_key = ?", "lead-" + lead);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void it_works_beside_a_pool_that_makes_every_transaction_serializable() throws Exception {
        JdbcCallLedger strict = new JdbcCallLedger(with("default_transaction_isolation=serializable"));
        strict.start();
        List<Opening.Found> found =
                Together.run(6, i -> () -> strict.open(intent("lead-1")).found());
        assertThat(found).filteredOn(Opening.Found.FREE::equals).hasSize(1);
    }

    // Lost connections

    @ParameterizedTest
    @EnumSource(When.class)
    void an_intent_whose_commit_is_lost_is_an_error_and_never_free_twice(When when) {
        JdbcCallLedger unlucky = new JdbcCallLedger(connections.dataSource());
        unlucky.start();
        connections.kill(when, 1, "insert into voicecall_calls");

        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> unlucky.open(intent("lead-1")));

        Opening.Found again = unlucky.open(intent("lead-1")).found();
        assertThat(again).isEqualTo(when == When.BEFORE ? Opening.Found.FREE : Opening.Found.BUSY);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void an_acceptance_whose_commit_is_lost_may_be_said_again_and_never_becomes_not_placed(When when) {
        JdbcCallLedger unlucky = new JdbcCallLedger(connections.dataSource());
        String ref = unlucky.open(intent("lead-1")).row().ref();
        connections.kill(when, 1, "update voicecall_calls");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() ->
                        unlucky.accepted(ref, call("c-1", CallStatus.QUEUED).build()));

        assertThat(unlucky.findByReference(ref).orElseThrow().state())
                .isEqualTo(when == When.BEFORE ? CallState.INTENDED : CallState.ACCEPTED);
        assertThat(unlucky.accepted(ref, call("c-1", CallStatus.QUEUED).build()).callId())
                .isEqualTo("c-1");
        unlucky.notPlaced(ref, "too late");
        assertThat(unlucky.open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void a_mark_whose_commit_is_lost_is_handed_out_again_at_most_once(When when) {
        JdbcCallLedger unlucky = new JdbcCallLedger(connections.dataSource());
        unlucky.subscribe(ALL);
        unlucky.accepted(
                unlucky.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.BUSY).build());
        Delivery delivery = unlucky.claim(ALL, 1, Duration.ZERO).get(0);
        connections.kill(when, 1, "update voicecall_deliveries");

        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> unlucky.done(delivery));

        List<Delivery> again = new ArrayList<>(unlucky.claim(ALL, 1, LEASE));
        assertThat(again).hasSize(when == When.BEFORE ? 1 : 0);
        again.forEach(unlucky::done);
        assertThat(unlucky.nextDelivery(ALL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void an_event_whose_commit_is_lost_is_kept_once_when_it_comes_again(When when) {
        JdbcCallLedger unlucky = new JdbcCallLedger(connections.dataSource());
        unlucky.start();
        connections.kill(when, 1, "insert into voicecall_inbox");
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> unlucky.receive(event()));
        assertThat(unlucky.receive(event()).kind())
                .isEqualTo(when == When.BEFORE ? Receipt.Kind.NEW : Receipt.Kind.DUPLICATE);
        assertThat(unlucky.claimEvents(ACCOUNT, 10, LEASE)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void a_reservation_whose_commit_is_lost_never_lets_more_than_the_limit_through(When when) {
        JdbcCallLedger unlucky = new JdbcCallLedger(connections.dataSource());
        Duration window = Duration.ofMinutes(1);
        unlucky.reserve("vyora", 60, window, 10, Duration.ZERO);
        connections.kill(when, 1, "update voicecall_limits");
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> unlucky.reserve("vyora", 60, window, 10, Duration.ZERO));
        assertThat(unlucky.reserve("vyora", 60, window, 100, Duration.ZERO)).isEqualTo(when == When.BEFORE ? 50 : 40);
    }

    @Test
    void replicas_together_never_reserve_more_than_the_limit() throws Exception {
        List<JdbcCallLedger> replicas = IntStream.range(0, 4)
                .mapToObj(i -> new JdbcCallLedger(schema.dataSource()))
                .toList();
        List<Integer> granted = Together.run(
                4,
                i -> () -> IntStream.range(0, 30)
                        .map(round ->
                                replicas.get(i).reserve("vyora", 60, Duration.ofMinutes(5), 2, Duration.ofSeconds(5)))
                        .sum());
        assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    }
}
