package io.github.camelvoicecall.examples.crm;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The CRM: a table of leads in an H2 database in a file, every write on disk before it counts. Thread-safe. */
public final class Crm implements AutoCloseable {
    private static final int H2_IS_OPEN_ELSEWHERE = 90020;
    private static final String FILE = "crm";
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final JdbcConnectionPool database;
    private volatile String source = "nowhere";

    private Crm(JdbcConnectionPool database) {
        this.database = database;
    }

    /** Opens the CRM in a folder, makes it if there is none. */
    static Crm open(Path folder) {
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve(FILE) + ";WRITE_DELAY=0";
        Crm crm = new Crm(JdbcConnectionPool.create(url, "crm", ""));
        try {
            crm.database.setMaxConnections(20);
            crm.update(resource("schema.sql"));
        } catch (IllegalStateException e) {
            crm.close();
            if (e.getCause() instanceof SQLException sql && sql.getErrorCode() == H2_IS_OPEN_ELSEWHERE) {
                throw new UsageException(
                        "another run is at work in " + folder + "; wait for it, or choose another folder with --work",
                        e);
            }
            throw e;
        }
        return crm;
    }

    /** Deletes the CRM of a folder, which must be closed. */
    static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE + ".mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete the CRM in " + folder, e);
        }
    }

    DataSource database() {
        return database;
    }

    /** The file that the leads came from; null while there are none. */
    String leadsFile() {
        List<String> files = query("SELECT leads_file FROM import", row -> row.getString(1));
        return files.isEmpty() ? null : files.get(0);
    }

    /** Says where the leads come from that are added next. */
    void leadsComeFrom(String file) {
        source = file;
    }

    /**
     * Adds leads that the CRM doesn't have yet, and mends those that were never called; all or none. Called by the route {@code import-leads}.
     *
     * @throws UsageException if two leads have the same id
     */
    public void add(List<Lead> leads) {
        Set<String> ids = new HashSet<>();
        for (Lead lead : leads) {
            if (!ids.add(lead.getId())) {
                throw new UsageException("the file of leads has " + lead.getId() + " twice; ids tell leads apart");
            }
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (Lead lead : leads) {
                add(connection, lead);
            }
            execute(connection, "DELETE FROM import");
            execute(connection, "INSERT INTO import VALUES (?)", source);
            connection.commit();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Two things only the CRM can know, as the component is asked about one lead at a time: who has the same number, and what is no country at all. */
    private static void add(Connection connection, Lead lead) throws SQLException {
        String country = lead.getCountry() == null ? "" : lead.getCountry().toUpperCase(Locale.ROOT);
        boolean known = country.isEmpty() || NUMBERS.getSupportedRegions().contains(country);
        String number = number(lead.getPhone(), known ? country : "");
        execute(connection, "DELETE FROM leads WHERE id = ? AND status IN ('NEW', 'UNUSABLE')", lead.getId());
        execute(
                connection,
                """
                INSERT INTO leads (id, name, country, phone, number, status, reason)
                SELECT ?, ?, ?, ?, ?, CASE WHEN ? IS NULL AND twin IS NULL THEN 'NEW' ELSE 'UNUSABLE' END, COALESCE(?, 'has the same number as ' || twin)
                FROM (SELECT MIN(id) AS twin FROM leads WHERE number = ? AND id <> ? AND status <> 'UNUSABLE')
                WHERE NOT EXISTS (SELECT 1 FROM leads WHERE id = ?)""",
                lead.getId(),
                lead.getName(),
                known ? country : "",
                lead.getPhone(),
                number,
                known ? null : "no country",
                known ? null : "'" + lead.getCountry() + "' is no country: write two letters, such as GB",
                number,
                lead.getId(),
                lead.getId());
    }

    /** The number as everybody writes it alike, to find it again; null if it can't be dialled, which the component says better. */
    private static String number(String phone, String country) {
        try {
            PhoneNumber number = NUMBERS.parse(phone, country.isEmpty() ? null : country);
            return number.hasExtension() || !NUMBERS.isPossibleNumber(number)
                    ? null
                    : NUMBERS.format(number, PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            return null;
        }
    }

    /** Lets the next run try again what provably rang no telephone. */
    void tryAgain() {
        update("UPDATE leads SET status = 'NEW', reason = NULL WHERE status = 'NOT_CALLED'");
    }

    Counts counts() {
        return query(
                        """
                SELECT COUNT(*),
                    COUNT(*) FILTER (WHERE status = 'NEW'),
                    COUNT(*) FILTER (WHERE status IN ('CALLING', 'UNKNOWN')),
                    COUNT(*) FILTER (WHERE status IN ('COMPLETED', 'NO_ANSWER', 'BUSY', 'REJECTED', 'CANCELED', 'FAILED')),
                    COUNT(*) FILTER (WHERE status = 'UNRESOLVED'),
                    COUNT(*) FILTER (WHERE status = 'UNUSABLE'),
                    COUNT(*) FILTER (WHERE status = 'NOT_CALLED')
                FROM leads""",
                        row -> new Counts(
                                row.getInt(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getInt(6),
                                row.getInt(7)))
                .get(0);
    }

    List<Row> leads() {
        return query(
                "SELECT id, name, phone, number, status, reason, summary, classification, recording_url FROM leads ORDER BY id",
                row -> new Row(
                        row.getString(1),
                        Objects.toString(row.getString(2), ""),
                        Objects.toString(row.getString(3), ""),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9)));
    }

    @Override
    public void close() {
        database.dispose();
    }

    /**
     * How far the leads are.
     *
     * @param waiting not called yet
     * @param underWay called, the result is awaited
     * @param finished the provider said how the call ended
     */
    record Counts(int all, int waiting, int underWay, int finished, int unresolved, int unusable, int notCalled) {
        int open() {
            return waiting + underWay;
        }

        int called() {
            return underWay + finished + unresolved;
        }
    }

    /** A lead with what became of it. */
    record Row(
            String id,
            String name,
            String phone,
            String number,
            String status,
            String reason,
            String summary,
            String classification,
            String recordingUrl) {}

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

    private void update(String sql, Object... values) {
        try (Connection connection = database.getConnection()) {
            execute(connection, sql, values);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("the CRM fails: " + e.getMessage(), e);
    }

    static String resource(String name) {
        try (InputStream in = Crm.class.getClassLoader().getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + name, e);
        }
    }
}
