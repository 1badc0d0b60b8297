package io.github.camelvoicecall.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger's tables. Whoever finds them as they must be changes nothing and takes no locks. */
final class Schema {
    private static final String SCRIPT = "ledger.sql";
    private static final int VERSION = 3;
    private static final int ATTEMPTS = 5;

    /** What leads from a version to the next, where tables that are there get columns; new tables and indexes come by the script. */
    private static final Map<Integer, List<String>> ADDED = Map.of(
            1, List.of("alter table #inbox add column if not exists verified boolean default false not null"),
            2,
                    List.of(
                            "alter table #schema add column if not exists secret varchar",
                            "alter table #subscriptions add column if not exists leaves_out varchar",
                            "alter table #subscriptions add column if not exists seen_at bigint"));

    private Schema() {}

    /** Creates what is missing, one ledger of this process after the other: H2 stumbles over two who create the same. */
    static synchronized void create(Transactions transactions, Dialect dialect) {
        if (transactions.run(sql -> dialect.hasSchema(sql) && versions(sql).equals(List.of(VERSION)))) {
            return;
        }
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

    private static Void create(Sql sql, Dialect dialect) {
        dialect.lockSchema(sql);
        int version = dialect.hasSchema(sql)
                ? versions(sql).stream().max(Integer::compare).orElse(VERSION)
                : VERSION;
        if (version > VERSION) {
            // a newer release made them: the check says so
            return null;
        }
        for (int from = version; from < VERSION; from++) {
            ADDED.get(from).forEach(sql::update);
        }
        statements(dialect).forEach(sql::update);
        sql.update("update #schema set version = " + VERSION + " where version < " + VERSION);
        return null;
    }

    /** @throws LedgerException if the tables are not of this version */
    static void check(Sql sql) {
        List<Integer> versions = versions(sql);
        if (!versions.equals(List.of(VERSION))) {
            throw new LedgerException(
                    "The call ledger's tables are of version %s, this release needs %d: see %s in its jar"
                            .formatted(versions, VERSION, SCRIPT),
                    null);
        }
    }

    private static List<Integer> versions(Sql sql) {
        return sql.list("select version from #schema", row -> row.getInt(1));
    }

    /** @return what the hashes of forgotten keys are made with, the same for all who share the tables */
    static String secret(Sql sql) {
        Optional<String> known =
                sql.first("select secret from #schema where secret is not null", row -> row.getString(1));
        if (known.isPresent()) {
            return known.get();
        }
        sql.update("update #schema set secret = ? where secret is null", Tombstones.newSecret());
        // in other words than above: H2 repeats what it has just answered, though another has committed since
        return sql.first("select max(secret) from #schema", row -> row.getString(1))
                .orElseThrow();
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
