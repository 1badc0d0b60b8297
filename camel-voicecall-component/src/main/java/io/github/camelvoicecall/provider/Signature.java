package io.github.camelvoicecall.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a provider signs its webhooks: an HMAC over parts of the request, in a header. Signs as well as verifies, so that whoever simulates the provider uses the same rule.
 * Immutable.
 *
 * @param header header that holds the signature
 * @param algorithm JCA name of the HMAC
 * @param encoding how the digest is written
 * @param prefix what stands before it, such as {@code sha256=}
 * @param parts what is signed, in order
 */
public record Signature(String header, String algorithm, Encoding encoding, String prefix, List<SignedPart> parts) {
    /** How a digest is written. */
    public enum Encoding {
        /** Lower-case hexadecimal. */
        HEX,
        /** Base64 with padding. */
        BASE64;

        private String write(byte[] digest) {
            return this == HEX
                    ? HexFormat.of().formatHex(digest)
                    : Base64.getEncoder().encodeToString(digest);
        }
    }

    /** Copies the parts. */
    public Signature {
        parts = List.copyOf(parts);
    }

    /**
     * HMAC-SHA256 in lower-case hexadecimal over the raw body.
     *
     * @param header header that holds the signature
     * @param prefix what stands before the digest
     * @return the rule
     */
    public static Signature hmacSha256(String header, String prefix) {
        return new Signature(header, "HmacSHA256", Encoding.HEX, prefix, List.of(SignedPart.RAW_BODY));
    }

    /**
     * The header's value for a request.
     *
     * @param secret the shared secret, as text
     * @param headers the request's headers by name
     * @param body the raw body
     * @return prefix and digest
     */
    public String sign(String secret, UnaryOperator<String> headers, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length);
        parts.forEach(part -> part.append(signed, headers, body));
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return prefix + encoding.write(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }

    /**
     * Checks a request, in the same time whatever is wrong with the value.
     *
     * @param secrets the secrets that are valid now
     * @param headers the request's headers by name
     * @param body the raw body
     * @return true if one of the secrets made the signature
     */
    public boolean verify(Collection<String> secrets, UnaryOperator<String> headers, byte[] body) {
        String given = headers.apply(header);
        if (given == null) {
            return false;
        }
        byte[] claimed = given.getBytes(StandardCharsets.UTF_8);
        boolean valid = false;
        for (String secret : secrets) {
            byte[] expected = sign(secret, headers, body).getBytes(StandardCharsets.UTF_8);
            valid |= MessageDigest.isEqual(expected, claimed);
        }
        return valid;
    }
}
