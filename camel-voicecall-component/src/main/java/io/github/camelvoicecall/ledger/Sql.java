package io.github.camelvoicecall.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Plain JDBC made short, on the connection of one transaction. In statements {@code #} stands for the tables' prefix; instants are bound as milliseconds, enums by name. Not
 * thread safe.
 */
final class Sql {
    /** Reads one row. */
    interface Row<T> {
        /**
         * @param row the row
         * @return what it says; null to leave it out
         */
        T read(ResultSet row) throws SQLException;
    }

    /** A failed statement on its way to the transaction that decides what to do about it. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException cause;

        Failure(SQLException cause) {
            super(cause);
            this.cause = cause;
        }

        SQLException sql() {
            return cause;
        }
    }

    /** The state of a duplicate. */
    static final String DUPLICATE = "23505";

    private static final int FETCHED = 200;

    private final Connection connection;
    private final String prefix;

    Sql(Connection connection, String prefix) {
        this.connection = connection;
        this.prefix = prefix;
    }

    int update(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    void batch(String sql, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() == 1) {
            update(sql, rows.get(0));
            return;
        }
        try (PreparedStatement statement = prepare(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    <T> List<T> list(String sql, Row<T> reader, Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            // PostgreSQL's driver holds the whole result otherwise, whatever the reader keeps of it
            statement.setFetchSize(FETCHED);
            bind(statement, parameters);
            return read(statement, reader);
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    /**
     * Takes rows until the transaction ends.
     *
     * @param condition what holds for them beside their time
     * @param until their time is no later
     * @param parameters of the condition
     */
    <T> List<T> claim(Claim claim, String condition, Row<T> reader, Instant until, int max, Object... parameters) {
        Dialect dialect = dialect();
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.add(until);
        all.add(max);
        if (dialect == Dialect.H2) {
            all.add(until);
        }
        return list(dialect.claim(claim, condition), reader, all.toArray());
    }

    private Dialect dialect() {
        try {
            return Dialect.of(connection);
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    private static <T> List<T> read(PreparedStatement statement, Row<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                T value = reader.read(rows);
                if (value != null) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    <T> Optional<T> first(String sql, Row<T> reader, Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    long count(String sql, Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** @return a question mark for each, for {@code in (…)} */
    static String marks(Collection<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql.replace("#", prefix));
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, column(parameters[i]));
        }
    }

    private static Object column(Object value) {
        if (value instanceof Instant time) {
            return time.toEpochMilli();
        }
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            // which PostgreSQL has no room for
            return text.replace("\0", "");
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
