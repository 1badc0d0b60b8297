package io.github.camelvoicecall.faults.replicas;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.VoiceCallConstants;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.SynchronizationAdapter;

/** One process of the application: places the calls of its messages and takes results, until it is told to stop or killed. */
final class Replica {
    private static final int HTTP_TIMEOUT = 4000;

    private final Plan plan;
    private final int number;
    private final Path folder;
    private final Notes notes;
    private final AtomicLong sequence = new AtomicLong();

    private Replica(Plan plan, int number, int life, Path folder) {
        this.plan = plan;
        this.number = number;
        this.folder = folder;
        this.notes = new Notes(folder.resolve(fileName(number, life)));
    }

    static String fileName(int number, int life) {
        return "replica-" + number + "-" + life + ".notes";
    }

    /**
     * @param args replica's number, its life, folder of notes, JDBC URL, HTTP port, base URL, key and webhook secret of Vyora, the same of VoxBridge, then the {@link Plan}
     */
    public static void main(String[] args) throws Exception {
        Plan plan = Plan.full(Arrays.copyOfRange(args, 11, args.length));
        Replica replica = new Replica(plan, Integer.parseInt(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
        Main main = new Main();
        main.addProperty("camel.main.shutdownTimeout", "20");
        main.addProperty("camel.server.enabled", "true");
        main.addProperty("camel.server.host", "127.0.0.1");
        main.addProperty("camel.server.port", args[4]);
        main.bind("ledger", replica.ledger(args[3]));
        main.bind("vyora", account("vyora", plan, args, 5));
        main.bind("voxbridge", account("voxbridge", plan, args, 8));
        main.configure().addRoutesBuilder(replica.routes());
        main.start();
        replica.notes.write("ready");
        ScheduledExecutorService senders = replica.send(main.getCamelTemplate());
        while (System.in.read() >= 0) {
            // nothing is ever said; its end says to stop
        }
        senders.shutdownNow();
        main.stop();
        replica.notes.write("stopped");
        Runtime.getRuntime().halt(0);
    }

    private JdbcCallLedger ledger(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(plan.pool());
        return new JdbcCallLedger(pool);
    }

    private static VoiceAccount account(String provider, Plan plan, String[] args, int from) {
        VoiceAccount account = new VoiceAccount();
        account.setProvider(provider);
        account.setBaseUrl(args[from]);
        account.setApiKey(args[from + 1]);
        account.setWebhookSecret(args[from + 2]);
        account.setRequestsPerMinute(plan.limit());
        return account;
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String provider : List.of("vyora", "voxbridge")) {
                    from("direct:" + provider)
                            .to("voicecall:" + provider + ":triggerCall?agentId=" + agent(provider)
                                    + "&idempotencyKey=${header.key}&connectTimeout=2000&responseTimeout="
                                    + HTTP_TIMEOUT);
                    consume(provider, "crm", 4);
                    consume(provider, "audit", 1);
                }
            }

            /** One by webhooks and single reads, the other by its list alone. */
            private void consume(String provider, String subscription, int concurrency) {
                String delivery = provider.equals("vyora") ? "both" : "polling";
                from("voicecall:" + provider + ":callCompleted?subscription=" + subscription + "&delivery=" + delivery
                                + "&concurrentConsumers=" + concurrency + "&delay="
                                + plan.poll().toMillis() + "&initialDelay=0&callDeadline="
                                + plan.deadline().toMillis()
                                + "&connectTimeout=2000&responseTimeout=" + HTTP_TIMEOUT)
                        .process(exchange -> begin(exchange, provider + "/" + subscription))
                        .delay(plan.work().toMillis());
            }
        };
    }

    private static String agent(String provider) {
        return System.getProperty("agent." + provider);
    }

    private void begin(Exchange exchange, String subscription) {
        VoiceCall call = exchange.getMessage().getBody(VoiceCall.class);
        long turn = sequence.incrementAndGet();
        notes.write(
                "begin",
                turn,
                subscription,
                call.idempotencyKey(),
                call.id(),
                exchange.getMessage().getHeader(VoiceCallConstants.REDELIVERED),
                exchange.getMessage().getHeader(VoiceCallConstants.SUPERSEDES),
                call.unresolved() == null ? call.status() : "unresolved",
                System.currentTimeMillis());
        exchange.getExchangeExtension().addOnCompletion(new End(turn));
    }

    /** After the consumer's own, which tells the ledger: what ended here can't come again. */
    private final class End extends SynchronizationAdapter {
        private final long turn;

        private End(long turn) {
            this.turn = turn;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public void onDone(Exchange exchange) {
            notes.write(exchange.isFailed() ? "failed" : "end", turn);
        }
    }

    // Messages

    private ScheduledExecutorService send(ProducerTemplate template) throws IOException {
        Set<Integer> acknowledged = acknowledged();
        ScheduledExecutorService senders = Executors.newScheduledThreadPool(plan.senders());
        CallMessage.all(plan).stream()
                .filter(message -> message.comesTo(number, plan))
                .filter(message -> !acknowledged.contains(message.index()))
                .forEach(message -> senders.execute(() -> send(template, message, senders)));
        return senders;
    }

    /** What a former life acknowledged is not delivered to this one. */
    private Set<Integer> acknowledged() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("replica-" + number + "-"))
                    .filter(file -> file.getFileName().toString().endsWith(".notes"))
                    .flatMap(file -> new Lines(file).more().stream())
                    .filter(words -> words.get(0).equals("ack"))
                    .map(words -> Integer.valueOf(words.get(1)))
                    .collect(Collectors.toSet());
        }
    }

    private void send(ProducerTemplate template, CallMessage message, ScheduledExecutorService senders) {
        Exchange sent = template.request("direct:" + message.provider(), exchange -> {
            exchange.getMessage().setBody(Map.of("to", message.number()));
            exchange.getMessage().setHeader("key", message.key());
        });
        Exception failure = sent.getException();
        if (failure == null) {
            boolean replayed = Boolean.TRUE.equals(sent.getMessage().getHeader(VoiceCallConstants.REPLAYED));
            notes.write("ack", message.index(), replayed ? "replayed" : "placed");
        } else if (failure instanceof VoiceCallException known && known.outcome() != Outcome.NOT_PLACED) {
            notes.write("ack", message.index(), "unknown", failure.getMessage());
        } else if (!senders.isShutdown()) {
            notes.write("again", message.index(), failure.getClass().getSimpleName(), failure.getMessage());
            senders.schedule(() -> send(template, message, senders), 500, TimeUnit.MILLISECONDS);
        }
    }
}
