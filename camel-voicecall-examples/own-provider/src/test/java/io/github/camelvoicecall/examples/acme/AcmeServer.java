package io.github.camelvoicecall.examples.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelvoicecall.contract.Delivery;
import io.github.camelvoicecall.contract.Fate;
import io.github.camelvoicecall.contract.ProviderServer;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Acme Voice over a real socket: a call is over as soon as it is asked about, unless its number says otherwise. */
final class AcmeServer implements ProviderServer {
    static final String ANSWERED = "+12025550123";
    /** On Acme's do-not-call list. */
    static final String BARRED = "+12025550199";

    private static final String KEY = "acme-key";
    private static final String NEVER_ENDS = "+12025550195";
    private static final String ABANDONED = "+12025550196";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ConcurrentSkipListMap<Integer, ObjectNode> calls = new ConcurrentSkipListMap<>();
    private final List<String> posts = new CopyOnWriteArrayList<>();

    private record Answer(int status, JsonNode body) {}

    AcmeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public VoiceProvider provider() {
        return new AcmeVoice();
    }

    @Override
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public String apiKey() {
        return KEY;
    }

    @Override
    public String number(Fate fate) {
        return switch (fate) {
            case ANSWERED -> ANSWERED;
            case NEVER_ENDS -> NEVER_ENDS;
            case ENDS_WITH_AN_UNKNOWN_WORD -> ABANDONED;
        };
    }

    @Override
    public Map<String, Object> sample(Operation operation) {
        return operation == Operation.TRIGGER_CALL
                ? Map.of("agentId", "frank", "variables", Map.of("offer", "spring"))
                : Map.of();
    }

    /** The rows of Acme's API page. */
    @Override
    public List<String> endpoints() {
        return List.of("POST /v1/calls", "GET /v1/calls", "GET /v1/calls/{id}");
    }

    /** Signed as Acme's page says, not as the declaration does it: so that each can catch the other's mistakes. */
    @Override
    public Delivery webhook(String callId, String secret, Instant time) {
        ObjectNode event = JSON.createObjectNode().put("type", "analyzed").put("time", time.toString());
        event.set("call", calls.get(Integer.valueOf(callId)));
        String body = event.toString();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
            return new Delivery(
                    Map.of("Acme-Signature", "sha256=" + HexFormat.of().formatHex(signature)), body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bodies of the requests that placed a call, or tried to. */
    List<String> posts() {
        return posts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        if (!("Bearer " + KEY).equals(request.getRequestHeaders().getFirst("Authorization"))) {
            return refused(401, "who are you?");
        }
        if (path.equals("/v1/calls")) {
            return request.getRequestMethod().equals("POST")
                    ? place(new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    : list(request.getRequestURI().getQuery());
        }
        ObjectNode call = calls.get(Integer.valueOf(path.substring("/v1/calls/".length())));
        return call == null ? refused(404, "there is no such call") : new Answer(200, call);
    }

    private static Answer refused(int status, String message) {
        return new Answer(status, JSON.createObjectNode().put("message", message));
    }

    private Answer place(String body) throws IOException {
        posts.add(body);
        ObjectNode call = (ObjectNode) JSON.readTree(body);
        String number = call.path("number").asText();
        if (number.equals(BARRED)) {
            return refused(409, "no");
        }
        int id = calls.size() + 1;
        call.put("id", String.valueOf(id)).put("created", Instant.now().toString());
        ObjectNode queued = call.deepCopy().put("status", "queued");
        switch (number) {
            case NEVER_ENDS -> call.put("status", "talking");
            case ABANDONED -> call.put("status", "abandoned");
            default -> call.put("status", "done").put("seconds", 42).put("summary", "Wants a quote");
        }
        calls.put(id, call);
        return new Answer(200, queued);
    }

    private Answer list(String query) {
        ArrayNode page = JSON.createArrayNode();
        calls.descendingMap().values().stream()
                .skip(parameter(query, "offset"))
                .limit(parameter(query, "limit"))
                .forEach(page::add);
        ObjectNode answer = JSON.createObjectNode().put("total", calls.size());
        answer.set("calls", page);
        return new Answer(200, answer);
    }

    private static int parameter(String query, String name) {
        return Pattern.compile("\\b" + name + "=(\\d+)")
                .matcher(query)
                .results()
                .findFirst()
                .map(found -> Integer.parseInt(found.group(1)))
                .orElse(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
