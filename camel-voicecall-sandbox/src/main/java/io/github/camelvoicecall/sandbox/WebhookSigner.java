package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook bodies the way Vyora and VoxBridge do: HMAC-SHA256 over the exact bytes, key is the secret as UTF-8, written as
 * {@code sha256=} and lower-case hex. Immutable and thread-safe.
 *
 * @see <a href="https://www.vyora.ai/docs/api">Vyora API, webhooks</a>
 * @see <a href="https://voxbridge.cc/docs/webhooks">VoxBridge, webhooks</a>
 */
public final class WebhookSigner {
    private static final String ALGORITHM = "HmacSHA256";

    private final String secret;

    /** A signer with the secret that is shared with the receiver. */
    public WebhookSigner(String secret) {
        this.secret = Objects.requireNonNull(secret, "secret");
    }

    /** The signature of a body that is sent as UTF-8. */
    public String sign(String body) {
        return sign(body.getBytes(UTF_8));
    }

    /** The value of the signature header for a body. */
    public String sign(byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(mac(secret, body));
    }

    static byte[] mac(String key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
