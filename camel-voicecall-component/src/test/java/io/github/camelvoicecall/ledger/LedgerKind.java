package io.github.camelvoicecall.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The ledgers that keep the contract. */
enum LedgerKind {
    MEMORY {
        @Override
        Opened open(Path folder, Clock clock) {
            return new Opened(new MemoryCallLedger(clock), () -> {});
        }
    },
    H2_FILE {
        @Override
        Opened open(Path folder, Clock clock) {
            JdbcConnectionPool pool = H2.pool(folder);
            return new Opened(new JdbcCallLedger(pool, clock), () -> H2.shutdown(pool));
        }
    },
    POSTGRESQL {
        @Override
        Opened open(Path folder, Clock clock) {
            Postgres schema = Postgres.newSchema();
            JdbcConnectionPool pool = schema.pool();
            return new Opened(new JdbcCallLedger(pool, clock), () -> {
                pool.dispose();
                schema.drop();
            });
        }
    };

    abstract Opened open(Path folder, Clock clock);

    /** A ledger and how to be rid of what it stands on. */
    record Opened(CallLedger ledger, Runnable shutdown) {}

    /** H2 databases in files. */
    static final class H2 {
        private H2() {}

        static String url(Path folder) {
            return "jdbc:h2:file:" + folder.resolve("ledger") + ";DB_CLOSE_DELAY=-1";
        }

        static JdbcConnectionPool pool(Path folder) {
            JdbcConnectionPool pool = JdbcConnectionPool.create(url(folder), "sa", "");
            pool.setMaxConnections(20);
            return pool;
        }

        static void shutdown(JdbcConnectionPool pool) {
            execute(pool, "shutdown");
            pool.dispose();
        }

        static void execute(DataSource database, String statement) {
            try (Connection connection = database.getConnection();
                    var sql = connection.createStatement()) {
                sql.execute(statement);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
