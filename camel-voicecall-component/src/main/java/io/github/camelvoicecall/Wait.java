package io.github.camelvoicecall;

import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.model.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * One exchange that waits for the end of its call.
 *
 * @param callId the provider's id
 * @param until when it gives up, by the component's clock
 * @param terms what it waits for
 * @param end done with the finished call, or with why nobody waits any more
 */
record Wait(String callId, Instant until, Terms terms, CompletableFuture<CallRow> end) {
    /**
     * What an exchange waits for.
     *
     * @param asker asks the provider meanwhile
     * @param timeout how long it waits at most
     * @param results how long a completed call waits for transcript and analysis; zero not to
     * @param redials how long a failed attempt waits for the provider's next one
     */
    record Terms(CallWatcher.Asker asker, Duration timeout, Duration results, Duration redials) {
        /** @return from when on the call counts as finished, by the ledger's clock; null while it goes on */
        Instant finished(CallRow row) {
            if (row.state() == CallState.READY) {
                return Instant.MIN;
            }
            if (row.state() != CallState.ENDED) {
                return null;
            }
            boolean completed = row.call().status() == CallStatus.COMPLETED;
            return row.endedAt().plus(completed ? results : redials);
        }
    }

    /** @return true if that was what it waited for */
    boolean take(CallRow row, Instant now) {
        Instant finished = terms.finished(row);
        boolean over = finished != null && !finished.isAfter(now);
        if (over) {
            end.complete(row);
        }
        return over;
    }
}
