package io.github.camelvoicecall.benchmarks;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.Sighting;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Table (d): what a ledger's operations take with many open calls, beside few. */
final class LedgerSize {
    private static final AccountId ACCOUNT = new AccountId("vyora", "default");
    private static final Subscription SUBSCRIPTION =
            new Subscription(ACCOUNT, Subscription.Kind.CALLS, "default", false, Duration.ZERO);
    private static final int LOOKED_AT = 45;

    /** What is measured, in the order in which a call meets it. */
    private enum Step {
        INSERT("insert (intent and acceptance)"),
        POLL("poll (claim 45 due, put them back)"),
        HAND_OUT("hand-out (learn, claim, mark)");

        private final String title;

        Step(String title) {
            this.title = title;
        }
    }

    private final int rounds;
    private int made;

    private LedgerSize(Options options) {
        rounds = options.number("rounds", 200);
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        LedgerSize table = new LedgerSize(options);
        int few = options.number("few", 1_000);
        int many = options.number("many", 1_000_000);
        try (H2File small = new H2File();
                H2File large = new H2File()) {
            table.compare(small, few, large, many);
        }
        System.exit(0);
    }

    private void compare(H2File small, int few, H2File large, int many) throws Exception {
        CallLedger[] ledgers = {filled(small, few), filled(large, many)};
        double[][][] micros = new double[Step.values().length][2][rounds];
        for (int round = -rounds / 2; round < rounds; round++) {
            for (int size = 0; size < 2; size++) {
                long[] nanos = once(ledgers[size]);
                for (Step step : Step.values()) {
                    if (round >= 0) {
                        micros[step.ordinal()][size][round] = nanos[step.ordinal()] / 1e3;
                    }
                }
            }
        }
        System.out.printf("%nH2 ledger in a file, median microseconds of %d rounds, and p95%n", rounds);
        System.out.printf("%-38s %18s %18s %7s%n", "", few + " open rows", many + " open rows", "ratio");
        for (Step step : Step.values()) {
            double[] little = sorted(micros[step.ordinal()][0]);
            double[] much = sorted(micros[step.ordinal()][1]);
            System.out.printf(
                    "%-38s %9.0f %8.0f %9.0f %8.0f %7.2f%n",
                    step.title,
                    little[rounds / 2],
                    little[rounds * 95 / 100],
                    much[rounds / 2],
                    much[rounds * 95 / 100],
                    much[rounds / 2] / little[rounds / 2]);
        }
    }

    private static double[] sorted(double[] figures) {
        double[] sorted = figures.clone();
        java.util.Arrays.sort(sorted);
        return sorted;
    }

    private long[] once(CallLedger ledger) {
        long[] nanos = new long[Step.values().length];
        long begun = System.nanoTime();
        CallRow placed = place(ledger);
        nanos[Step.INSERT.ordinal()] = System.nanoTime() - begun;

        begun = System.nanoTime();
        List<CallRow> due = ledger.due(ACCOUNT, LOOKED_AT, Duration.ofMinutes(2));
        due.forEach(row -> ledger.lookAgain(row.ref(), ledger.now().plusSeconds(30)));
        ledger.sweep(ACCOUNT, Duration.ofHours(24));
        ledger.nextDelivery(SUBSCRIPTION);
        nanos[Step.POLL.ordinal()] = System.nanoTime() - begun;
        if (due.size() < LOOKED_AT) {
            throw new IllegalStateException("Only " + due.size() + " rows were due");
        }
        // not measured: makes as many due again
        due.forEach(row -> ledger.lookAgain(row.ref(), ledger.now()));

        begun = System.nanoTime();
        ledger.learn(
                ACCOUNT,
                Sighting.of(VoiceCall.of("vyora")
                        .id(placed.callId())
                        .status(CallStatus.COMPLETED)
                        .analysisReady(true)
                        .summary("Will pay tomorrow")
                        .build()));
        List<Delivery> claimed = ledger.claim(SUBSCRIPTION, 10, Duration.ofSeconds(30));
        claimed.forEach(ledger::done);
        nanos[Step.HAND_OUT.ordinal()] = System.nanoTime() - begun;
        if (claimed.size() != 1) {
            throw new IllegalStateException(claimed.size() + " results were due");
        }
        return nanos;
    }

    private CallRow place(CallLedger ledger) {
        String key = "lead-" + made++;
        CallRequest request = CallRequest.to("+14155551000")
                .agentId("a-1")
                .idempotencyKey(key)
                .build();
        CallRow row = ledger.open(
                        new Intent(ACCOUNT, "vyora/default", key, key, request, ledger.now(), Duration.ofMinutes(1)))
                .row();
        return ledger.accepted(
                row.ref(),
                VoiceCall.of("vyora")
                        .id("call-" + key)
                        .status(CallStatus.QUEUED)
                        .rawStatus("registered")
                        .build());
    }

    /** Copies one call that the ledger itself has written down. */
    private CallLedger filled(H2File file, int rows) throws Exception {
        CallLedger ledger = file.ledger();
        ledger.subscribe(SUBSCRIPTION);
        CallRow model = place(ledger);
        try (Connection connection = file.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into voicecall_calls
                    select ref || '-' || x, provider, account, scope, intent_key || '-' || x, fingerprint, state,
                           call_id || '-' || x, status, request, call_json, reason, created_at, open_since, ended_at,
                           provisional_until, look_at + x, looks, sweep_from, blank_from
                    from voicecall_calls, system_range(1, %d) where ref = '%s'
                    """.formatted(rows, model.ref()));
            statement.execute("analyze");
        }
        return ledger;
    }
}
