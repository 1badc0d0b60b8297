package io.github.camelvoicecall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion where calls come only by a list that tells neither their times nor their campaign. */
class TimelessListTest {
    /** The provider's calls, and its campaigns 8 and 9. */
    private static final class Provider implements AutoCloseable {
        private record Call(String status, String number, int campaign) {}

        private final NavigableMap<Integer, Call> calls;
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Provider(Comparator<Integer> order) throws IOException {
            calls = new ConcurrentSkipListMap<>(order);
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void call(int id, String status, int campaign) {
            calls.put(id, new Call(status, "+1555555%04d".formatted(id), campaign));
        }

        private void answer(HttpExchange exchange) throws IOException {
            String uri = exchange.getRequestURI().toString();
            requests.add(uri);
            byte[] body = body(uri).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private String body(String uri) {
            if (uri.startsWith("/me")) {
                return "{\"tenant_id\":1}";
            }
            if (uri.startsWith("/campaigns")) {
                return "{\"items\":[{\"id\":10,\"status\":\"draft\"},{\"id\":9,\"status\":\"active\"},{\"id\":8,\"status\":\"active\"}],\"next_cursor\":null}";
            }
            String campaign = parameter(uri, "campaign_id");
            String cursor = parameter(uri, "cursor");
            NavigableMap<Integer, Call> after = cursor == null ? calls : calls.tailMap(Integer.valueOf(cursor), false);
            List<Integer> ids = after.entrySet().stream()
                    .filter(call -> campaign == null || call.getValue().campaign() == Integer.parseInt(campaign))
                    .map(java.util.Map.Entry::getKey)
                    .toList();
            int size = Integer.parseInt(parameter(uri, "limit"));
            List<Integer> page = ids.subList(0, Math.min(size, ids.size()));
            String items = page.stream()
                    .map(id -> "{\"id\":%d,\"status\":\"%s\",\"to_number\":\"%s\"}"
                            .formatted(id, calls.get(id).status(), calls.get(id).number()))
                    .collect(Collectors.joining(","));
            return "{\"items\":[" + items + "],\"next_cursor\":"
                    + (page.size() < ids.size() ? page.get(page.size() - 1) : null) + "}";
        }

        private static String parameter(String uri, String name) {
            return java.util.regex.Pattern.compile("[?&]" + name + "=([^&]+)")
                    .matcher(uri)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @TempDir
    private Path folder;

    private final List<VoiceCall> results = new CopyOnWriteArrayList<>();
    private Provider provider;
    private DefaultCamelContext context;

    @BeforeEach
    void provide() throws IOException {
        provider = new Provider(Comparator.reverseOrder());
    }

    @AfterEach
    void stop() {
        stopContext();
        provider.close();
    }

    private void stopContext() {
        if (context != null) {
            context.stop();
        }
    }

    private void start(CallLedger ledger, String... options) throws Exception {
        context = new DefaultCamelContext();
        context.getRegistry().bind("ledger", CallLedger.class, ledger);
        String uri = "voicecall:agoralia:callCompleted?baseUrl=" + provider.url()
                + "&apiKey=ago_1&delay=50&initialDelay=1&requestsPerMinute=0"
                + (options.length == 0 ? "" : "&" + String.join("&", options));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> results.add(exchange.getMessage().getBody(VoiceCall.class)));
            }
        });
        context.start();
    }

    private void awaitLooks(int more) {
        int seen = provider.requests.size();
        await().until(() -> provider.requests.size() >= seen + more);
    }

    private List<String> ids() {
        return results.stream().map(VoiceCall::id).toList();
    }

    @Test
    void whatWasOverBeforeTheFirstStartIsNobodysNews() throws Exception {
        for (int id = 1; id <= 250; id++) {
            provider.call(id, "completed", 8);
        }
        provider.call(251, "failed", 8);
        start(new MemoryCallLedger());
        awaitLooks(6);

        provider.call(252, "completed", 9);
        await().until(() -> !results.isEmpty());
        awaitLooks(3);

        assertThat(ids()).containsExactly("252");
        assertThat(results.get(0))
                .returns("9", VoiceCall::campaignId)
                .returns("+15555550252", VoiceCall::to)
                .returns(CallStatus.COMPLETED, VoiceCall::status);
    }

    @Test
    void aListWithTheNewestCallsLastIsReadToItsEnd() throws Exception {
        provider.close();
        provider = new Provider(Comparator.naturalOrder());
        for (int id = 1; id <= 250; id++) {
            provider.call(id, "completed", 8);
        }
        start(new MemoryCallLedger());
        awaitLooks(6);

        provider.call(251, "in_progress", 9);
        awaitLooks(6);
        provider.call(251, "completed", 9);
        await().until(() -> !results.isEmpty());
        awaitLooks(6);

        assertThat(ids()).containsExactly("251");
        assertThat(results.get(0)).returns("9", VoiceCall::campaignId);
    }

    @Test
    void aCallThatRanAtTheFirstStartIsHandedOutWhenItEnds() throws Exception {
        provider.call(1, "in_progress", 8);
        start(new MemoryCallLedger());
        awaitLooks(3);
        assertThat(results).isEmpty();

        provider.call(1, "completed", 8);
        await().until(() -> !results.isEmpty());

        assertThat(results.get(0)).returns("8", VoiceCall::campaignId);
    }

    @Test
    void aLongCallThatManyOthersOvertookIsFoundFurtherDown() throws Exception {
        start(new MemoryCallLedger());
        awaitLooks(2);
        provider.call(1, "in_progress", 8);
        awaitLooks(3);
        for (int id = 2; id <= 301; id++) {
            provider.call(id, "completed", 9);
        }
        await().until(() -> results.size() == 300);

        provider.call(1, "completed", 8);
        await().until(() -> results.size() == 301);

        assertThat(results.get(300)).returns("1", VoiceCall::id).returns("8", VoiceCall::campaignId);
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    @Tag("P24")
    void resultsOfADowntimeComeAfterARestartAndNoneComesTwice() throws Exception {
        provider.call(1, "completed", 8);
        start(H2File.ledger(folder));
        awaitLooks(3);
        provider.call(2, "completed", 8);
        await().until(() -> ids().contains("2"));
        stopContext();
        provider.call(3, "completed", 8);
        start(H2File.ledger(folder));
        await().until(() -> ids().contains("3"));
        awaitLooks(3);

        assertThat(ids()).containsExactly("2", "3");
    }

    @Test
    void aQuietListCostsOneRequestALook() throws Exception {
        provider.call(1, "completed", 8);
        start(new MemoryCallLedger());
        awaitLooks(4);
        int before = provider.requests.size();
        awaitLooks(4);

        assertThat(provider.requests.subList(before, before + 4)).containsOnly("/calls?limit=100");
    }

    @Test
    void onlyOneCampaignIsHandedOutIfAskedFor() throws Exception {
        start(new MemoryCallLedger(), "campaignId=9");
        awaitLooks(2);
        provider.call(1, "completed", 8);
        provider.call(2, "completed", 9);
        await().until(() -> !results.isEmpty());
        awaitLooks(3);

        assertThat(ids()).containsExactly("2");
    }
}
