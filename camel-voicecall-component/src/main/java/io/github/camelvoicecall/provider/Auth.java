package io.github.camelvoicecall.provider;

/**
 * How the API key travels.
 *
 * @param header name of the request header
 * @param prefix what stands before the key, such as {@code "Bearer "}
 */
public record Auth(String header, String prefix) {
    /**
     * The bare key in a header.
     *
     * @param name name of the header
     * @return the rule
     */
    public static Auth header(String name) {
        return new Auth(name, "");
    }

    /** @return {@code Authorization: Bearer KEY} */
    public static Auth bearer() {
        return new Auth("Authorization", "Bearer ");
    }

    /**
     * The header's value.
     *
     * @param apiKey the key
     * @return prefix and key
     */
    public String value(String apiKey) {
        return prefix + apiKey;
    }
}
