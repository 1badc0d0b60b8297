package io.github.camelvoicecall.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * A webhook as the provider would send it. Immutable.
 *
 * @param headers all headers, the signature included, but for content type and length
 * @param body JSON
 */
public record Delivery(Map<String, String> headers, String body) {
    /** Copies the headers. */
    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** With one more header. */
    Delivery with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Delivery(more, body);
    }

    /** The same bytes, without any header. */
    Delivery bare() {
        return new Delivery(Map.of(), body);
    }

    /** Changed on the way: the headers of another body. */
    Delivery altered() {
        return new Delivery(headers, body + " ");
    }
}
