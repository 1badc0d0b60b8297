package io.github.camelvoicecall.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private final Future<?> alarm;
    private Cancellable request;
    private boolean missed;
    private boolean begun;

    private Deadline(Duration time, ScheduledExecutorService timer) {
        alarm = timer.schedule(this::miss, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Deadline in(Duration time, ScheduledExecutorService timer) {
        Deadline deadline = new Deadline(time, timer);
        CURRENT.set(deadline);
        return deadline;
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
        alarm.cancel(false);
    }
}
