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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only a ledger in a database does: it outlives its process and is shared. */
abstract class SharedLedgerContract {
    JdbcConnectionPool database;
    JdbcCallLedger ledger;
    private JdbcConnectionPool another;

    /** Another pool on the database of this test. */
    abstract JdbcConnectionPool pool();

    abstract void shutdown(JdbcConnectionPool pool);

    /** Drops everything. */
    abstract void clear();

    @BeforeEach
    void open() {
        database = pool();
        ledger = new JdbcCallLedger(database);
        ledger.start();
    }

    @AfterEach
    void close() {
        ledger.close();
        if (another != null) {
            another.dispose();
            another = null;
        }
        shutdown(database);
    }

    JdbcConnectionPool another() {
        another = pool();
        return another;
    }

    @Test
    @Tag("P1")
    void an_intent_is_committed_before_open_returns() throws Exception {
        ledger.open(intent("lead-1"));
        assertThat(query("select state from voicecall_calls where intent_key = 'lead-1'"))
                .isEqualTo("INTENDED");
    }

    @Test
    void marks_of_who_was_called_hold_no_number_and_go_with_the_longest_fence() {
        ledger.open(intent("lead-1"));
        assertThat(marks("")).isOne();
        assertThat(marks("where person like '%" + NUMBER.substring(1) + "%'")).isZero();
        ledger.blank(Duration.ofDays(1));
        assertThat(marks("")).isOne();

        long longest = CallLedger.LONGEST_FENCE.toMillis();
        onTables(sql -> (long) sql.update("update #rings set rings_at = rings_at - ?", longest));
        ledger.blank(Duration.ofDays(1));
        assertThat(marks("")).isZero();
    }

    private long marks(String where) {
        return onTables(sql -> sql.count("select count(*) from #rings " + where));
    }

