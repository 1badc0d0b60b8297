package io.github.camelvoicecall.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The ledger's tables. */
final class Schema {
    private static final String SCRIPT = "ledger.sql";
    private static final int VERSION = 2;
    private static final int ATTEMPTS = 5;

    private Schema() {}

    /** Creates what is missing, one ledger of this process after the other: H2 stumbles over two who create the same. */
    static synchronized void create(Transactions transactions, Dialect dialect) {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.run(sql -> create(sql, dialect));
                return;
            } catch (LedgerException e) {
                // "if not exists" can fail while another process creates the same
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int create(Sql sql, Dialect dialect) {
        statements(dialect).forEach(sql::update);
        return sql.update(
                "insert into #schema (version) select " + VERSION + " where not exists (select 1 from #schema)");
    }

    /** @throws LedgerException if the tables are not of this version */
    static void check(Sql sql) {
        List<Integer> versions = sql.list("select version from #schema", row -> row.getInt(1));
        if (!versions.equals(List.of(VERSION))) {
            throw new LedgerException(
                    "The call ledger's tables are of version %s, this release needs %d: see %s in its jar"
                            .formatted(versions, VERSION, SCRIPT),
                    null);
        }
    }

    private static List<String> statements(Dialect dialect) {
        String script = read().replaceAll("--.*", "").replace("@bytes", dialect.bytes());
        return Arrays.stream(script.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String read() {
        try (InputStream script = Schema.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
