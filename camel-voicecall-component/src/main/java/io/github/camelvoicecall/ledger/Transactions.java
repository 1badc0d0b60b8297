package io.github.camelvoicecall.ledger;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in transactions of the ledger's own: a connection each, read committed, committed or rolled back. What fails because another transaction was in the way is tried
 * again. Thread safe.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int ATTEMPTS = 8;
    private static final int FEWEST_ATTEMPTS = 3;
    private static final Set<String> WAITED_IN_VAIN = Set.of("55P03", "HYT00");
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int FIRST_PAUSE_MILLIS = 5;

    // serialization failure, deadlock, lock not available, H2's lock time-out and concurrent update; duplicates:
    // somebody was faster
    private static final Set<String> IN_THE_WAY =
            Set.of("40001", "40P01", "55P03", "HYT00", "90131", Sql.DUPLICATE, "42P07");
    // classes whose messages quote data: data exceptions, violated constraints
    private static final Set<String> QUOTING = Set.of("22", "23");

    /** Work on a connection, within a transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;
    private final String prefix;
    private final OwnThreads threads = new OwnThreads();
    private volatile boolean otherIsolation;
    private volatile String patience;

    Transactions(DataSource dataSource, String prefix) {
        this.dataSource = dataSource;
        this.prefix = prefix;
    }

    /** Finds out about the database and whether each transaction must be told its isolation. */
    Dialect dialect() {
        return threads.run(() -> {
            try (Connection connection = connect()) {
                otherIsolation = connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED;
                Dialect dialect = Dialect.of(connection);
                patience = dialect.patience();
                return dialect;
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    /**
     * Runs work in a transaction of its own.
     *
     * @throws LedgerException if it failed; nothing was done then, unless the connection was lost in the middle of the commit
     */
    <T> T run(Function<Sql, T> work) {
        return run(work, null);
    }

    /**
     * Runs work and forces it to the disk, at first together with what others do.
     *
     * @param group brings it to the disk; null where each commit does so
     * @throws LedgerException if it failed; nothing was done then, unless the connection was lost in the middle of the commit, or the commit could not be forced to the disk
     */
    <T> T run(Function<Sql, T> work, GroupCommit group) {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt == 1 && group != null ? group.run(work) : alone(work, group);
            } catch (SQLException e) {
                boolean late = System.nanoTime() - begin > LONGEST_NANOS && patienceIsOver(attempt, e.getSQLState());
                if (late || attempt == ATTEMPTS || !IN_THE_WAY.contains(e.getSQLState())) {
                    throw failed(e);
                }
            }
            pause(attempt);
        }
    }

    /** Whoever waited long for one who is through now is given another try; who waited for a lock in vain would wait as long again. */
    private static boolean patienceIsOver(int attempt, String state) {
        return attempt >= FEWEST_ATTEMPTS || WAITED_IN_VAIN.contains(state);
    }

    /** Whoever had somebody in his way may have to wait again, and must not keep a group waiting. */
    private <T> T alone(Function<Sql, T> work, GroupCommit group) throws SQLException {
        return once(connection -> work.apply(sql(connection)), group == null ? null : group.toDisk());
    }

    /** Like {@link #run(Function, GroupCommit)}, but only tried once; empty when something was in the way, such as what it inserts. */
    <T> Optional<T> tryOnce(Function<Sql, T> work, GroupCommit group) {
        try {
            return Optional.of(group == null ? alone(work, null) : group.run(work));
        } catch (SQLException e) {
            if (IN_THE_WAY.contains(e.getSQLState())) {
                return Optional.empty();
            }
            throw failed(e);
        }
    }

    Sql sql(Connection connection) {
        return new Sql(connection, prefix);
    }

    /**
     * Runs work in one transaction.
     *
     * @param afterwards a statement after the commit, or null
     */
    <T> T once(Work<T> work, String afterwards) throws SQLException {
        try {
            return threads.run(() -> uninterrupted(work, afterwards));
        } catch (Sql.Failure e) {
            throw e.sql();
        }
    }

    private <T> T uninterrupted(Work<T> work, String afterwards) {
        try (Connection connection = connect()) {
            Before before = begin(connection);
            T result = commit(connection, work, before);
            follow(connection, afterwards, before);
            restore(connection, before);
            return result;
        } catch (SQLException e) {
            throw new Sql.Failure(e);
        }
    }

    private Connection connect() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new LedgerException("The call ledger gets no connection to its database", e);
        }
    }

    /** How a connection came; not every pool puts that right by itself. */
    private record Before(boolean autoCommit, int isolation) {}

    private Before begin(Connection connection) throws SQLException {
        // asked for only when needed: PostgreSQL's driver asks its server each time
        int isolation = otherIsolation ? connection.getTransactionIsolation() : Connection.TRANSACTION_READ_COMMITTED;
        Before before = new Before(connection.getAutoCommit(), isolation);
        if (otherIsolation) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        connection.setAutoCommit(false);
        return before;
    }

    private <T> T commit(Connection connection, Work<T> work, Before before) throws SQLException {
        try {
            if (patience != null) {
                sql(connection).first(patience, row -> row.getString(1));
            }
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (Throwable e) {
            rollback(connection, before, e);
            throw e;
        }
    }

    private void follow(Connection connection, String afterwards, Before before) {
        if (afterwards == null) {
            return;
        }
        try {
            sql(connection).update(afterwards);
        } catch (Sql.Failure e) {
            rollback(connection, before, e);
            // not a failure of the work, which must not be done twice
            throw failed(e.sql());
        }
    }

    private void rollback(Connection connection, Before before, Throwable cause) {
        try {
            connection.rollback();
            // only now: to switch autoCommit on commits what wasn't rolled back
            restore(connection, before);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void restore(Connection connection, Before before) {
        try {
            connection.setAutoCommit(before.autoCommit());
            if (otherIsolation) {
                connection.setTransactionIsolation(before.isolation());
            }
        } catch (SQLException e) {
            // the transaction is over: the next user of the connection will notice
            LOG.debug("A connection could not be given back as it was", e);
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(FIRST_PAUSE_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("Interrupted while another transaction of the call ledger was in the way", e);
        }
    }

    private static LedgerException failed(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean quotes = e instanceof BatchUpdateException || QUOTING.stream().anyMatch(state::startsWith);
        return new LedgerException(
                "The call ledger's database failed, SQL state %s, code %d".formatted(state, e.getErrorCode()),
                quotes ? silent(e) : e);
    }

    private static SQLException silent(SQLException e) {
        SQLException silent = new SQLException("hidden, it may quote data", e.getSQLState(), e.getErrorCode());
        silent.setStackTrace(e.getStackTrace());
        return silent;
    }
}