    private long onTables(Function<Sql, Long> work) {
        return new Transactions(database, JdbcCallLedger.DEFAULT_TABLE_PREFIX).run(work);
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
    void replicas_share_keys_and_results_and_never_claim_the_same() throws Exception {
        ledger.subscribe(ALL);
        JdbcCallLedger[] replicas = {ledger, new JdbcCallLedger(database), new JdbcCallLedger(another())};
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
        clear();
        List<Opening.Found> found = Together.run(8, i -> () -> {
            JdbcCallLedger replica = new JdbcCallLedger(database);
            replica.start();
            return replica.open(intent("lead-1")).found();
        });
        assertThat(found).filteredOn(Opening.Found.FREE::equals).hasSize(1);
        assertThat(query("select count(*) from voicecall_schema")).isEqualTo("1");
    }

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
        execute("update voicecall_schema set version = 4");
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> new JdbcCallLedger(database).start())
                .withMessageContaining("version [4]");
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
        String next = ledger.open(intent("lead-1")).row().ref();
        assertThat(query("select subject from voicecall_deliveries"))
                .as("who was told that it is unresolved will be told what comes of the next try")
                .isEqualTo(next);
        assertThat(query("select count(*) from voicecall_deliveries where subject <> '" + next + "'"))
                .isEqualTo("0");
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
        execute("alter table voicecall_deliveries rename to gone");
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(
                        () -> ledger.learn(ACCOUNT, Sighting.of(analysed("c-1").build())));
        execute("alter table gone rename to voicecall_deliveries");
        assertThat(ledger.find(ACCOUNT, "c-1").map(CallRow::state)).contains(CallState.ACCEPTED);
        assertThat(database.getActiveConnections()).isZero();
    }

    @Test
    void failures_show_no_data() {
        execute("alter table voicecall_calls alter column fingerprint set data type varchar(3)");
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
    void an_end_waits_for_a_first_start_that_is_under_way() throws Exception {
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.QUEUED).build());
        Learnt learnt = whileAnother(
                sql -> {
                    new JdbcDeliveries(sql).lockSubscriptions();
                    new JdbcDeliveries(sql).save(new Subscribed(ALL, ledger.now(), null));
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

    @Test
    void tables_of_older_releases_are_brought_up_to_date_whoever_comes_first() throws Exception {
        for (int version : List.of(1, 2)) {
            clear();
            script("ledger-" + version + ".sql");
            execute("insert into voicecall_schema (version) values (%d)".formatted(version));
            execute("""
                    insert into voicecall_calls (ref, provider, account, scope, intent_key, fingerprint, state, call_id,
                        created_at, open_since, looks)
                    values ('r-1', 'vyora', 'default', '%s', 'lead-1', 'fingerprint', 'ACCEPTED', 'c-1', 1, 1, 0)
                    """.formatted(SCOPE));
            execute("""
                    insert into voicecall_inbox (id, provider, account, event_key, dedupe_key, body_hash, received_at,
                        attempts, due_at, quarantined %s)
                    values ('e-1', 'vyora', 'default', 'e-1', 'e-1', 'hash', 1, 0, 1, false %s)
                    """.formatted(version == 1 ? "" : ", verified", version == 1 ? "" : ", true"));
            List<Opening.Found> found = Together.run(4, i -> () -> {
                JdbcCallLedger replica = new JdbcCallLedger(database);
                replica.start();
                return replica.open(intent("lead-1")).found();
            });

            JdbcCallLedger migrated = new JdbcCallLedger(database);
            assertThat(found).containsOnly(Opening.Found.PLACED);
            assertThat(query("select version from voicecall_schema")).isEqualTo("3");
            assertThat(migrated.claimEvents(ACCOUNT, 10, LEASE))
                    .singleElement()
                    .matches(event -> event.verified() == (version == 2));
            migrated.endFirstSight(ACCOUNT);
            assertThat(migrated.seenOnce(ACCOUNT)).isTrue();
        }
    }

    @Test
    void tables_of_an_older_release_are_an_error_where_none_may_be_changed() {
        execute("update voicecall_schema set version = 2");
        JdbcCallLedger careful = new JdbcCallLedger(database);
        careful.setCreateTables(false);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(careful::start)
                .withMessageContaining("version [2], this release needs 3");
    }

    @Test
    void tables_made_by_hand_are_taken() throws Exception {
        clear();
        script("ledger.sql");
        JdbcCallLedger careful = new JdbcCallLedger(database);
        careful.setCreateTables(false);
        assertThat(careful.open(intent("lead-1")).found()).isEqualTo(Opening.Found.FREE);
    }

    @Test
    void who_forgets_a_key_and_who_opens_it_at_the_same_moment_never_dial_again() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "lead-" + round;
            ledger.accepted(
                    ledger.open(intent(key)).row().ref(),
                    call("c-" + round, CallStatus.BUSY).build());
            List<Opening.Found> found = Together.run(4, i -> () -> {
                if (i == 0) {
                    ledger.forget(NUMBER);
                    return Opening.Found.PLACED;
                }
                return ledger.open(intent(key)).found();
            });
            assertThat(found).containsOnly(Opening.Found.PLACED);
        }
    }

    @Test
    void a_key_that_is_being_forgotten_is_waited_for() throws Exception {
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.BUSY).build());
        String secret = query("select secret from voicecall_schema");
        Opening opening = whileAnother(
                sql -> sql.update(
                        "update #calls set intent_key = ?, fingerprint = null",
                        new Tombstones(secret).of(SCOPE, "lead-1")),
                () -> ledger.open(intent("lead-1")));
        assertThat(opening.found()).isEqualTo(Opening.Found.PLACED);
        assertThat(query("select count(*) from voicecall_calls")).isEqualTo("1");
    }

    @Test
    void a_forgotten_key_is_known_to_every_process() {
        ledger.accepted(
                ledger.open(intent("lead-1")).row().ref(),
                call("c-1", CallStatus.BUSY).build());
        ledger.forget(NUMBER);
        assertThat(new JdbcCallLedger(another()).open(intent("lead-1")).found()).isEqualTo(Opening.Found.PLACED);
    }

    @Test
    void characters_that_a_database_has_no_room_for_break_nothing() {
        String odd = "lead\u0000-\ud800-\udfff-1";
        Intent intent = new Intent(ACCOUNT, SCOPE, odd, "f\u0000", request(odd), Instant.now(), HOLD);
        ledger.subscribe(ALL);
        String ref = ledger.open(intent).row().ref();
        ledger.unknown(ref, "bad \u0000 \udfff answer");
        ledger.accepted(
                ref, call("c-\u0000\ud800", CallStatus.BUSY).summary("\u0000").build());
        ledger.claim(ALL, 1, LEASE).forEach(delivery -> ledger.failed(delivery, null, "\u0000\udfff"));
        assertThat(ledger.open(intent).found()).isNotEqualTo(Opening.Found.FREE);
        assertThat(ledger.counts(ACCOUNT).parked()).isOne();
    }

    void script(String name) {
        try (var file = JdbcCallLedger.class.getResourceAsStream(name)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String statement : text.replaceAll("--.*", "")
                    .replace("#", "voicecall_")
                    .replace("@bytes", bytes())
                    .split(";")) {
                if (!statement.isBlank()) {
                    execute(statement);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type of binary data. */
    abstract String bytes();

    void execute(String statement) {
        H2.execute(database, statement);
    }

    /** Runs work that must wait until another transaction, which did something before it, has ended. */
    <T> T whileAnother(Consumer<Sql> something, Callable<T> work) throws Exception {
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

    static Intent intent(String key) {
        return new Intent(ACCOUNT, SCOPE, key, "fingerprint", request(key), Instant.now(), HOLD);
    }

    static CallRequest request(String key) {
        return CallRequest.to(NUMBER).contactName("Alex").idempotencyKey(key).build();
    }

    static InboxEvent event() {
        return new InboxEvent(null, ACCOUNT, "e-1", "hash", null, null, new byte[] {1}, Instant.now(), 0, true);
    }

    String query(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
