package io.github.camelvoicecall.client;

import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * How the provider is reached.
 *
 * @param connectTimeout longest wait for a connection
 * @param responseTimeout longest wait for an answer, and between two of its packets
 * @param connections most connections at a time
 * @param tls trust and key material; null for Java's own
 * @param proxyHost HTTP proxy; null for none
 * @param proxyPort its port
 * @param component the user's own HTTP component; null for a private one
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        int connections,
        SSLContextParameters tls,
        String proxyHost,
        int proxyPort,
        HttpComponent component) {

    /** What is used unless something else is said: 10 s to connect, 30 s for the answer, 64 connections. */
    public static final HttpSettings DEFAULT =
            new HttpSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 64, null, null, 0, null);
}
