package io.github.camelvoicecall.faults.hostile;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A listener as its provider knows it. Immutable.
 *
 * @param provider whose webhooks it takes
 * @param path where it listens, with the token where that travels in the path
 * @param header header that carries the signature or the token; null when the token travels in the path
 * @param secret the secret of the signature, or the token
 * @param signed whether it is a secret
 */
record Target(String provider, String path, String header, String secret, boolean signed) {
    static final String TOKEN_HEADER = "X-Voicecall-Token";

    /** The path without token. */
    String door() {
        return header == null ? path.substring(0, path.lastIndexOf('/')) : path;
    }

    /** An event as the provider words it. */
    byte[] event(String callId, Instant time) {
        return switch (provider) {
            case "vyora" ->
                ("{\"event\":\"call_started\",\"call_id\":\"" + callId
                                + "\",\"phone_number\":\"+14155551000\",\"status\":\"registered\",\"timestamp\":\""
                                + time
                                + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
            case "voxbridge" ->
                ("{\"event\":\"call.queued\",\"call_id\":\"" + callId
                                + "\",\"to\":\"+14155551000\",\"status\":\"queued\",\"timestamp\":\"" + time + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
            case "samora" ->
                ("{\"event_type\":\"CALL_FINISHED\",\"call_id\":\"" + callId + "\",\"timestamp\":\"" + time + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
            default ->
                ("{\"event\":\"post_call\",\"callId\":\"" + callId + "\",\"time\":\"" + time + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    /** The request that the provider would send. */
    Shot genuine(byte[] body) {
        Shot shot = new Shot(path, body);
        return header == null ? shot : shot.header(header, proof(body));
    }

    /** The same without what proves the sender. */
    Shot unproven(byte[] body) {
        return new Shot(door(), body);
    }

    /** What proves the sender of a body. */
    String proof(byte[] body) {
        return signed ? "sha256=" + hmac("HmacSHA256", secret, body) : secret;
    }

    static String hmac(String algorithm, String secret, byte[] body) {
        return HexFormat.of().formatHex(digest(algorithm, secret, body));
    }

    static byte[] digest(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return provider;
    }
}
