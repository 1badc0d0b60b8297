package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.faults.Patience;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.SandboxBuilder;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** One provider under trial: its sandbox, the front before it, and an application whose consumer hands out what became of the calls. */
final class Bench implements AutoCloseable {
    private static final String PUBLIC = "https://matrix.example.org";
    private static final String TOKEN = "matrix-token-0123456789";
    private static final RateLimit AMPLE = RateLimit.perMinute(1_000_000);

    /** Agoralia's 429 names the time, a minute later by its clock, when it takes requests again: so it is two seconds later by ours. */
    private static final Clock BEHIND = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-58));

    private static final String NEVER_ENDS = "+15555559995";
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final List<String> OPEN = List.of("INTENDED", "UNKNOWN", "ACCEPTED", "ENDED");

    private final Provider provider;
    private final Database database;
    private final Elsewhere elsewhere;
    private final Path folder;
    private final VoiceSandbox sandbox;
    private final Front front;
    private final Site site;
    private final App app;
    private final List<Replica> replicas = new ArrayList<>();
    private final Map<String, ConcurrentLinkedQueue<VoiceCall>> completions = new ConcurrentHashMap<>();
    private final Map<String, Integer> unread = new ConcurrentHashMap<>();

    Bench(Provider provider, Database database, Elsewhere elsewhere, Path folder, long seed) throws Exception {
        this.provider = provider;
        this.database = database;
        this.elsewhere = elsewhere;
        this.folder = folder;
        int port = freePort();
        String hook = "http://127.0.0.1:" + port + "/voicecall/" + provider.id();
        SandboxBuilder builder =
                VoiceSandbox.of(provider.id()).seed(seed).rateLimit(AMPLE).addressLimit(AMPLE);
        if (provider == Provider.AGORALIA) {
            builder.clock(BEHIND);
        }
        sandbox = builder.start();
        switch (provider) {
            case VYORA, VOXBRIDGE -> sandbox.webhookTo(hook);
            case OUTBOUNDCALLS -> sandbox.webhookTo(hook + "/" + TOKEN);
            case SAMORA -> sandbox.tunnel(PUBLIC, "http://127.0.0.1:" + port);
            case AGORALIA -> {}
        }
        front = new Front(sandbox.baseUrl());
        String campaign = provider == Provider.AGORALIA ? sandbox.dashboard().runCampaign("Matrix", NEVER_ENDS) : "";
        site = new Site(provider, front.baseUrl(), sandbox.apiKey(), sandbox.agentId(), campaign);
        app = new App(site, database.ledger());
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        app.context().addService(new VertxPlatformHttpServer(http));
        app.context().addRoutes(consumer());
        app.start();
    }

    private RouteBuilder consumer() {
        List<String> options = new ArrayList<>(List.of("delay=500", "initialDelay=1", "callDeadline=10000"));
        switch (provider) {
            case VYORA, VOXBRIDGE -> options.add("webhookSecret=RAW(" + sandbox.webhookSecret() + ")");
            case OUTBOUNDCALLS -> options.addAll(List.of("webhookToken=" + TOKEN, "statusWords=completed=COMPLETED"));
            case SAMORA ->
                options.addAll(List.of(
                        "webhookToken=" + TOKEN,
                        "registerWebhook=true",
                        "agentId=" + sandbox.agentId(),
                        "webhookExternalUrl=" + PUBLIC));
            case AGORALIA -> {}
        }
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(site.consuming(options))
                        .process(exchange -> completed(exchange.getMessage().getBody(VoiceCall.class)));
            }
        };
    }

    private void completed(VoiceCall call) {
        completions
                .computeIfAbsent(call.to(), number -> new ConcurrentLinkedQueue<>())
                .add(call);
    }

    /** Lets the cell happen; returns what the routes saw. */
    String run(Cell cell, String number, String key) throws Exception {
        sandbox.failFor(number, cell.trouble().fault(elsewhere.redirect()), 1);
        return switch (cell.trouble()) {
            case RESET_UNREAD -> resetUnread(number, key);
            case NO_SUCH_HOST -> app.dialAt(Elsewhere.nameless(), number, key);
            case NOT_TRUSTED -> app.dialAt(elsewhere.untrusted(), number, key);
            default -> happen(cell, number, key);
        };
    }

    private String happen(Cell cell, String number, String key) throws Exception {
        boolean refusing = cell.trouble() == Trouble.CONNECTION_REFUSED;
        return switch (cell.situation()) {
            case FIRST_TRY -> whileAway(refusing, () -> app.dial(number, key));
            case REDELIVERED -> whileAway(refusing, () -> app.dialAndRedeliver(number, key));
            case SAME_MESSAGE -> whileAway(refusing, () -> app.dial(number, key)) + "; " + again(number, key);
            case TWO_REPLICAS -> twoReplicas(refusing, number, key);
            default -> killed(cell, refusing, number, key) + "; " + again(number, key);
        };
    }

    /** The front can't read whose request it resets, so nothing else may be sent meanwhile. */
    private String resetUnread(String number, String key) {
        int before = front.unread();
        front.resetNextUnread();
        String saw = app.dial(number, key);
        unread.put(number, front.unread() - before);
        return saw;
    }

    private <T> T whileAway(boolean refusing, Callable<T> task) throws Exception {
        if (!refusing) {
            return task.call();
        }
        front.away();
        try {
            return task.call();
        } finally {
            front.back();
        }
    }

    /** The same message when the first one is settled, as far as it settles by itself. */
    private String again(String number, String key) {
        Patience.until(SETTLED_WITHIN, () -> provider.keyed() || !OPEN.contains(database.state(provider, key)));
        return app.dial(number, key);
    }

    /** Two processes that live as long as the bench; one cell after the other. */
    private synchronized String twoReplicas(boolean refusing, String number, String key) throws Exception {
        while (replicas.size() < 2) {
            replicas.add(replica(Situation.TWO_REPLICAS));
        }
        return whileAway(refusing, () -> {
            replicas.forEach(replica -> replica.dial(number, key));
            return Rules.both(replicas.get(0).saw(), replicas.get(1).saw());
        });
    }

    private String killed(Cell cell, boolean refusing, String number, String key) throws Exception {
        try (Replica doomed = replica(cell.situation())) {
            if (cell.situation() == Situation.KILLED_WHILE_SENT) {
                front.insteadOfTheAnswerTo(number, doomed::kill);
            }
            return whileAway(refusing, () -> {
                doomed.dial(number, key);
                return doomed.saw();
            });
        }
    }

    private Replica replica(Situation situation) throws IOException {
        return Replica.start(site, database.url(), situation, folder.resolve("replicas.log"));
    }

    /** What is to be seen of a cell now. */
    Seen seen(String number, String key, String route) {
        String handedOut = completions.getOrDefault(number, new ConcurrentLinkedQueue<>()).stream()
                .map(call -> call.unresolved() == null ? Expected.RESULT : Expected.UNRESOLVED)
                .collect(Collectors.joining(", "));
        return new Seen(
                sandbox.posts(number) + Optional.ofNullable(unread.get(number)).orElse(0),
                sandbox.rings(number),
                database.state(provider, key),
                route,
                handedOut.isEmpty() ? Expected.NOTHING : handedOut);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        app.close();
        front.close();
        sandbox.close();
    }
}
