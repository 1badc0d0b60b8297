package io.github.camelvoicecall.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/** Counts requests, rows and bytes of recipients, and keeps none. {@code GET /} tells the counts and begins anew. */
final class PeopleServer {
    static final String MARK = "\"to_number\":";
    private static final byte[] ROW = MARK.getBytes(StandardCharsets.US_ASCII);

    private long requests;
    private long rows;
    private long bytes;
    private long mostRows;
    private long mostBytes;

    private PeopleServer() {}

    public static void main(String[] args) throws Exception {
        PeopleServer people = new PeopleServer();
        HttpServer server = Vertx.vertx()
                .createHttpServer()
                .requestHandler(people::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        Child.ready(server.actualPort());
    }

    private void handle(HttpServerRequest request) {
        if (request.method().name().equals("GET")) {
            request.response().end(requests + " " + rows + " " + bytes + " " + mostRows + " " + mostBytes);
            requests = 0;
            rows = 0;
            bytes = 0;
            mostRows = 0;
            mostBytes = 0;
            return;
        }
        Counter counter = new Counter();
        request.handler(counter::count);
        request.endHandler(end -> {
            requests++;
            rows += counter.rows;
            bytes += counter.bytes;
            mostRows = Math.max(mostRows, counter.rows);
            mostBytes = Math.max(mostBytes, counter.bytes);
            request.response().putHeader("Content-Type", "application/json").end("{\"message\":\"added\"}");
        });
    }

    /** Looks for rows in a body that comes in pieces. */
    private static final class Counter {
        private long rows;
        private long bytes;
        private int matched;

        void count(Buffer piece) {
            byte[] array = piece.getBytes();
            bytes += array.length;
            for (byte one : array) {
                matched = one == ROW[matched] ? matched + 1 : one == ROW[0] ? 1 : 0;
                if (matched == ROW.length) {
                    rows++;
                    matched = 0;
                }
            }
        }
    }
}
