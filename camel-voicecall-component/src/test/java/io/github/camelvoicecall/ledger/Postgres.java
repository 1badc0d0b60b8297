package io.github.camelvoicecall.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/** One PostgreSQL for all tests of a JVM, ended with it; a schema of its own for each test. */
public final class Postgres {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private final String schema;

    private Postgres(String schema) {
        this.schema = schema;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    // embedded servers come with "off", which the ledger refuses
                    .setServerConfig("synchronous_commit", "on")
                    // and no test switches the power off
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Postgres newSchema() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        Postgres postgres = new Postgres(schema);
        postgres.create();
        return postgres;
    }

    public String name() {
        return schema;
    }

    public void create() {
        execute("create schema " + schema);
    }

    public void drop() {
        execute("drop schema " + schema + " cascade");
    }

    /** A connection each time somebody asks. */
    public PGSimpleDataSource dataSource() {
        return at(new PGSimpleDataSource());
    }

    public JdbcConnectionPool pool() {
        JdbcConnectionPool pool = JdbcConnectionPool.create(at(new PGConnectionPoolDataSource()));
        pool.setMaxConnections(20);
        return pool;
    }

    private <D extends BaseDataSource> D at(D dataSource) {
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {SERVER.getPort()});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser("postgres");
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }

    public void execute(String statement) {
        try (Connection connection = dataSource().getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
