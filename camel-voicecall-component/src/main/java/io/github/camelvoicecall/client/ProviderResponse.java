package io.github.camelvoicecall.client;

import java.util.Map;

/**
 * A provider's answer.
 *
 * @param status HTTP status
 * @param headers response headers, names in any case
 * @param body the bytes; empty for none
 * @param cut true when there were more than {@value #LONGEST} of them, which are not kept
 */
record ProviderResponse(int status, Map<String, String> headers, byte[] body, boolean cut) {
    /** A page of a list is a hundredth of it. Without a bound, a server that sends for ever would fill the memory. */
    static final int LONGEST = 32 << 20;

    ProviderResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, false);
    }

    static ProviderResponse cut(int status, Map<String, String> headers) {
        return new ProviderResponse(status, headers, new byte[0], true);
    }

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
