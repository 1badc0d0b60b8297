package io.github.camelvoicecall.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** One part of what a webhook signature covers. Immutable. */
@FunctionalInterface
public interface SignedPart {
    /** The raw bytes of the request body. */
    SignedPart RAW_BODY = (out, headers, body) -> out.writeBytes(body);

    /**
     * Appends this part.
     *
     * @param out what is signed
     * @param headers the request's headers by name, null if missing
     * @param body the raw body
     */
    void append(ByteArrayOutputStream out, UnaryOperator<String> headers, byte[] body);

    /**
     * The value of a header.
     *
     * @param name the header
     * @return the part
     */
    static SignedPart header(String name) {
        return (out, headers, body) -> {
            String value = headers.apply(name);
            out.writeBytes((value == null ? "" : value).getBytes(StandardCharsets.UTF_8));
        };
    }

    /**
     * A fixed text, such as a dot between two parts.
     *
     * @param text the text
     * @return the part
     */
    static SignedPart text(String text) {
        return (out, headers, body) -> out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
