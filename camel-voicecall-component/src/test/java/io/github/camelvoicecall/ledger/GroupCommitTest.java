package io.github.camelvoicecall.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.LedgerKind.H2;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private static final String WRITE = "insert into writes (at) values (1)";

    @TempDir
    Path folder;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool(this::thread);
    private JdbcConnectionPool database;
    private Transactions transactions;
    private GroupCommit group;

    @BeforeEach
    void open() {
        database = H2.pool(folder);
        H2.execute(database, "create table changes (id int primary key)");
        H2.execute(database, "create table writes (at int)");
        transactions = new Transactions(database, "");
        group = new GroupCommit(transactions, WRITE);
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        H2.shutdown(database);
    }

    @Test
    void aLoneChangeIsWrittenAtOnce() {
        assertThat(transactions.run(change(1), group)).isEqualTo(1);
        assertThat(changes()).containsExactly(1);
        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void changesThatComeWhileTheDiskIsBusyShareOneWrite() throws Exception {
        List<Future<Integer>> running = whileBusy(change(1), change(2), change(3), change(4));
        for (Future<Integer> one : running) {
            assertThat(one.get(5, SECONDS)).isEqualTo(1);
        }
        assertThat(changes()).containsExactly(0, 1, 2, 3, 4);
        assertThat(writes()).as("the busy one's and theirs").isEqualTo(2);
    }

    @Test
    void nobodyGoesOnBeforeHisChangeIsWritten() throws Exception {
        transactions = new Transactions(database, "");
        group = new GroupCommit(transactions, "insert into nowhere values (1)");
        for (Future<Integer> one : whileBusy(change(1), change(2))) {
            assertThatThrownBy(() -> one.get(5, SECONDS)).hasCauseInstanceOf(LedgerException.class);
        }
    }

    @Test
    void aChangeThatFailsIsUndoneAlone() throws Exception {
        Function<Sql, Integer> half = sql -> {
            sql.update("insert into changes values (2)");
            throw new IllegalStateException("half way");
        };
        List<Future<Integer>> running = whileBusy(change(1), half, change(3));
        assertThat(running.get(0).get(5, SECONDS)).isEqualTo(1);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> running.get(1).get(5, SECONDS))
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(running.get(2).get(5, SECONDS)).isEqualTo(1);
        assertThat(changes()).containsExactly(0, 1, 3);
    }

    @Test
    void whoMetADuplicateIsToldSoAndTheOthersAreNot() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Future<Integer> busy = busyUntil(go);
        Future<Boolean> duplicate =
                callers.submit(() -> transactions.tryOnce(change(0), group).isPresent());
        Future<Boolean> other =
                callers.submit(() -> transactions.tryOnce(change(1), group).isPresent());
        awaitWaiting(2);
        go.countDown();
        assertThat(busy.get(5, SECONDS)).isEqualTo(1);
        assertThat(duplicate.get(5, SECONDS)).isFalse();
        assertThat(other.get(5, SECONDS)).isTrue();
        assertThat(changes()).containsExactly(0, 1);
    }

    @Test
    void aDeadlockOfOneIsTriedAgainByAll() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Function<Sql, Integer> deadlocked = sql -> {
            if (runs.incrementAndGet() == 1) {
                sql.update("rollback"); // as H2 does
                throw new Sql.Failure(new SQLException("deadlock", "40001"));
            }
            return sql.update("insert into changes values (2)");
        };
        for (Future<Integer> one : whileBusy(change(1), deadlocked, change(3))) {
            assertThat(one.get(5, SECONDS)).isEqualTo(1);
        }
        assertThat(changes()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anErrorInOneThreadLeavesNobodyWaiting() throws Exception {
        Function<Sql, Integer> broken = sql -> {
            throw new StackOverflowError();
        };
        for (Future<Integer> one : whileBusy(change(1), broken, change(3))) {
            assertThatThrownBy(() -> one.get(5, SECONDS)).isInstanceOf(ExecutionException.class);
        }
        assertThat(changes())
                .as("nothing of a group that could not be committed")
                .containsExactly(0);
        assertThat(transactions.run(change(4), group)).isEqualTo(1);
    }

    @Test
    void aCallerWhoIsInterruptedWhileWaitingLearnsTheOutcomeAndStaysInterrupted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Future<Integer> busy = busyUntil(go);
        AtomicInteger outcome = new AtomicInteger();
        Thread caller = thread(() -> {
            int changed = transactions.run(change(1), group);
            outcome.set(Thread.currentThread().isInterrupted() ? changed : -1);
        });
        caller.start();
        awaitWaiting(1);
        caller.interrupt();
        go.countDown();
        caller.join(5_000);
        assertThat(outcome).hasValue(1);
        assertThat(busy.get(5, SECONDS)).isEqualTo(1);
        assertThat(changes()).containsExactly(0, 1);
    }

    /** Runs changes that come while another one, of number 0, is at work. */
    @SafeVarargs
    private List<Future<Integer>> whileBusy(Function<Sql, Integer>... works) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        busyUntil(go);
        List<Future<Integer>> running = new ArrayList<>();
        for (Function<Sql, Integer> work : works) {
            running.add(callers.submit(() -> transactions.run(work, group)));
            awaitWaiting(running.size());
        }
        go.countDown();
        return running;
    }

    private Future<Integer> busyUntil(CountDownLatch go) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Integer> busy = callers.submit(() -> transactions.run(
                sql -> {
                    begun.countDown();
                    awaitQuietly(go);
                    return sql.update("insert into changes values (0)");
                },
                group));
        begun.await();
        return busy;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    /** Besides the busy one. */
    private void awaitWaiting(int number) {
        await().atMost(5, SECONDS)
                .until(() -> threads.stream()
                                .filter(thread -> thread.getState() == Thread.State.WAITING)
                                .count()
                        == 1 + number);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Function<Sql, Integer> change(int id) {
        return sql -> sql.update("insert into changes values (?)", id);
    }

    private List<Integer> changes() {
        return transactions.run(sql -> sql.list("select id from changes order by id", row -> row.getInt(1)));
    }

    private long writes() {
        return transactions.run(sql -> sql.count("select count(*) from writes"));
    }
}
