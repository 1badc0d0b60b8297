package io.github.camelvoicecall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a list of calls does to those who poll it: equal times, missing times, late ends, pages that shift, answers that fail. Nothing is lost, and nothing comes twice. */
class PollingTest {
    /** VoxBridge's list, newest first, as a test wants it. */
    private static final class Provider implements AutoCloseable {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final Queue<String> failures = new ArrayDeque<>();
        private final AtomicInteger lists = new AtomicInteger();
        private final HttpServer server;
        private volatile Runnable afterPage = () -> {};

        Provider() throws IOException {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/v1/calls", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        /** On top of the list, as a new call is. */
        void add(String id, String status, String times) {
            calls.add(0, call(id, status, times));
        }

        void set(String id, String status, String times) {
            calls.replaceAll(call -> call.contains("\"" + id + "\"") ? call(id, status, times) : call);
        }

        private static String call(String id, String status, String times) {
            return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"attempt_count\":1,\"max_attempts\":1,"
                    + times + "\"transcript\":\"Hello\"}";
        }

        private void answer(HttpExchange exchange) throws IOException {
            lists.incrementAndGet();
            String failure = failures.poll();
            String body = failure == null ? page(exchange.getRequestURI().getQuery()) : failure;
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders("500".equals(failure) ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
            afterPage.run();
        }

        private String page(String query) {
            int offset = number(query, "offset");
            List<String> page =
                    calls.stream().skip(offset).limit(number(query, "limit")).toList();
            return "{\"items\":[" + String.join(",", page) + "],\"total\":" + calls.size() + "}";
        }

        private static int number(String query, String name) {
            String value = query.replaceAll(".*\\b" + name + "=(\\d+).*", "$1");
            return value.equals(query) ? 0 : Integer.parseInt(value);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @TempDir
    Path folder;

    private final List<String> results = new CopyOnWriteArrayList<>();
    private Provider provider;
    private DefaultCamelContext context;

    @BeforeEach
    void provide() throws IOException {
        provider = new Provider();
    }

    @AfterEach
    void stop() {
        context.stop();
        provider.close();
    }

    private void start(CallLedger ledger, String... options) throws Exception {
        context = new DefaultCamelContext();
        context.getRegistry().bind("ledger", CallLedger.class, ledger);
        String uri = "voicecall:voxbridge:callCompleted?delivery=polling&initialDelay=1&apiKey=k&maxRetries=0&baseUrl="
                + provider.url() + "&" + String.join("&", options);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .process(exchange -> results.add(
                                exchange.getMessage().getBody(VoiceCall.class).id()));
            }
        });
        context.start();
    }

    private void awaitLists(int more) {
        int seen = provider.lists.get();
        await().atMost(Duration.ofSeconds(20)).until(() -> provider.lists.get() >= seen + more);
    }

    private static String ended(Instant time) {
        return "\"created_at\":\"" + time + "\",\"completed_at\":\"" + time + "\",";
    }

    @Test
    @Tag("P24")
    @Tag("D1")
    void callsThatEndedInTheSameMillisecondOrAtNoTimeAreAllHandedOutOnceAlsoOverARestart() throws Exception {
        start(H2File.ledger(folder), "delay=50");
        awaitLists(1);
        Instant end = Instant.now().plusMillis(5);
        AtomicInteger late = new AtomicInteger();
        provider.afterPage = () -> {
            if (late.get() < 3) {
                // everything moves one down while the pages are read
                provider.add("late-" + late.incrementAndGet(), "completed", ended(end));
            }
        };
        IntStream.range(0, 250).forEach(i -> provider.calls.add(Provider.call("c-" + i, "completed", ended(end))));
        provider.add("no-time", "completed", "");
        provider.add("no-end", "completed", "\"created_at\":\"" + end + "\",\"completed_at\":null,");
        provider.add("odd-end", "completed", "\"created_at\":\"" + end + "\",\"completed_at\":\"soon\",");

        await().atMost(Duration.ofSeconds(40)).until(() -> results.size() >= 256);
        awaitLists(3);
        context.stop();
        start(H2File.ledger(folder), "delay=50");
        awaitLists(3);

        assertThat(results).hasSize(256).doesNotHaveDuplicates();
        assertThat(results)
                .contains("no-time", "no-end", "odd-end", "late-1", "late-2", "late-3")
                .containsAll(IntStream.range(0, 250).mapToObj(i -> "c-" + i).collect(Collectors.toSet()));
    }

    @Test
    @Tag("D2")
    void aCallIsHandedOutAtItsEndHoweverOftenItWasSeenRunning() throws Exception {
        start(new MemoryCallLedger(), "delay=50");
        awaitLists(1);
        Instant begin = Instant.now();
        provider.add("c-1", "queued", "\"created_at\":\"" + begin + "\",");
        awaitLists(3);
        provider.set("c-1", "calling", "\"created_at\":\"" + begin + "\",");
        awaitLists(3);
        assertThat(results).isEmpty();

        provider.set("c-1", "completed", ended(begin));

        await().until(() -> !results.isEmpty());
        awaitLists(3);
        assertThat(results).containsExactly("c-1");
    }

    @Test
    @Tag("D8")
    void looksThatFailInWhateverWayOnlyDelayTheResult() throws Exception {
        start(new MemoryCallLedger(), "delay=50");
        awaitLists(1);
        provider.add("c-1", "calling", "\"created_at\":\"" + Instant.now() + "\",");
        awaitLists(2);
        provider.failures.addAll(List.of("500", "<html>Come back later</html>", "{\"items\":[{\"id\":\"c-1", "{}", ""));
        provider.set("c-1", "completed", ended(Instant.now()));

        await().atMost(Duration.ofSeconds(20)).until(() -> !results.isEmpty());
        assertThat(provider.failures).isEmpty();
        awaitLists(3);
        assertThat(results).containsExactly("c-1");
    }

    @Test
    @Tag("P25")
    void pollsThatFailPauseForAsLongAsTheScheduleSays() throws Exception {
        IntStream.range(0, 50).forEach(i -> provider.failures.add("500"));
        start(new MemoryCallLedger(), "delay=50", "backoffMultiplier=1000", "backoffErrorThreshold=2");

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).until(() -> provider.lists.get() == 2);
    }
}
