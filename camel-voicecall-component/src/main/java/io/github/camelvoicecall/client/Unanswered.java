package io.github.camelvoicecall.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells a request that provably never left from one that may have been read. Only what is listed never left. */
final class Unanswered {
    /** By name: the HTTP client's classes differ between the versions that Camel 4.14 to 4.22 bring, and its connect time-out extends the read time-out. */
    private static final Set<String> NEVER_CONNECTED = Set.of(
            "ConnectTimeoutException",
            "HttpHostConnectException",
            "ConnectionRequestTimeoutException",
            "UnsupportedSchemeException");

    private Unanswered() {}

    static TransportException because(Throwable failure) {
        boolean unsent = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(Unanswered::neverConnected);
        String kind = failure.getClass().getSimpleName();
        return unsent
                ? new TransportException(false, "no connection to the provider (" + kind + ")", failure)
                : new TransportException(true, "the answer was lost (" + kind + ")", failure);
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || NEVER_CONNECTED.contains(cause.getClass().getSimpleName());
    }
}
