package io.github.camelvoicecall.client;

import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Tells a request that provably never left from one that may have been read. */
final class Unanswered {
    private Unanswered() {}

    /**
     * @param failure what went wrong
     * @param begun true when the request began to be written
     */
    static TransportException because(Throwable failure, boolean begun) {
        String kind = failure.getClass().getSimpleName();
        return begun && !unfinishedHandshake(failure)
                ? new TransportException(true, "the answer was lost (" + kind + ")", failure)
                : new TransportException(false, "no connection to the provider (" + kind + ")", failure);
    }

    /** With TLS 1.3 a server that wants a certificate of ours refuses the handshake when we think that it is over; what was written by then is never read. */
    private static boolean unfinishedHandshake(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(SSLHandshakeException.class::isInstance);
    }
}
