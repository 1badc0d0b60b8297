package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A webhook delivery as the provider would send it, and forged variants of it, to test a receiver:
 *
 * <pre>{@code
 * WebhookRequest valid = sandbox.webhookRequest("call_completed", callId);
 * valid.send();                                                      // as the provider sends it: 200
 * valid.signedBy("another secret").send();                           // forged
 * valid.altered(body -> body.replace("completed", "failed")).send(); // changed on the way
 * valid.at(Instant.now().minus(Duration.ofDays(4))).send();          // stale, but validly signed
 * }</pre>
 *
 * <p>The body is rendered first and then signed, over the bytes that are sent. Immutable and thread-safe: each method gives
 * another request.
 */
public final class WebhookRequest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final WebhookScheme scheme;
    private final String target;
    private final Map<String, String> headers;
    private final String body;
    private final String secret; // null: no signature
    private final Instant signedAt; // null: when it is sent
    private final UnaryOperator<String> alteration;

    private WebhookRequest(
            WebhookScheme scheme,
            String target,
            Map<String, String> headers,
            String body,
            String secret,
            Instant signedAt,
            UnaryOperator<String> alteration) {
        this.scheme = scheme;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.secret = secret;
        this.signedAt = signedAt;
        this.alteration = alteration;
    }

    static WebhookRequest of(
            WebhookScheme scheme,
            String target,
            String event,
            String body,
            String secret,
            Map<String, String> ownHeaders) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        scheme.headers().forEach((name, value) -> headers.put(name, value.replace("{event}", event)));
        headers.putAll(ownHeaders);
        return new WebhookRequest(scheme, target, headers, body, secret, null, UnaryOperator.identity());
    }

    /** The same for another receiver. */
    public WebhookRequest to(String url) {
        return new WebhookRequest(scheme, url, headers, body, secret, signedAt, alteration);
    }

    /** The same body, signed with another secret. */
    public WebhookRequest signedBy(String otherSecret) {
        return new WebhookRequest(scheme, target, headers, body, otherSecret, signedAt, alteration);
    }

    /** The same body without a signature. */
    public WebhookRequest unsigned() {
        return new WebhookRequest(scheme, target, headers, body, null, signedAt, alteration);
    }

    /** The signature of the present body over a body that is changed after signing. */
    public WebhookRequest altered(UnaryOperator<String> change) {
        return new WebhookRequest(scheme, target, headers, body, secret, signedAt, change);
    }

    /** The same with one more header, or another value of it; without a signature of ours, also a signature made by hand. */
    public WebhookRequest withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new WebhookRequest(scheme, target, more, body, secret, signedAt, alteration);
    }

    /** Another body, validly signed; it need not be JSON. */
    public WebhookRequest withBody(String otherBody) {
        return new WebhookRequest(scheme, target, headers, otherBody, secret, signedAt, alteration);
    }

    /** The same with another value of a top-level field of the body, validly signed; null leaves the field out. */
    public WebhookRequest with(String field, Object value) {
        ObjectNode changed = (ObjectNode) Json.parse(body);
        changed.remove(field);
        if (value != null) {
            changed.set(field, Json.tree(value));
        }
        return withBody(changed.toString());
    }

    /** The same as if the event had been made at another time, validly signed. */
    public WebhookRequest at(Instant time) {
        WebhookRequest aged = with("timestamp", scheme.time().apply(time));
        return new WebhookRequest(scheme, target, aged.headers, aged.body, secret, time, alteration);
    }

    /** The bytes that are sent, as text. */
    public String body() {
        return alteration.apply(body);
    }

    /** All headers that are sent, the signature included. */
    public Map<String, String> headers() {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        if (secret != null && scheme.signature() != null) {
            all.putAll(scheme.signature().headers(secret, body, signedAt == null ? Instant.now() : signedAt));
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * Sends it, waits for the answer, and returns its HTTP status. A redirect is not followed.
     *
     * @throws UncheckedIOException if there is no answer within the provider's time
     */
    public int send() {
        try {
            return CLIENT.send(http(scheme.timeout()), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the webhook receiver", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a webhook", e);
        }
    }

    HttpRequest http(Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target)).timeout(timeout).POST(BodyPublishers.ofString(body()));
        headers().forEach(request::setHeader);
        return request.build();
    }
}
