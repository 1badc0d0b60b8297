package io.github.camelvoicecall.client;

import java.util.Map;

/**
 * One HTTP request to a provider.
 *
 * @param method HTTP method
 * @param path path below the base URL, encoded
 * @param query query string, encoded; null for none
 * @param headers request headers, credentials included
 * @param body JSON bytes; null for none
 * @param length how many of the bytes, from the first on
 * @param dials true when it places a call, so that no connection is used that may be closing
 */
record ProviderRequest(
        String method, String path, String query, Map<String, String> headers, byte[] body, int length, boolean dials) {
    ProviderRequest(String method, String path, String query, Map<String, String> headers, byte[] body, boolean dials) {
        this(method, path, query, headers, body, body == null ? 0 : body.length, dials);
    }

    /** Shows neither headers, which hold the key, nor the body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
