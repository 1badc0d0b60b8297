package io.github.camelvoicecall.faults.replicas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes the provider's webhooks to replicas at random, dead and paused ones included; loses some and doubles some. Thread safe.
 */
final class Balancer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int LOST_PERCENT = 10;
    private static final int DOUBLED_PERCENT = 10;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final SplittableRandom random;
    private final List<Integer> ports;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Balancer(long seed, List<Integer> ports) throws IOException {
        this.random = new SplittableRandom(seed);
        this.ports = ports;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized int percent() {
        return random.nextInt(100);
    }

    private synchronized int port() {
        return ports.get(random.nextInt(ports.size()));
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int fate = percent();
        if (fate < LOST_PERCENT) {
            lost.incrementAndGet();
            answer(exchange, 200);
            return;
        }
        if (fate < LOST_PERCENT + DOUBLED_PERCENT) {
            doubled.incrementAndGet();
            forward(exchange, body);
        }
        forward(exchange, body).thenAccept(status -> answer(exchange, status));
    }

    private CompletableFuture<Integer> forward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + exchange.getRequestURI()))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("Content-Type") || name.regionMatches(true, 0, "X-", 0, 2)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(failure -> {
                    unanswered.incrementAndGet();
                    return 502;
                });
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException providerGone) {
            // it comes again
        }
    }

    int lost() {
        return lost.get();
    }

    int doubled() {
        return doubled.get();
    }

    int unanswered() {
        return unanswered.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
