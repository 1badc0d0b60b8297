package io.github.camelvoicecall.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.atomic.AtomicLong;

/** Answers {@code POST /v1/calls} as Vyora does, as fast as it can; says how long it keeps a connection, as Node and Apache do, except below {@link #SILENT}. */
final class VyoraServer {
    static final String SILENT = "/silent";

    private VyoraServer() {}

    public static void main(String[] args) throws Exception {
        AtomicLong calls = new AtomicLong();
        String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        HttpServer server = Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (!request.path().startsWith(SILENT)) {
                        request.response().putHeader("Keep-Alive", "timeout=5");
                    }
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"call_id\":\"call-" + run + "-" + calls.incrementAndGet()
                                    + "\",\"status\":\"registered\"}");
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        Child.ready(server.actualPort());
    }
}
