package io.github.camelvoicecall.client;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Watches over one exchange. Ends it when it takes too long altogether: a server that sends a byte now and then never runs into a socket's time-out. Knows whether the request began
 * to be written. Begun and closed by the thread that sends the request; the HTTP client tells it which request that is, and when it is connected.
 */
final class Deadline implements AutoCloseable {
    /** To be put in front of what the HTTP client does with a request. */
    static final ExecChainHandler WATCH = Deadline::watch;

    /** To be put right before the HTTP client writes a request: names are resolved, the connection stands, with TLS and through a proxy. */
    static final ExecChainHandler WRITE = Deadline::write;

    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    private final long end;
    private final Consumer<Deadline> whenClosed;
    private Cancellable request;
    private boolean missed;
    private boolean begun;

    private Deadline(long end, Consumer<Deadline> whenClosed) {
        this.end = end;
        this.whenClosed = whenClosed;
    }

    /** @param end in the time of {@link System#nanoTime} */
    static Deadline at(long end, Consumer<Deadline> whenClosed) {
        Deadline deadline = new Deadline(end, whenClosed);
        CURRENT.set(deadline);
        return deadline;
    }

    /** @return nanoseconds; not positive when the time is over */
    long remaining() {
        return end - System.nanoTime();
    }

    /** Breaks the exchange off when its time is over. */
    boolean ring() {
        boolean over = remaining() <= 0;
        if (over) {
            miss();
        }
        return over;
    }

    private static ClassicHttpResponse watch(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = CURRENT.get();
        if (deadline != null && scope.originalRequest instanceof Cancellable cancellable) {
            deadline.guard(cancellable);
        }
        return chain.proceed(request, scope);
    }

    private static ClassicHttpResponse write(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = CURRENT.get();
        if (deadline != null) {
            deadline.begin();
        }
        return chain.proceed(request, scope);
    }

    private synchronized void begin() {
        begun = true;
    }

    /** @return true when the request began to be written, so that it may have been read */
    synchronized boolean begun() {
        return begun;
    }

    /** Breaks the connection, so that nobody waits for what is left of an answer. */
    synchronized void cut() {
        if (request != null) {
            request.cancel();
        }
    }

    private synchronized void guard(Cancellable sent) {
        request = sent;
        if (missed) {
            sent.cancel();
        }
    }

    private synchronized void miss() {
        missed = true;
        cut();
    }

    /** @return true when the time was over before the exchange was */
    synchronized boolean missed() {
        return missed;
    }

    @Override
    public void close() {
        CURRENT.remove();
        whenClosed.accept(this);
    }
}
