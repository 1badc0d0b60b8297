package io.github.camelvoicecall.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections to PostgreSQL whose backends are killed at a commit, before it or right after it, when the answer is lost. */
public final class LostConnections {
    /** When the backend dies. */
    public enum When {
        BEFORE,
        AFTER
    }

    private final DataSource dataSource;
    private final AtomicInteger left = new AtomicInteger();
    private volatile When when;
    private volatile String mention;

    public LostConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Kills at the next commits of transactions in which a statement mentions something. */
    public void kill(When at, int commits, String mentioned) {
        when = at;
        mention = mentioned;
        left.set(commits);
    }

    public DataSource dataSource() {
        return proxy(
                DataSource.class,
                dataSource,
                (method, result) ->
                        result instanceof Connection connection ? new Doomed(connection).connection() : result);
    }

    private final class Doomed {
        private final Connection real;
        private boolean mentioned;

        Doomed(Connection real) {
            this.real = real;
        }

        Connection connection() {
            return (Connection) Proxy.newProxyInstance(
                    LostConnections.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        boolean commit = method.getName().equals("commit");
                        if (method.getName().equals("prepareStatement") && mention != null) {
                            mentioned |= ((String) arguments[0]).contains(mention);
                        }
                        boolean doomed = commit && mentioned && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                        if (doomed && when == When.BEFORE) {
                            terminate(real);
                        }
                        Object result = invoke(real, method, arguments);
                        if (doomed) {
                            terminate(real);
                            real.createStatement().execute("select 1");
                        }
                        return result;
                    });
        }
    }

    private void terminate(Connection victim) throws SQLException {
        long pid;
        try (ResultSet row = victim.createStatement().executeQuery("select pg_backend_pid()")) {
            row.next();
            pid = row.getLong(1);
        }
        try (Connection killer = dataSource.getConnection();
                ResultSet row =
                        killer.createStatement().executeQuery("select pg_terminate_backend(" + pid + ", 10000)")) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new AssertionError("The backend lives");
            }
        }
    }

    private interface After {
        Object after(java.lang.reflect.Method method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, After after) {
        return type.cast(Proxy.newProxyInstance(
                LostConnections.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> after.after(method, invoke(real, method, arguments))));
    }

    private static Object invoke(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
