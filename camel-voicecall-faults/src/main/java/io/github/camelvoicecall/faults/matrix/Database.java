package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that all processes of a run share. */
final class Database implements AutoCloseable {
    private final String url;
    private final EmbeddedPostgres postgres;
    private final DataSource source;

    private Database(String url, EmbeddedPostgres postgres) {
        this.url = url;
        this.postgres = postgres;
        this.source = source(url);
    }

    /** A file that the first process serves to the others. */
    static Database h2(Path folder) {
        return new Database("jdbc:h2:file:" + folder.toAbsolutePath().resolve("ledger") + ";AUTO_SERVER=TRUE", null);
    }

    static Database postgres(Path folder) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                // its default is off, which the ledger refuses
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new Database(server.getJdbcUrl("postgres", "postgres"), server);
    }

    String url() {
        return url;
    }

    CallLedger ledger() {
        return new JdbcCallLedger(source);
    }

    static CallLedger ledger(String url) {
        return new JdbcCallLedger(source(url));
    }

    private static DataSource source(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return JdbcConnectionPool.create(url, "sa", "");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    /** Where the ledger has what a key stands for; "none" when it knows nothing of it. */
    String state(Provider provider, String key) {
        String sql = provider.keyed()
                ? "select state from voicecall_batches where provider = ? and job = ?"
                : "select state from voicecall_calls where provider = ? and intent_key = ?";
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, provider.id());
            query.setString(2, key);
            try (ResultSet rows = query.executeQuery()) {
                String state = rows.next() ? rows.getString(1) : "none";
                return rows.next() ? state + " and another" : state;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (source instanceof JdbcConnectionPool pool) {
            pool.dispose();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
