package io.github.camelvoicecall.client;

import io.github.camelvoicecall.benchmarks.VirtualTime;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider in virtual time, at 60 requests a minute: calls that were given a length end after it. Speaks as Vyora (single reads) or VoxBridge (a list). One thread at a time. */
public final class SimulatedProvider implements Transport {
    private static final int LIMIT = 60;
    private static final Duration LATENCY = Duration.ofMillis(150);
    private static final Pattern OFFSET = Pattern.compile("offset=(\\d+)");
    private static final Pattern LENGTH = Pattern.compile("\"length_ms\":(\\d+)");
    private static final Pattern REFERENCE = Pattern.compile("\"voicecall_ref\":\"([^\"]+)\"");

    private record Call(String id, String reference, Instant begun, long millis, boolean answered) {
        private Instant end() {
            return begun.plusMillis(millis);
        }
    }

    private final VirtualTime time;
    private final boolean lists;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Duration> delays = new LinkedHashMap<>();
    private final List<Instant> requests = new ArrayList<>();
    private int dials;

    /**
     * @param time the time
     * @param lists whether it speaks as VoxBridge
     */
    public SimulatedProvider(VirtualTime time, boolean lists) {
        this.time = time;
        this.lists = lists;
    }

    /**
     * The component's own client for this provider.
     *
     * @param spec the provider
     * @param account whose calls
     * @return a client
     */
    public ApiClient client(ProviderSpec spec, AccountId account) {
        return new ApiClient(
                spec,
                "key-of-" + account.name(),
                this,
                RateLimits.of(new RateLimiter(LIMIT, Duration.ofMinutes(1), null, time)),
                new Retries(3, Duration.ofMinutes(1), new Random(1), time),
                new CallReader(
                        spec, spec.statuses().with("no_answer", io.github.camelvoicecall.model.CallStatus.NO_ANSWER)),
                Set.of(),
                time);
    }

    /** @return how long after its end each call was first reported to have ended */
    public Map<String, Duration> delays() {
        return delays;
    }

    /** @return how many requests looked for ends */
    public int looks() {
        return requests.size() - dials;
    }

    /** @return the most requests that came within a minute */
    public int mostInAMinute() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < requests.size(); last++) {
            while (!requests.get(first).isAfter(requests.get(last).minusSeconds(60))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Override
    public ProviderResponse send(ProviderRequest request) {
        requests.add(time.instant());
        time.sleep(LATENCY);
        Object answer = request.dials()
                ? dial(new String(request.body(), StandardCharsets.UTF_8))
                : request.path().endsWith("/calls") ? list(request.query()) : read(request.path());
        return new ProviderResponse(200, Map.of("Content-Type", "application/json"), json(answer));
    }

    @SuppressWarnings("unchecked")
    private static byte[] json(Object answer) {
        return Json.write((Map<String, ?>) answer);
    }

    private Map<String, Object> dial(String body) {
        dials++;
        long millis = Long.parseLong(found(LENGTH, body));
        Call call = new Call("call-" + calls.size(), found(REFERENCE, body), time.instant(), millis, millis != 25_000);
        calls.add(call);
        return Map.of(lists ? "id" : "call_id", call.id, "status", lists ? "queued" : "registered");
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? matcher.group(1) : "0";
    }

    private Map<String, Object> read(String path) {
        return told(calls.get(Integer.parseInt(path.substring(path.lastIndexOf('-') + 1))));
    }

    private Map<String, Object> list(String query) {
        int offset = Integer.parseInt(found(OFFSET, query));
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = calls.size() - 1 - offset; i >= 0 && items.size() < 100; i--) {
            items.add(told(calls.get(i)));
        }
        return Map.of("items", items, "total", calls.size());
    }

    private Map<String, Object> told(Call call) {
        boolean over = !time.instant().isBefore(call.end());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(lists ? "id" : "call_id", call.id);
        told.put(lists ? "created_at" : "called_at", call.begun.toString());
        told.put(lists ? "metadata" : "custom_args", Map.of("voicecall_ref", call.reference));
        told.put("status", !over ? (lists ? "calling" : "registered") : call.answered ? "completed" : "no_answer");
        if (over) {
            delays.putIfAbsent(call.id, Duration.between(call.end(), time.instant()));
            told.put("duration_seconds", call.answered ? call.millis / 1000 : 0);
            told.put("transcript", lists ? "Hello" : List.of());
            told.put("analysis", Map.of("summary", "-"));
        }
        return told;
    }
}
