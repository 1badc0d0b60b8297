package io.github.camelvoicecall.benchmarks;

import io.github.camelvoicecall.ledger.JdbcCallLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;

/** An H2 database in a file of its own, removed when closed. */
final class H2File implements AutoCloseable {
    private final Path folder;
    private final JdbcConnectionPool pool;

    H2File() throws IOException {
        Path target = Files.createDirectories(Path.of("target"));
        folder = Files.createTempDirectory(target, "ledger").toAbsolutePath();
        pool = JdbcConnectionPool.create("jdbc:h2:" + folder.resolve("calls") + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    JdbcConnectionPool pool() {
        return pool;
    }

    JdbcCallLedger ledger() {
        JdbcCallLedger ledger = new JdbcCallLedger(pool);
        ledger.start();
        return ledger;
    }

    @Override
    public void close() throws IOException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        pool.dispose();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
