package io.github.camelvoicecall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/** Takes people, remembers every request, and answers as it is told. */
final class PeopleServer implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Script script = request -> Answer.ok("{}");

    /** A request as it came. */
    record Request(String path, String key, int bytes, JsonNode body) {
        List<JsonNode> people() {
            JsonNode people = body.has("people") ? body.get("people") : body.get("items");
            return StreamSupport.stream(people.spliterator(), false).toList();
        }

        List<String> phones() {
            return people().stream().map(person -> person.get("phone").asText()).toList();
        }
    }

    /** What to answer; without status the connection is cut. */
    record Answer(Integer status, String body) {
        static Answer ok(String body) {
            return new Answer(200, body);
        }

        static final Answer CUT = new Answer(null, null);
    }

    /** Decides on an answer. */
    interface Script {
        Answer to(Request request);
    }

    PeopleServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        Request request = new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                bytes.length,
                MAPPER.readTree(bytes));
        requests.add(request);
        Answer answer = script.to(request);
        if (answer.status() == null) {
            exchange.close();
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    PeopleServer answers(Script answers) {
        script = answers;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
