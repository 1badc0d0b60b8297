package io.github.camelvoicecall;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sees how the routes take one event, for a sender whose answer waits for them. Used by one thread, told by many. */
final class RouteWatch implements AutoCloseable {
    private final Account account;
    private final String callId;
    private final String eventId;
    private volatile boolean failed;

    RouteWatch(Account account, String callId, String eventId) {
        this.account = account;
        this.callId = callId;
        this.eventId = eventId;
        account.watches().add(this);
    }

    /** A route failed with a call or an event. */
    void failed(String failedCallId, String failedEventId) {
        // no |=, in which another thread's failure could get lost
        if (callId != null && Objects.equals(callId, failedCallId) || Objects.equals(eventId, failedEventId)) {
            failed = true;
        }
    }

    /** @return false if a route failed; true when all are done, or the time is over and they go on by themselves */
    boolean await(CompletableFuture<Void> taken, long time, TimeUnit unit) {
        try {
            taken.thenCompose(done -> CompletableFuture.allOf(account.consumers().stream()
                            .map(VoiceCallConsumer::wake)
                            .toArray(CompletableFuture[]::new)))
                    .get(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            failed = true;
        } catch (TimeoutException goesOn) {
            return !failed;
        }
        return !failed;
    }

    @Override
    public void close() {
        account.watches().remove(this);
    }
}
