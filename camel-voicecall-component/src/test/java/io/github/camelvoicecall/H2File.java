package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.JdbcCallLedger;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A ledger on H2 in a file, as users set it up. */
final class H2File {
    private H2File() {}

    static JdbcCallLedger ledger(Path folder) {
        return new JdbcCallLedger(dataSource(folder));
    }

    static DataSource dataSource(Path folder) {
        return JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("ledger").toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE", "sa", "");
    }
}
