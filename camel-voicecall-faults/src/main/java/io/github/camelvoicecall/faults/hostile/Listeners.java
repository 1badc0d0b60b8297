package io.github.camelvoicecall.faults.hostile;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.model.CallEvent;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;

/** An application that takes the webhooks of four providers, as docs/webhooks.md sets it up, with a ledger in a file. Thread safe. */
final class Listeners implements AutoCloseable {
    private static final String HEADER_TOKEN = "hostile-header-token-4b1f0c9d7e";
    private static final String PATH_TOKEN = "hostile-path-token-77aa01c3f2";
    private static final long LARGEST = 2L << 20;

    private final Map<String, VoiceSandbox> sandboxes = Map.of(
            "vyora",
                    VoiceSandbox.vyora()
                            .webhookSecret("hostile-secret-of-vyora")
                            .start(),
            "voxbridge",
                    VoiceSandbox.voxbridge()
                            .webhookSecret("hostile-secret-of-voxbridge")
                            .start(),
            "samora", VoiceSandbox.samora().start(),
            "outboundcalls", VoiceSandbox.outboundcalls().start());
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final JdbcConnectionPool database;
    private final int port;
    private final List<Target> targets;
    private final Map<String, AtomicInteger> routed = new ConcurrentHashMap<>();

    Listeners(Path folder) throws Exception {
        database = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("ledger").toAbsolutePath(), "sa", "");
        context.getRegistry().bind("ledger", CallLedger.class, new JdbcCallLedger(database));
        port = freePort();
        targets = List.of(
                new Target("vyora", "/voicecall/vyora", "X-Vyora-Signature", secret("vyora"), true),
                new Target("voxbridge", "/voicecall/voxbridge", "X-Voice-Signature", secret("voxbridge"), true),
                new Target("samora", "/voicecall/samora", Target.TOKEN_HEADER, HEADER_TOKEN, false),
                new Target("outboundcalls", "/voicecall/outboundcalls/" + PATH_TOKEN, null, PATH_TOKEN, false));
    }

    private String secret(String provider) {
        return sandboxes.get(provider).webhookSecret();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Listeners start() throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        http.setMaxBodySize(LARGEST);
        http.getBodyHandler().setHandleFileUploads(false);
        context.addService(new VertxPlatformHttpServer(http));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (Target target : targets) {
                    from(uri(target, "callEvents")).process(Listeners.this::event);
                    from(uri(target, "callCompleted")).process(Listeners.this::call);
                }
            }
        });
        context.start();
        return this;
    }

    private String uri(Target target, String operation) {
        VoiceSandbox sandbox = sandboxes.get(target.provider());
        return "voicecall:" + target.provider() + ":" + operation + "?delivery=webhook&baseUrl=" + sandbox.baseUrl()
                + "&apiKey=" + sandbox.apiKey() + (target.signed() ? "&webhookSecret=" : "&webhookToken=")
                + target.secret()
                // which it doesn't document
                + (target.provider().equals("outboundcalls") ? "&statusWords=completed=COMPLETED" : "");
    }

    private void event(Exchange exchange) {
        CallEvent event = exchange.getMessage().getBody(CallEvent.class);
        note("event", event.provider(), event.callId());
    }

    private void call(Exchange exchange) {
        VoiceCall call = exchange.getMessage().getBody(VoiceCall.class);
        note("call", call.provider(), call.id());
    }

    private void note(String kind, String provider, String id) {
        routed.computeIfAbsent(kind + " " + provider + " " + id, key -> new AtomicInteger())
                .incrementAndGet();
    }

    int port() {
        return port;
    }

    List<Target> targets() {
        return targets;
    }

    Target target(String provider) {
        return targets.stream()
                .filter(target -> target.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    VoiceSandbox sandbox(String provider) {
        return sandboxes.get(provider);
    }

    /** What reached a route so far: {@code event} or {@code call}, provider and id, and how often. */
    Map<String, Integer> routed() {
        Map<String, Integer> counts = new HashMap<>();
        routed.forEach((what, count) -> counts.put(what, count.get()));
        return counts;
    }

    /** The digests of what lies in the inbox and was believed, or waits to be read again. */
    List<String> inbox(boolean verified) throws SQLException {
        List<String> hashes = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select body_hash from voicecall_inbox where verified = " + verified)) {
            while (rows.next()) {
                hashes.add(rows.getString(1));
            }
        }
        return hashes;
    }

    /** What no log line may show. */
    List<String> hidden() {
        List<String> hidden = new ArrayList<>(List.of(HEADER_TOKEN, PATH_TOKEN, "14155551000", "5555501"));
        sandboxes.values().forEach(sandbox -> {
            hidden.add(sandbox.apiKey());
            if (sandbox.webhookSecret() != null) {
                hidden.add(sandbox.webhookSecret());
            }
        });
        return hidden;
    }

    @Override
    public void close() {
        context.stop();
        sandboxes.values().forEach(VoiceSandbox::close);
        database.dispose();
    }
}
