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
 * Ends an exchange that takes too long altogether: a server that sends a byte now and then never runs into a socket's time-out. Begun and closed by the thread that sends the
 * request; the HTTP client tells it which request that is.
 */
final class Deadline implements AutoCloseable {
    /** To be put in front of what the HTTP client does with a request. */
    static final ExecChainHandler WATCH = Deadline::watch;

    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    private final Future<?> alarm;
    private Cancellable request;
    private boolean missed;

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

    private synchronized void guard(Cancellable sent) {
        request = sent;
        if (missed) {
            sent.cancel();
        }
    }

    private synchronized void miss() {
        missed = true;
        if (request != null) {
            request.cancel();
        }
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
