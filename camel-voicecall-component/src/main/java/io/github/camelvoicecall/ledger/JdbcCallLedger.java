package io.github.camelvoicecall.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database: H2 in a file for one process, PostgreSQL for replicas that share it. Outlives crashes.
 *
 * <p>Every operation takes a connection of its own from the {@code DataSource} and commits before it returns; it never joins the transaction of a route. So give it a plain pool,
 * not one that hands out the connection of the current transaction. An H2 database without a pool wants {@code DB_CLOSE_DELAY=-1} in its URL, or it is opened anew for every
 * operation.
 *
 * <p>{@code ledger.sql}, beside this class in the jar, documents the tables.
 *
 * <p>On H2 an intent, its acceptance, a received event, a claim and its settlement are forced to the disk; what else was committed outlives the process at once, and a power
 * failure once one of those follows. Callers who wait for the disk at the same time share one transaction and one write. Thread safe; set the properties before the first use.
 */
public class JdbcCallLedger extends BookLedger {
    /** The tables' prefix unless told otherwise. */
    public static final String DEFAULT_TABLE_PREFIX = "voicecall_";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCallLedger.class);

    private final Ids ids = new Ids();
    private final DatabaseClock databaseClock = new DatabaseClock();
    private final InstantSource clock;
    private DataSource dataSource;
    private String tablePrefix = DEFAULT_TABLE_PREFIX;
    private boolean createTables = true;
    private volatile Store store;

    /** A ledger whose data source is set later. */
    public JdbcCallLedger() {
        this.clock = databaseClock;
    }

    /** @param dataSource where connections come from */
    public JdbcCallLedger(DataSource dataSource) {
        this();
        this.dataSource = dataSource;
    }

    /** A ledger on a clock of its own, for tests. */
    JdbcCallLedger(DataSource dataSource, Clock clock) {
        this.clock = clock;
        this.dataSource = dataSource;
    }

    /** @return where connections come from */
    public DataSource getDataSource() {
        return dataSource;
    }

    /** @param dataSource where connections come from; needed */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return what the tables' names begin with; default {@value #DEFAULT_TABLE_PREFIX} */
    public String getTablePrefix() {
        return tablePrefix;
    }

    /**
     * @param tablePrefix what the tables' names begin with: letters, digits and underscores; default {@value #DEFAULT_TABLE_PREFIX}
     * @throws IllegalArgumentException for other characters
     */
    public void setTablePrefix(String tablePrefix) {
        if (!tablePrefix.matches("\\w*")) {
            throw new IllegalArgumentException(
                    "A table prefix has letters, digits and underscores only: " + tablePrefix);
        }
        this.tablePrefix = tablePrefix;
    }

    /** @return whether missing tables are created and those of older releases brought up to date; default true */
    public boolean isCreateTables() {
        return createTables;
    }

    /** @param createTables whether missing tables are created and those of older releases brought up to date; default true */
    public void setCreateTables(boolean createTables) {
        this.createTables = createTables;
    }

    /** The database, once it was found fit. */
    private record Store(
            Transactions transactions, Dialect dialect, boolean durable, GroupCommit group, Tombstones tombstones) {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException without a data source
     * @throws LedgerException if the database can't be reached, isn't H2 or PostgreSQL, is set up to forget commits, or has tables of a newer release or, with {@code createTables=false}, of an older one
     */
    @Override
    public void start() {
        store();
    }

    private Store store() {
        Store started = store;
        return started == null ? open() : started;
    }

    private synchronized Store open() {
        if (store != null) {
            return store;
        }
        if (dataSource == null) {
            throw new IllegalStateException("A JdbcCallLedger needs a dataSource");
        }
        Transactions transactions = new Transactions(dataSource, tablePrefix);
        Dialect dialect = transactions.dialect();
        boolean durable = transactions.run(dialect::durable);
        if (!durable) {
            LOG.warn(
                    "The call ledger's H2 database is in memory: it forgets every call when this process ends. Put it into a"
                            + " file (jdbc:h2:file:...) to keep them.");
        }
        if (createTables) {
            Schema.create(transactions, dialect);
        }
        Tombstones tombstones = transactions.run(sql -> {
            Schema.check(sql);
            databaseClock.refresh(sql, dialect);
            return new Tombstones(Schema.secret(sql));
        });
        if (durable) {
            // another folder or database is another memory, which calls everybody again
            LOG.info("The call ledger is kept in {}: {}", dialect, transactions.run(dialect::place));
        }
        boolean forces = durable && dialect.toDisk() != null;
        GroupCommit group = forces ? new GroupCommit(transactions, dialect.toDisk()) : null;
        store = new Store(transactions, dialect, durable, group, tombstones);
        return store;
    }

    @Override
    public void close() {
        // the data source is the user's, and every connection went back to it
    }

    @Override
    public boolean durable() {
        return store().durable();
    }

    @Override
    public Instant now() {
        store();
        return Times.exact(clock.instant());
    }

    @Override
    public Opening open(Intent intent) {
        // a key is nearly always new: insert before asking
        return tryOnce(books -> books.calls().openNew(intent)).orElseGet(() -> super.open(intent));
    }

    @Override
    public Receipt receive(InboxEvent event) {
        return tryOnce(books -> books.inbox().receiveNew(event)).orElseGet(() -> super.receive(event));
    }

    private <T> Optional<T> tryOnce(Function<Books, T> work) {
        Store fit = store();
        return fit.transactions().tryOnce(on(fit, work), fit.group());
    }

    @Override
    <T> T atomically(Function<Books, T> work) {
        Store fit = store();
        return fit.transactions().run(on(fit, work));
    }

    @Override
    <T> T lastingly(Function<Books, T> work) {
        Store fit = store();
        return fit.transactions().run(on(fit, work), fit.group());
    }

    private <T> Function<Sql, T> on(Store fit, Function<Books, T> work) {
        return sql -> {
            databaseClock.refresh(sql, fit.dialect());
            return work.apply(books(sql, fit.tombstones()));
        };
    }

    private Books books(Sql sql, Tombstones tombstones) {
        return new Books(
                new JdbcCalls(sql, tombstones),
                new JdbcDeliveries(sql),
                new JdbcInbox(sql),
                new JdbcLimits(sql),
                new JdbcBatches(sql),
                new JdbcFirstSights(sql),
                new JdbcLeads(sql),
                new JdbcRings(sql),
                ids,
                now());
    }
}
