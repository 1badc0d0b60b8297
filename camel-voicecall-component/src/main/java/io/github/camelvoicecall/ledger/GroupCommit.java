package io.github.camelvoicecall.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Changes that come while the disk is busy share the next transaction and its one write to the disk: where the disk is what everybody waits for, many callers cost little more than
 * one. Whoever comes alone begins at once. Nobody goes on before his own change is on the disk; a change that fails is undone alone. Thread safe.
 */
final class GroupCommit {
    private static final int MOST = 64;

    private final Transactions transactions;
    private final String toDisk;
    private final Queue<Member<?>> waiting = new ArrayDeque<>();
    private boolean busy;

    /** @param toDisk the statement that forces what is committed to the disk */
    GroupCommit(Transactions transactions, String toDisk) {
        this.transactions = transactions;
        this.toDisk = toDisk;
    }

    String toDisk() {
        return toDisk;
    }

    /** One caller's change; its outcome is his to see once the group's fate is known. */
    private static final class Member<T> {
        private final Function<Sql, T> work;
        private final CompletableFuture<Boolean> leads = new CompletableFuture<>();
        private T result;
        private Exception failure;

        private Member(Function<Sql, T> work) {
            this.work = work;
        }

        private void run(Sql sql) {
            try {
                result = work.apply(sql);
            } catch (Sql.Failure e) {
                failure = e.sql();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        private void fail(Exception cause) {
            failure = failure == null ? cause : failure;
        }

        private T outcome() throws SQLException {
            if (failure instanceof SQLException e) {
                throw e;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return result;
        }
    }

    /** @throws SQLException if the change failed and nothing of it was done; a {@link LedgerException} if it was done and could not be forced to the disk */
    <T> T run(Function<Sql, T> work) throws SQLException {
        Member<T> mine = new Member<>(work);
        if (begins(mine) || mine.leads.join()) {
            lead();
        }
        return mine.outcome();
    }

    private synchronized boolean begins(Member<?> member) {
        waiting.add(member);
        boolean alone = !busy;
        busy = true;
        return alone;
    }

    private void lead() {
        List<Member<?>> group = next();
        Exception failure = new LedgerException("The call ledger was interrupted by an error in another thread", null);
        try {
            commit(group);
            failure = null;
        } catch (SQLException | RuntimeException e) {
            failure = e;
        } finally {
            for (Member<?> member : group) {
                if (failure != null) {
                    member.fail(failure);
                }
                member.leads.complete(false);
            }
            handOver();
        }
    }

    private synchronized List<Member<?>> next() {
        List<Member<?>> group = new ArrayList<>();
        while (group.size() < MOST && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private synchronized void handOver() {
        busy = !waiting.isEmpty();
        if (busy) {
            waiting.peek().leads.complete(true);
        }
    }

    private void commit(List<Member<?>> group) throws SQLException {
        transactions.once(
                connection -> group.size() == 1 ? only(group.get(0), connection) : each(group, connection), toDisk);
    }

    private <T> T only(Member<T> member, Connection connection) throws SQLException {
        member.run(transactions.sql(connection));
        return member.outcome();
    }

    private Void each(List<Member<?>> group, Connection connection) throws SQLException {
        for (Member<?> member : group) {
            Savepoint before = connection.setSavepoint();
            member.run(transactions.sql(connection));
            if (member.failure == null) {
                connection.releaseSavepoint(before);
            } else {
                undo(member, connection, before);
            }
        }
        return null;
    }

    private static void undo(Member<?> member, Connection connection, Savepoint before) throws SQLException {
        try {
            connection.rollback(before);
        } catch (SQLException goneWithItsTransaction) {
            // a deadlock undoes all of it: the others try again as whoever met it does
            throw member.failure instanceof SQLException e ? e : goneWithItsTransaction;
        }
    }
}
