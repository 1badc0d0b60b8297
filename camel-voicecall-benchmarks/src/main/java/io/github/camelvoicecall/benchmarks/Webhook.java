package io.github.camelvoicecall.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Table (b): sends signed events, each with a body of its own, over 32 connections to one receiver after the other in every round. */
final class Webhook {
    static final String SECRET = "example-webhook-secret";
    private static final String[] NAMES = {
        "callEvents, memory ledger",
        "  the same, after the route",
        "callEvents, H2 ledger",
        "hand-verified route",
        "Express 5 on Node"
    };

    private final Vertx vertx = Vertx.vertx();
    private final int[] ports;
    private final int events;
    private final int rounds;
    private final int connections;
    private int made;

    private Webhook(Options options) {
        String[] written = options.text("ports", "").split(",");
        ports = java.util.Arrays.stream(written).mapToInt(Integer::parseInt).toArray();
        events = options.number("events", 20_000);
        rounds = options.number("rounds", 7);
        connections = options.number("connections", 32);
    }

    public static void main(String[] args) throws Exception {
        new Webhook(Options.of(args)).table();
        System.exit(0);
    }

    private void table() throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = -2; round < rounds; round++) {
            List<Buffer> requests = requests();
            for (int i = 0; i < ports.length; i++) {
                System.gc();
                Sample sample = measure(ports[i], requests);
                if (round >= 0) {
                    samples.computeIfAbsent(NAMES[i], name -> new ArrayList<>()).add(sample);
                }
            }
        }
        print(samples);
    }

    private Sample measure(int port, List<Buffer> requests) throws Exception {
        long[] nanos = new long[requests.size()];
        NetClient client = vertx.createNetClient();
        Load load = new Load(requests, nanos);
        List<NetSocket> sockets = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            sockets.add(client.connect(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get());
        }
        long begun = System.nanoTime();
        vertx.runOnContext(start -> sockets.forEach(load::begin));
        load.done.get(5, TimeUnit.MINUTES);
        long elapsed = System.nanoTime() - begun;
        client.close();
        return Sample.of(nanos, elapsed, 0);
    }

    /** Sends the next event on a connection as soon as the last one was answered. Used by the threads of the sockets, one each. */
    private static final class Load {
        private final List<Buffer> requests;
        private final long[] nanos;
        private final java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger();
        private final java.util.concurrent.atomic.AtomicInteger answered =
                new java.util.concurrent.atomic.AtomicInteger();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private Load(List<Buffer> requests, long[] nanos) {
            this.requests = requests;
            this.nanos = nanos;
        }

        private void begin(NetSocket socket) {
            new Line(socket).send();
        }

        private final class Line {
            private final NetSocket socket;
            private Buffer answer = Buffer.buffer();
            private int sent;
            private long begun;

            private Line(NetSocket socket) {
                this.socket = socket;
                socket.handler(this::received);
                socket.closeHandler(closed -> done.completeExceptionally(new IllegalStateException("closed")));
            }

            private void send() {
                sent = next.getAndIncrement();
                if (sent < requests.size()) {
                    begun = System.nanoTime();
                    socket.write(requests.get(sent));
                }
            }

            private void received(Buffer part) {
                answer = answer.length() == 0 ? part : answer.appendBuffer(part);
                if (!Answers.complete(answer)) {
                    return;
                }
                if (!Answers.ok(answer)) {
                    done.completeExceptionally(new IllegalStateException(answer.toString()));
                    return;
                }
                nanos[sent] = System.nanoTime() - begun;
                answer = Buffer.buffer();
                if (answered.incrementAndGet() == requests.size()) {
                    socket.closeHandler(null);
                    done.complete(null);
                }
                send();
            }
        }
    }

    /** Just enough HTTP to know when an answer is over. */
    private static final class Answers {
        private Answers() {}

        static boolean ok(Buffer answer) {
            return answer.getString(9, 12).startsWith("20");
        }

        static boolean complete(Buffer answer) {
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            String head = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
            int length = head.indexOf("content-length:");
            if (length >= 0) {
                int stop = head.indexOf('\r', length);
                String value = head.substring(length + "content-length:".length(), stop < 0 ? head.length() : stop);
                return text.length() >= end + 4 + Integer.parseInt(value.trim());
            }
            return !head.contains("chunked") || text.endsWith("0\r\n\r\n");
        }
    }

    private List<Buffer> requests() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String time = Instant.now().toString();
        List<Buffer> requests = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            byte[] body = body(made++, time).getBytes(StandardCharsets.UTF_8);
            requests.add(Buffer.buffer("POST /voicecall/vyora HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                            + "Content-Type: application/json\r\nUser-Agent: Vyora-Webhooks/1.0\r\n"
                            + "X-Vyora-Event: all_processing_completed\r\nX-Vyora-Signature: sha256="
                            + HexFormat.of().formatHex(mac.doFinal(body)) + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .appendBytes(body));
        }
        return requests;
    }

    private static String body(int number, String time) {
        return """
                {"event":"all_processing_completed","call_id":"call-%d","phone_number":"+14155551000",\
                "contact_name":"Alex Example","agent_id":"a-1","agent_name":"Fee reminder","status":"completed",\
                "direction":"outbound","duration_seconds":47,"recording_url":"https://recordings.example/call-%d.mp3",\
                "transcript":[{"bot":"Hello Alex, this is about your fee."},{"user":"Thank you, I will pay it tomorrow."}],\
                "analysis":{"summary":"Alex will pay tomorrow.","classification":"Interested"},\
                "custom_args":{"name":"Alex","lead":"lead-%d"},"timestamp":"%s"}""".formatted(number, number, number, time);
    }

    private void print(Map<String, List<Sample>> samples) {
        System.out.printf(
                "%n%d events a round over %d connections, medians of %d rounds%n", events, connections, rounds);
        System.out.printf(
                "%-30s %9s %9s %9s   %s%n",
                "",
                "events/s",
                "p50 us",
                "p99 us",
                "events/s against the hand-verified route, Express; p99 against Express");
        List<Sample> hand = samples.get(NAMES[3]);
        List<Sample> express = samples.get(NAMES[4]);
        samples.forEach((name, rounds) -> {
            Sample median = Sample.median(rounds);
            System.out.printf(
                    "%-30s %9.0f %9.0f %9.0f   %.2f  %.2f  %.2f%n",
                    name,
                    median.perSecond(),
                    median.p50(),
                    median.p99(),
                    Ratio.median(rounds, hand, Sample::perSecond),
                    Ratio.median(rounds, express, Sample::perSecond),
                    Ratio.median(rounds, express, Sample::p99));
        });
    }
}
