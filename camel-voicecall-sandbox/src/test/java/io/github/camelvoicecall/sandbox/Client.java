package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An API client of a sandbox that has the right key and reports whatever comes back. */
final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String baseUrl;
    private final Map<String, String> headers;

    private Client(String baseUrl, Map<String, String> headers) {
        this.baseUrl = baseUrl;
        this.headers = headers;
    }

    static Client at(String baseUrl, Map<String, String> headers) {
        return new Client(baseUrl, headers);
    }

    static Client vyora(VoiceSandbox sandbox) {
        return new Client(sandbox.baseUrl(), Map.of("X-API-KEY", sandbox.apiKey(), "Content-Type", "application/json"));
    }

    static Client voxbridge(VoiceSandbox sandbox) {
        return new Client(
                sandbox.baseUrl(),
                Map.of("Authorization", "Bearer " + sandbox.apiKey(), "Content-Type", "application/json"));
    }

    static Client samora(VoiceSandbox sandbox) {
        return new Client(sandbox.baseUrl(), Map.of("X-API-Key", sandbox.apiKey(), "Content-Type", "application/json"));
    }

    static Client agoralia(VoiceSandbox sandbox) {
        return samora(sandbox); // the same headers
    }

    static Client outboundcalls(VoiceSandbox sandbox) {
        return voxbridge(sandbox); // the same headers
    }

    /** The same client with one more header. */
    Client and(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Client(baseUrl, more);
    }

    Client with(Map<String, String> otherHeaders) {
        return new Client(baseUrl, otherHeaders);
    }

    Reply get(String path) throws IOException {
        return send(request(path).GET());
    }

    Reply post(String path, String body) throws IOException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    Reply put(String path, String body) throws IOException {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    Reply delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    /** Places a call at Samora. */
    Reply samoraCall(VoiceSandbox sandbox, String number) throws IOException {
        return post(
                "/v1/call/trigger", "{\"agent_id\":\"" + sandbox.agentId() + "\",\"to_number\":\"" + number + "\"}");
    }

    /** Places a call at Vyora. */
    Reply vyoraCall(VoiceSandbox sandbox, String number) throws IOException {
        return post("/v1/calls", "{\"phone_number\":\"" + number + "\",\"agent_id\":\"" + sandbox.agentId() + "\"}");
    }

    /** Places a call at VoxBridge with one attempt. */
    Reply voxbridgeCall(String number) throws IOException {
        return post("/v1/calls/outbound", "{\"to\":\"" + number + "\",\"max_attempts\":1}");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path));
        headers.forEach(request::header);
        return request;
    }

    private static Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.body(),
                    response.headers().map().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().get(0))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Reply(int status, String body, Map<String, String> headers) {
        JsonNode json() {
            return Json.parse(body);
        }

        JsonNode at(String pointer) {
            return json().at(pointer);
        }

        String text(String field) {
            return json().path(field).asText();
        }
    }
}
