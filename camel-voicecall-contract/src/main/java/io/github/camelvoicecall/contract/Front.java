package io.github.camelvoicecall.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a server, over real sockets: passes requests on, writes them down, and makes the trouble that is asked for. Thread safe. */
final class Front implements AutoCloseable {
    private static final Set<String> OWN =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Front::daemon);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Received> journal = new CopyOnWriteArrayList<>();
    private final Queue<Trouble> changes = new ConcurrentLinkedQueue<>();
    private final Queue<Trouble> reads = new ConcurrentLinkedQueue<>();

    Front(String baseUrl) {
        target = URI.create(baseUrl);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "contract-front");
        thread.setDaemon(true);
        return thread;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + basePath();
    }

    /** The next requests that change something meet these, one each. */
    void troubleChanges(Trouble... next) {
        changes.addAll(List.of(next));
    }

    /** The next reads meet these, one each. */
    void troubleReads(Trouble... next) {
        reads.addAll(List.of(next));
    }

    /** What came, in the order of the answers. */
    List<Received> journal() {
        return List.copyOf(journal);
    }

    private String basePath() {
        return target.getRawPath() == null ? "" : target.getRawPath();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Trouble trouble = (exchange.getRequestMethod().equals("GET") ? reads : changes).poll();
            if (trouble == Trouble.THROTTLED) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, "{}".getBytes(StandardCharsets.UTF_8));
            } else if (trouble == Trouble.FAILED) {
                answer(exchange, 500, "{}".getBytes(StandardCharsets.UTF_8));
            } else {
                HttpResponse<byte[]> answer = pass(exchange, body);
                if (trouble == Trouble.ANSWER_LOST) {
                    write(exchange, 0); // closed without an answer, the connection breaks
                    return;
                }
                answer.headers().map().forEach((name, values) -> {
                    if (isPassed(name)) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                answer(exchange, answer.statusCode(), answer.body());
            }
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        URI there = URI.create(target.getScheme() + "://" + target.getRawAuthority() + asked.getRawPath() + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(there)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isPassed(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isPassed(String header) {
        return !OWN.contains(header.toLowerCase(Locale.ROOT));
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        write(exchange, status);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void write(HttpExchange exchange, int status) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        URI asked = exchange.getRequestURI();
        journal.add(new Received(
                exchange.getRequestMethod(),
                asked.getRawPath().substring(basePath().length()),
                asked.getRawQuery(),
                headers,
                status));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
