package io.github.camelvoicecall.provider;

import java.util.Map;

/**
 * A request made of a binding and what was asked for: the same values give the same bytes, in every process.
 *
 * @param path path below the base URL, encoded
 * @param query query parameters, not encoded
 * @param body JSON bytes; null for none
 */
public record Filled(String path, Map<String, String> query, byte[] body) {
    /** Shows no values. */
    @Override
    public String toString() {
        return path;
    }
}
