package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP request as it came in. Header names are compared without regard to case.
 *
 * @param client address that it came from
 * @param bytes length of the body
 */
record ApiRequest(
        String client,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        int bytes) {

    static ApiRequest of(String client, String method, String url, Map<String, String> headers, byte[] body) {
        URI uri = URI.create(url);
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return new ApiRequest(
                client,
                method,
                uri.getPath(),
                parameters(uri.getRawQuery()),
                anyCase,
                new String(body, UTF_8),
                body.length);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The body as JSON, missing if it is none. */
    JsonNode json() {
        try {
            return Json.parse(body);
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    boolean isJson() {
        String mediaType = header("Content-Type").replaceFirst(";.*", "").strip();
        return mediaType.equalsIgnoreCase("application/json");
    }

    private static Map<String, String> parameters(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
        }
        return parameters;
    }
}
