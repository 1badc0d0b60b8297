package io.github.camelvoicecall.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints one of the tables of docs/performance.md. This process only starts others, the client on one core and the server on the other, and passes on what the client prints.
 */
public final class Bench {
    private Bench() {}

    /**
     * @param args the table, then {@code name=value} options
     * @throws Exception if something can't be measured
     */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String[] sides = args[i].split("=", 2);
            options.put(sides[0], sides[1]);
        }
        Machine.describe(args[0], options);
        switch (args[0]) {
            case "trigger" -> trigger(args);
            case "webhook" -> webhook(args);
            case "learning" ->
                Child.java(0, "io.github.camelvoicecall.Learning", rest(args)).passOn();
            case "recipients" -> recipients(options);
            case "ledger" ->
                Child.java(0, LedgerSize.class.getName(), rest(args)).passOn();
            case "plans" ->
                Child.java(0, LedgerPlans.class.getName(), rest(args)).passOn();
            default -> throw new IllegalArgumentException("There is no table '" + args[0] + "'");
        }
    }

    private static void trigger(String[] args) throws Exception {
        try (Child server = Child.java(1, VyoraServer.class.getName())) {
            Child.java(0, Trigger.class.getName(), with("port=" + server.port(), args))
                    .passOn();
        }
    }

    private static void webhook(String[] args) throws Exception {
        try (Child memory = receiver("memory");
                Child processed = receiver("processed");
                Child h2 = receiver("h2");
                Child hand = receiver("hand");
                Child express = Child.node(0, "src/main/node", "receiver.js", Webhook.SECRET)) {
            String ports = "ports=" + memory.port() + "," + processed.port() + "," + h2.port() + "," + hand.port() + ","
                    + express.port();
            Child.java(1, Webhook.class.getName(), with(ports, args)).passOn();
        }
    }

    /** Every contestant in a process of its own, with little memory. */
    private static void recipients(Map<String, String> options) throws Exception {
        String rows = options.getOrDefault("rows", "1000000");
        int rounds = Integer.parseInt(options.getOrDefault("rounds", "3"));
        System.out.println(Recipients.title());
        try (Child server = Child.java(1, PeopleServer.class.getName())) {
            String port = "port=" + server.port();
            for (int round = 0; round < rounds; round++) {
                for (String kind : List.of("addRecipients", "lists of 5000", "lists of 5000, numbers checked")) {
                    client(port, "kind=" + kind, "rows=" + rows);
                }
            }
            client(port, "kind=addRecipients, H2 ledger", "rows=" + rows);
            client(port, "kind=addRecipients", "rows=100000");
            client(port, "kind=addRecipients", "rows=4000000");
            client(port, "kind=addRecipients", "rows=20000", "variables=56");
        }
    }

    private static void client(String... args) throws Exception {
        Child.java(0, System.getProperty("bench.jvm", "-Xmx64m"), Recipients.class.getName(), args)
                .passOn();
    }

    private static Child receiver(String kind) throws Exception {
        return Child.java(0, Receiver.class.getName(), kind);
    }

    private static String[] with(String first, String[] args) {
        String[] all = args.clone();
        all[0] = first;
        return all;
    }

    private static String[] rest(String[] args) {
        return java.util.Arrays.copyOfRange(args, 1, args.length);
    }
}
