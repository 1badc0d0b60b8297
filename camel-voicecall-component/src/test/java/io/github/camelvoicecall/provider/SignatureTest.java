package io.github.camelvoicecall.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /** Worked out with: printf 'id-1.1767225600.{"a":1}' | openssl dgst -sha256 -hmac s3cret -binary | base64 */
    private static final String KNOWN = "v1,N+OxI/+6ZIDFKbdryZejQmeRjM+jG0N29dZ3gU3LGg8=";

    private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);

    private final Signature signature = new Signature(
            "webhook-signature",
            "HmacSHA256",
            Signature.Encoding.BASE64,
            "v1,",
            List.of(
                    SignedPart.header("webhook-id"),
                    SignedPart.text("."),
                    SignedPart.header("webhook-timestamp"),
                    SignedPart.text("."),
                    SignedPart.RAW_BODY));

    private static Map<String, String> headers(String id, String time, String value) {
        return Map.of("webhook-id", id, "webhook-timestamp", time, "webhook-signature", value);
    }

    @Test
    void signsSeveralPartsInOrderInBase64() {
        assertThat(signature.sign("s3cret", headers("id-1", "1767225600", "")::get, BODY))
                .isEqualTo(KNOWN);
        assertThat(signature.verify(List.of("s3cret"), headers("id-1", "1767225600", KNOWN)::get, BODY))
                .isTrue();
    }

    @Test
    void everyPartIsCovered() {
        assertThat(signature.verify(List.of("s3cret"), headers("id-2", "1767225600", KNOWN)::get, BODY))
                .isFalse();
        assertThat(signature.verify(List.of("s3cret"), headers("id-1", "1767225601", KNOWN)::get, BODY))
                .isFalse();
        assertThat(signature.verify(
                        List.of("s3cret"), headers("id-1", "1767225600", KNOWN)::get, "{\"a\":2}".getBytes(UTF_8)))
                .isFalse();
        assertThat(signature.verify(List.of("s3cret"), Map.of("webhook-signature", KNOWN)::get, BODY))
                .as("signed headers are missing")
                .isFalse();
    }

    @Test
    void anyOfSeveralSecretsWillDo() {
        var headers = headers("id-1", "1767225600", KNOWN);

        assertThat(signature.verify(List.of("new", "s3cret"), headers::get, BODY))
                .isTrue();
        assertThat(signature.verify(List.of("s3cret", "old"), headers::get, BODY))
                .isTrue();
        assertThat(signature.verify(List.of("new", "old"), headers::get, BODY)).isFalse();
        assertThat(signature.verify(List.of(), headers::get, BODY))
                .as("no secret proves nothing")
                .isFalse();
    }

    @Test
    void coversBytesAndNotCharacters() {
        Signature hex = Signature.hmacSha256("X-Sign", "");
        byte[] latin = {(byte) 0xE9};
        byte[] replaced = new String(latin, UTF_8).getBytes(UTF_8);

        assertThat(hex.sign("s", name -> null, latin))
                .isNotEqualTo(hex.sign("s", name -> null, replaced))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void secretsAreUtf8() {
        Signature hex = Signature.hmacSha256("X-Sign", "sha256=");

        assertThat(hex.sign("clé", name -> null, BODY))
                .isEqualTo("sha256=84e3f1c6aaec268bc18cf03a518d7e533a218c05582fdea0b6be2cb0001d2098");
    }
}
