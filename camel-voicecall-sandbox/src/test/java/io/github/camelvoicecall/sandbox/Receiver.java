package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A webhook receiver that keeps what comes, in order, and answers as told: 200 unless other statuses are queued. */
final class Receiver implements AutoCloseable {
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final HttpServer server;
    private volatile CountDownLatch latch = new CountDownLatch(0);

    record Delivery(String method, Map<String, String> headers, String body) {
        JsonNode json() {
            return Json.parse(body);
        }

        String event() {
            return json().path("event").asText();
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    synchronized void answerNext(Integer... next) {
        statuses.addAll(Arrays.asList(next));
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<String> events() {
        return deliveries.stream().map(Delivery::event).toList();
    }

    /** Answers nothing until the result is closed. */
    Held hold() {
        latch = new CountDownLatch(1);
        return new Held(latch);
    }

    record Held(CountDownLatch latch) implements AutoCloseable {
        boolean isHeld() {
            return latch.getCount() > 0;
        }

        @Override
        public void close() {
            latch.countDown();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void awaitRelease() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void receive(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        awaitRelease();
        deliveries.add(new Delivery(exchange.getRequestMethod(), headers, body));
        exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.removeFirst(), -1);
        exchange.close();
    }
}
