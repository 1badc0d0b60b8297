package io.github.camelvoicecall.benchmarks;

import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.InboxEvent;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.ledger.Sighting;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How PostgreSQL finds the rows that a ledger's operations need among many: no operation of the daily work may read a table that grows from end to end. */
final class LedgerPlans {
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");
    private static final Subscription SUBSCRIPTION =
            new Subscription(ACCOUNT, Subscription.Kind.CALLS, "default", true, Duration.ZERO);
    private static final Subscription EVENTS =
            new Subscription(ACCOUNT, Subscription.Kind.EVENTS, "default", false, Duration.ZERO);
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Of a thousand calls: those that are over and handed out and blanked, and what else there is. */
    private static final String STATES =
            "case when x % 1000 < 970 then 'READY' when x % 1000 < 990 then 'ACCEPTED' when x % 1000 < 994 then 'ENDED'"
                    + " when x % 1000 < 998 then 'OVERDUE' when x % 1000 < 999 then 'UNKNOWN' else 'NOT_PLACED' end";

    private static final List<String> GROWING = List.of("calls", "deliveries", "inbox");

    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Runnable> operations = new LinkedHashMap<>();
    private final JdbcCallLedger ledger;
    private final Explained explained;
    private CallRow placed;
    private List<Delivery> claimed;

    private LedgerPlans(Explained explained) {
        this.explained = explained;
        this.ledger = new JdbcCallLedger(explained.dataSource());
    }

