package io.github.camelvoicecall.contract;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** The HTTP server of a stage, and somebody who posts webhooks to it. */
final class Post {
    /** Where the consumers of the contract listen. */
    static final String PATH = "/hook";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    private Post(int port) {
        this.port = port;
    }

    /** Opens the server. */
    static Post on(Stage stage) throws Exception {
        Post post = new Post(freePort());
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(post.port);
        stage.context().addService(new VertxPlatformHttpServer(http));
        return post;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Posts a webhook to the path, or one below it, and returns the HTTP status of the answer. */
    int send(Delivery delivery, String below) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH + below))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        delivery.headers().forEach(request::setHeader);
        request.setHeader("Content-Type", "application/json");
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    int send(Delivery delivery) throws Exception {
        return send(delivery, "");
    }
}
