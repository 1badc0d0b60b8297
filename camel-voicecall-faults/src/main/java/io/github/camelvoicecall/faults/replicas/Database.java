package io.github.camelvoicecall.faults.replicas;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of our own, set up as a new installation is, and what can be seen in it. Used by one thread. */
final class Database implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Connection connection;
    private long mostOpen;
    private long mostConnections;
    private long mostWaiting;
    private long longestMillis;

    private Database(EmbeddedPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    static Database start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("max_connections", "100")
                .start();
        return new Database(server, server.getPostgresDatabase().getConnection());
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /** What is in use right now; the tables are there by now. */
    void look() throws SQLException {
        mostOpen = Math.max(
                mostOpen,
                number("select count(*) from voicecall_calls where state in ('INTENDED', 'ACCEPTED', 'UNKNOWN')"));
        String others = "from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
        mostConnections = Math.max(mostConnections, number("select count(*) " + others));
        mostWaiting = Math.max(mostWaiting, number("select count(*) " + others + " and wait_event_type = 'Lock'"));
        longestMillis = Math.max(
                longestMillis,
                number("select coalesce(max(extract(epoch from clock_timestamp() - xact_start) * 1000), 0)::bigint "
                        + others));
    }

    /** Results that wait, or are out. */
    long waiting() throws SQLException {
        return number("select count(*) from voicecall_deliveries where due_at is not null");
    }

    long parked() throws SQLException {
        return number("select count(*) from voicecall_deliveries where parked_at is not null");
    }

    long deadlocks() throws SQLException {
        return number("select deadlocks from pg_stat_database where datname = current_database()");
    }

    long mostOpen() {
        return mostOpen;
    }

    long mostConnections() {
        return mostConnections;
    }

    long mostWaiting() {
        return mostWaiting;
    }

    long longestMillis() {
        return longestMillis;
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }
}