    public static void main(String[] args) throws Exception {
        int rows = Options.of(args).number("rows", 1_000_000);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            LedgerPlans plans = new LedgerPlans(new Explained(server.getPostgresDatabase()));
            plans.ledger.start();
            plans.ledger.subscribe(SUBSCRIPTION);
            plans.ledger.subscribe(EVENTS);
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                fill(statement, rows);
            }
            plans.print(rows);
        }
        System.exit(0);
    }

    private static void fill(Statement statement, int rows) throws Exception {
        String now = "(extract(epoch from now()) * 1000)::bigint";
        statement.execute("""
                insert into voicecall_calls
                select 'ref-' || x, 'vyora', 'default', 'vyora/default', 'lead-' || x, 'f', state,
                       case when state in ('UNKNOWN', 'NOT_PLACED') then null else 'call-' || x end, 'COMPLETED', null,
                       '{"provider":"vyora"}', null, %1$s - x, %1$s - x, %1$s - x, null,
                       case when state in ('ACCEPTED', 'ENDED', 'OVERDUE', 'UNKNOWN') then %1$s + (x %% 100 - 1) * 60000 end,
                       1, case when state in ('ACCEPTED', 'UNKNOWN') then %1$s - x end,
                       case when x %% 20 = 0 then %1$s - x * 5000::bigint end
                from (select x, %2$s as state from generate_series(1, %3$d) x) made
                """.formatted(now, STATES, rows));
        statement.execute("""
                insert into voicecall_deliveries
                select 'd-' || x, 'CALLS/vyora/default/default', 'ref-' || x, 1, case when x %% 500 < 2 then 0 else 1 end,
                       case when x %% 500 = 0 then %1$s - x end, case when x %% 500 = 1 then %1$s end, null, 0, null
                from generate_series(1, %2$d) x where x %% 1000 < 970
                """.formatted(now, rows));
        statement.execute("""
                insert into voicecall_inbox
                select 'e-' || x, 'vyora', 'default', 'event-' || x, 'event-' || x, 'hash', 'call.ended', 'call-' || x, '{}'::bytea,
                       %1$s - x, 1, true, case when x %% 1000 = 0 then %1$s - x end, false,
                       case when x %% 20 = 0 then %1$s - x * 5000::bigint end
                from generate_series(1, %2$d) x
                """.formatted(now, rows));
        statement.execute("vacuum analyze");
    }

    private void print(int rows) {
        add("open, new key", () -> placed = ledger.open(intent("new")).row());
        add("open, known key", () -> ledger.open(intent("lead-7")));
        add("ask", () -> ledger.ask(intent("lead-8")));
        add("accepted", () -> placed = ledger.accepted(placed.ref(), call("new", CallStatus.QUEUED)));
        add("find by provider id", () -> ledger.find(ACCOUNT, "call-500"));
        add("find by reference", () -> ledger.findByReference("ref-500"));
        add("learn", () -> ledger.learn(ACCOUNT, Sighting.of(call("new", CallStatus.COMPLETED))));
        add("due looks", () -> ledger.due(ACCOUNT, 45, LEASE));
        add("next look", () -> ledger.nextLook(ACCOUNT));
        add("sweep", () -> ledger.sweep(ACCOUNT, Duration.ofDays(2)));
        add("sending", () -> ledger.sending(ACCOUNT));
        add("listUnresolved", () -> ledger.unresolved(ACCOUNT, 100));
        add("claim", () -> claimed = ledger.claim(SUBSCRIPTION, 10, LEASE));
        add("next delivery", () -> ledger.nextDelivery(SUBSCRIPTION));
        add("renew", () -> ledger.renew(claimed, LEASE));
        add("done", () -> ledger.done(claimed.get(0)));
        add("failed", () -> ledger.failed(claimed.get(1), null, "no"));
        add("release parked", () -> ledger.releaseParked(SUBSCRIPTION));
        add("receive an event", () -> ledger.receive(event("new")));
        add("receive it again", () -> ledger.receive(event("new")));
        add("claim events", () -> ledger.claimEvents(ACCOUNT, 10, LEASE));
        add("processed", () -> ledger.processed("e-1000"));
        add("counts", () -> ledger.counts(ACCOUNT));
        add("retention", () -> ledger.blank(Duration.ofDays(30), 200));
        System.out.printf("%nPostgreSQL, %d calls, as many events and deliveries%n", rows);
        System.out.printf("%-20s %-33s %9s  %s%n", "", "statement", "ms", "rows found by");
        operations.forEach(this::check);
        print("forget a number", () -> ledger.forget("+14155551000"));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("These read a whole table: " + wrong);
        }
    }

    private void add(String name, Runnable operation) {
        operations.put(name, operation);
    }

    /** Prints statements that are alike as one, with what they took together. */
    private void print(String name, Runnable operation) {
        Map<String, DoubleSummaryStatistics> alike = explained.plansOf(operation).stream()
                .collect(Collectors.groupingBy(
                        LedgerPlans::line, LinkedHashMap::new, Collectors.summarizingDouble(Explained.Plan::millis)));
        String title = name;
        for (Map.Entry<String, DoubleSummaryStatistics> line : alike.entrySet()) {
            String[] words = line.getKey().split("\t", 2);
            long count = line.getValue().getCount();
            System.out.printf(
                    "%-20s %-33s %9.3f  %s%n",
                    title,
                    words[0] + (count > 1 ? " x" + count : ""),
                    line.getValue().getSum(),
                    words[1]);
            title = "";
        }
    }

    private static String line(Explained.Plan plan) {
        return plan.statement() + "\t" + String.join(", ", plan.scans()).replace("voicecall_", "");
    }

    private void check(String name, Runnable operation) {
        List<String> whole =
                GROWING.stream().map(table -> "Seq Scan on voicecall_" + table).toList();
        print(name, () -> {
            operation.run();
            explained.seen().stream()
                    .filter(plan -> plan.scans().stream().anyMatch(whole::contains))
                    .forEach(plan -> wrong.add(name + ": " + plan.statement()));
        });
    }

    private static Intent intent(String key) {
        CallRequest request = CallRequest.to("+14155551000").idempotencyKey(key).build();
        return new Intent(ACCOUNT, "vyora/default", key, "f", request, Instant.now(), Duration.ofMinutes(1));
    }

    private static VoiceCall call(String id, CallStatus status) {
        return VoiceCall.of("vyora")
                .id(id)
                .status(status)
                .analysisReady(status == CallStatus.COMPLETED)
                .build();
    }

    private static InboxEvent event(String key) {
        return new InboxEvent(
                null, ACCOUNT, key, "hash", "call.ended", "call-9", new byte[] {1}, Instant.now(), 0, true);
    }
}
