package io.github.camelvoicecall.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Connections to PostgreSQL that have each statement explained, with the values it is run with, before they run it. */
final class Explained {
    private static final Pattern SCAN =
            Pattern.compile("((?:Seq|Index|Index Only) Scan)(?: Backward)?(?: using (\\w+))? on (\\w+)");
    private static final Pattern BITMAP = Pattern.compile("Bitmap Index Scan on (\\w+)");
    private static final Pattern TIME = Pattern.compile("Execution Time: ([\\d.]+) ms");

    /**
     * What a statement did.
     *
     * @param statement its first words
     * @param scans how it found its rows
     * @param millis how long it took
     */
    record Plan(String statement, List<String> scans, double millis) {}

    private final DataSource dataSource;
    private List<Plan> plans;

    Explained(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return the plans of the statements that work runs */
    List<Plan> plansOf(Runnable work) {
        plans = new ArrayList<>();
        work.run();
        List<Plan> found = plans;
        plans = null;
        return found;
    }

    /** @return the plans so far, of the work that is running */
    List<Plan> seen() {
        return List.copyOf(plans);
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = call(dataSource, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(real, method, arguments);
            boolean prepared =
                    result instanceof PreparedStatement && method.getName().equals("prepareStatement");
            return prepared && plans != null
                    ? new Statement(real, (String) arguments[0], (PreparedStatement) result).proxy()
                    : result;
        });
    }

    private final class Statement {
        private final Connection connection;
        private final String sql;
        private final PreparedStatement real;
        private final Map<Integer, Object> values = new TreeMap<>();
        private boolean explained;

        Statement(Connection connection, String sql, PreparedStatement real) {
            this.connection = connection;
            this.sql = sql;
            this.real = real;
        }

        PreparedStatement proxy() {
            return Explained.proxy(PreparedStatement.class, (method, arguments) -> {
                switch (method.getName()) {
                    case "setObject" -> values.put((Integer) arguments[0], arguments[1]);
                    case "executeQuery", "executeUpdate", "executeBatch" -> explain();
                    default -> {}
                }
                return call(real, method, arguments);
            });
        }

        private void explain() throws SQLException {
            if (explained) {
                return;
            }
            explained = true;
            Savepoint before = connection.setSavepoint();
            try (PreparedStatement explain = connection.prepareStatement("explain (analyze, timing off) " + sql)) {
                for (Map.Entry<Integer, Object> value : values.entrySet()) {
                    explain.setObject(value.getKey(), value.getValue());
                }
                StringBuilder text = new StringBuilder();
                try (ResultSet lines = explain.executeQuery()) {
                    while (lines.next()) {
                        text.append(lines.getString(1)).append('\n');
                    }
                }
                plans.add(plan(text.toString()));
            } finally {
                connection.rollback(before);
            }
        }

        private Plan plan(String text) {
            List<String> scans = new ArrayList<>();
            for (String line : text.split("\n")) {
                Matcher scan = SCAN.matcher(line);
                Matcher bitmap = BITMAP.matcher(line);
                if (scan.find()) {
                    scans.add(scan.group(2) == null ? scan.group(1) + " on " + scan.group(3) : scan.group(2));
                } else if (bitmap.find()) {
                    scans.add(bitmap.group(1));
                }
            }
            Matcher time = TIME.matcher(text);
            return new Plan(
                    words(), scans.stream().distinct().toList(), time.find() ? Double.parseDouble(time.group(1)) : 0);
        }

        private String words() {
            Matcher table = Pattern.compile("voicecall_\\w+").matcher(sql);
            return sql.strip().split("\\s+")[0]
                    + (table.find() ? " " + table.group().substring("voicecall_".length()) : "");
        }
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                Explained.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
