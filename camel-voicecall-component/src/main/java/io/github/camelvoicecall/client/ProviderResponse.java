package io.github.camelvoicecall.client;

import java.util.Map;

/**
 * A provider's answer.
 *
 * @param status HTTP status
 * @param headers response headers, names in any case
 * @param body the bytes; empty for none
 */
record ProviderResponse(int status, Map<String, String> headers, byte[] body) {

    boolean success() {
        return status >= 200 && status < 300;
    }

    String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
