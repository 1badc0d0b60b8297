package io.github.camelvoicecall.client;

import java.util.Iterator;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Which connections may place a second call: those of which the server itself says, in {@code Keep-Alive: timeout=…}, that it keeps them for longer than we do. A server that
 * closes an idle connection just as a call goes out makes its outcome unknown, and where nothing is said nobody can tell when that happens; there each call takes a new one. Thread
 * safe.
 */
final class KeptConnections implements ConnectionReuseStrategy, ConnectionKeepAliveStrategy {
    /** Idle for longer, none is used again; half of the least time that must be promised. */
    static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(1);

    /** A connection that was silent for longer is looked at before it is used: has the server closed it, restarting perhaps? A new one isn't better known than this, either. */
    static final TimeValue SURELY_OPEN = TimeValue.ofMilliseconds(50);

    private static final long LEAST_SECONDS = 2 * LONGEST_IDLE.toSeconds();

    private volatile boolean unsaid;

    /** @return false once the server has answered without saying how long it keeps connections: it may as well close them */
    boolean maySay() {
        return !unsaid;
    }

    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
        boolean promised = seconds(response) >= LEAST_SECONDS;
        unsaid |= !promised;
        return promised && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }

    @Override
    public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
        return LONGEST_IDLE;
    }

    private static long seconds(HttpResponse response) {
        Iterator<HeaderElement> said = MessageSupport.iterate(response, HeaderElements.KEEP_ALIVE);
        while (said.hasNext()) {
            HeaderElement element = said.next();
            if (element.getName().equalsIgnoreCase("timeout") && element.getValue() != null) {
                return number(element.getValue());
            }
        }
        return 0;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
