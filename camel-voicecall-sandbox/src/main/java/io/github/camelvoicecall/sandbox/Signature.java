package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How webhook bodies are signed: HMAC-SHA256 with the secret as UTF-8. Immutable: each method gives another scheme.
 *
 * @param header the header that holds the signature
 * @param prefix what comes before it in the header
 * @param base64 whether it is written in Base64, else in lower-case hex
 * @param timestampHeader the header that holds the time of sending in seconds since 1970, null if there is none; if there is one, the
 *     time and the separator are signed before the body
 * @param separator what stands between time and body in what is signed
 * @param keyPrefix beginning of the secret that is no part of the key, may be empty
 */
public record Signature(
        String header, String prefix, boolean base64, String timestampHeader, String separator, String keyPrefix) {

    /** Needs all but the timestamp header. */
    public Signature {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(separator, "separator");
        Objects.requireNonNull(keyPrefix, "keyPrefix");
    }

    /** {@code sha256=} and hex, over the body alone. */
    public static Signature in(String header) {
        return new Signature(header, "sha256=", false, null, "", "");
    }

    /** The same with another prefix in the header. */
    public Signature withPrefix(String other) {
        return new Signature(header, other, base64, timestampHeader, separator, keyPrefix);
    }

    /** The same, written in Base64. */
    public Signature inBase64() {
        return new Signature(header, prefix, true, timestampHeader, separator, keyPrefix);
    }

    /** The same over time, separator and body; the time is sent in a header. */
    public Signature withTimestamp(String inHeader, String between) {
        return new Signature(header, prefix, base64, inHeader, between, keyPrefix);
    }

    /** The same with a key that is the secret without a beginning such as {@code whsec_}. */
    public Signature withoutKeyPrefix(String beginning) {
        return new Signature(header, prefix, base64, timestampHeader, separator, beginning);
    }

    /** The headers that go with a body. */
    Map<String, String> headers(String secret, String body, Instant now) {
        String time = String.valueOf(now.getEpochSecond());
        String signed = timestampHeader == null ? body : time + separator + body;
        String key = secret.startsWith(keyPrefix) ? secret.substring(keyPrefix.length()) : secret;
        byte[] mac = WebhookSigner.mac(key, signed.getBytes(UTF_8));
        Map<String, String> headers = new TreeMap<>();
        headers.put(
                header,
                prefix
                        + (base64
                                ? Base64.getEncoder().encodeToString(mac)
                                : HexFormat.of().formatHex(mac)));
        if (timestampHeader != null) {
            headers.put(timestampHeader, time);
        }
        return headers;
    }
}
