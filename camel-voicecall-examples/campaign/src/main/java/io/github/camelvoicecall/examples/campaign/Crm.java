package io.github.camelvoicecall.examples.campaign;

import io.github.camelvoicecall.model.RecipientVerdict;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The CRM: a table of people in an H2 database in a file, every write on disk before it counts. Thread-safe. */
public final class Crm implements AutoCloseable {
    private static final int H2_IS_OPEN_ELSEWHERE = 90020;
    private static final String FILE = "crm";
    private static final int AT_ONCE = 1000;

    private final JdbcConnectionPool database;

    private Crm(JdbcConnectionPool database) {
        this.database = database;
    }

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

    /** Adds the people of a file, {@code id,name,number,plan}, whom the CRM doesn't have yet. H2 reads it line by line. */
    public void addPeopleOf(String file) {
        // the name of the file can't be a parameter, as its first line says which columns there are
        String sql = """
                INSERT INTO people (id, name, number, plan) SELECT id, name, number, plan FROM CSVREAD('%s') file
                WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.id = file.id)""";
        try (Connection connection = database.getConnection();
                PreparedStatement add = connection.prepareStatement(sql.formatted(file.replace("'", "''")))) {
            add.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Writes what became of rows of the file. A row that is one of many of which the same is known has no id; then nothing is certain about any of them. */
    public void verdicts(List<RecipientVerdict> verdicts) {
        String sql = """
                UPDATE people SET status = ?, reason = ? WHERE id = ? AND status IN ('NEW', 'UNSURE', 'UNUSABLE')""";
        inBatches(sql, verdicts.iterator(), (statement, verdict) -> {
            statement.setString(1, status(verdict.status()));
            statement.setString(2, verdict.reason());
            statement.setString(3, verdict.contactId());
        });
    }

    private static String status(RecipientVerdict.Status status) {
        return switch (status) {
            case ACCEPTED, SKIPPED -> "LISTED";
            case REJECTED, DUPLICATE, FAILED -> "UNUSABLE";
            case UNKNOWN -> "UNSURE";
        };
    }

    /** Writes where calls stand. Whoever has one is on the list, and who has a result keeps it. */
    public void results(Iterator<VoiceCall> calls) {
        String sql = """
                UPDATE people SET status = ?, duration_seconds = ?, call_id = ?, reason = NULL
                WHERE number = ? AND (status IN ('NEW', 'UNSURE', 'LISTED') OR call_id = ?)""";
        inBatches(sql, calls, (statement, call) -> {
            statement.setString(1, call.isTerminal() ? call.status().name() : "LISTED");
            statement.setBigDecimal(2, call.isTerminal() ? call.durationSeconds() : null);
            statement.setString(3, call.id());
            statement.setString(4, call.to());
            statement.setString(5, call.id());
        });
    }

    /** True once the campaign is over and its results are written. */
    boolean over() {
        return !query("SELECT 1 FROM campaign WHERE over", row -> row.getInt(1)).isEmpty();
    }

    /** True while there is a campaign that isn't over. */
    boolean unfinished() {
        return !query("SELECT 1 FROM campaign WHERE NOT over", row -> row.getInt(1))
                .isEmpty();
    }

    /** How many people are where. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        query(
                "SELECT status, COUNT(*) FROM people GROUP BY status",
                row -> counts.put(row.getString(1), row.getInt(2)));
        return counts;
    }

    /** Ids of those who can't be called, with the reasons. */
    Map<String, String> unusable() {
        Map<String, String> reasons = new TreeMap<>();
        query(
                "SELECT id, reason FROM people WHERE status = 'UNUSABLE'",
                row -> reasons.put(row.getString(1), Objects.toString(row.getString(2), "")));
        return reasons;
    }

    @Override
    public void close() {
        database.dispose();
    }

    @FunctionalInterface
    private interface Filling<T> {
        void fill(PreparedStatement statement, T thing) throws SQLException;
    }

    private synchronized <T> void inBatches(String sql, Iterator<T> things, Filling<T> filling) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (int waiting = 1; things.hasNext(); waiting++) {
                filling.fill(statement, things.next());
                statement.addBatch();
                if (waiting % AT_ONCE == 0) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw failure(e);
        }
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
