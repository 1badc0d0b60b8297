package io.github.camelvoicecall.examples.agoralia;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The CRM: a table of leads in an H2 database in a file, every write on disk before it counts. The routes write it. Thread-safe. */
final class Crm implements AutoCloseable {
    private static final int H2_IS_OPEN_ELSEWHERE = 90020;
    private static final String FILE = "crm";

    private final JdbcConnectionPool database;

    private Crm(JdbcConnectionPool database) {
        this.database = database;
    }

    /**
     * A lead with what became of it.
     *
     * @param premium what the person pays, as said in the call; null if that isn't known
     */
    record Lead(String id, String name, String number, String status, String reason, BigDecimal premium) {}

    /** Opens the CRM in a folder, makes it if there is none. */
    static Crm open(Path folder) {
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve(FILE) + ";WRITE_DELAY=0";
        Crm crm = new Crm(JdbcConnectionPool.create(url, "crm", ""));
        try (Connection connection = crm.database.getConnection();
                PreparedStatement schema = connection.prepareStatement(resource("schema.sql"))) {
            schema.executeUpdate();
            return crm;
        } catch (SQLException e) {
            crm.close();
            if (e.getErrorCode() == H2_IS_OPEN_ELSEWHERE) {
                throw new UsageException(
                        "another run is at work in " + folder + "; wait for it, or choose another folder with --work",
                        e);
            }
            throw failure(e);
        }
    }

    /** Deletes the CRM of a folder, which must be closed. */
    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE + ".mv.db"));
    }

    DataSource database() {
        return database;
    }

    /** The proposals that the route got; empty while there is none. */
    List<String> proposals() {
        return query("SELECT proposal FROM campaign WHERE proposal IS NOT NULL", row -> row.getString(1));
    }

    /** True while leads wait for their call, its result, or the answers of one that was completed. */
    boolean unfinished() {
        return !query(
                        "SELECT 1 FROM leads WHERE status = 'NEW' OR status = 'COMPLETED' AND premium IS NULL",
                        row -> row.getInt(1))
                .isEmpty();
    }

    List<Lead> leads() {
        return query(
                "SELECT id, name, number, status, reason, premium FROM leads ORDER BY id",
                row -> new Lead(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Objects.toString(row.getString(5), ""),
                        row.getBigDecimal(6)));
    }

    @Override
    public void close() {
        database.dispose();
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("the CRM fails: " + e.getMessage(), e);
    }

    private static String resource(String name) {
        try (InputStream in = Crm.class.getClassLoader().getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + name, e);
        }
    }
}
