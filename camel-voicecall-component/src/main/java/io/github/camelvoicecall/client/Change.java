package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Repeat;
import java.util.Optional;

/**
 * One request that changes something, with its repetitions. Once a try may have arrived, the outcome stays unknown until a later one succeeds, whatever else is answered. Used
 * once, by one thread.
 */
final class Change {
    private static final int GONE = 404;

    private final Binding binding;
    private final Retries retries;
    private OutcomeUnknownException lost;

    Change(Binding binding, Retries retries) {
        this.binding = binding;
        this.retries = retries;
    }

    /** The answer; empty when what was to be deleted is gone, by an earlier try whose answer was lost. */
    Optional<ProviderResponse> send(Retries.Attempt<ProviderResponse> attempt)
            throws VoiceCallException, InterruptedException {
        try {
            return Optional.of(retries.change(binding.repeat() != Repeat.NEVER, () -> remembering(attempt)));
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (VoiceCallException e) {
            if (lost == null) {
                throw e;
            }
            if (removed(e)) {
                return Optional.empty();
            }
            lost.addSuppressed(e);
            throw lost;
        } catch (InterruptedException e) {
            if (lost == null) {
                throw e;
            }
            Thread.currentThread().interrupt();
            throw lost;
        }
    }

    private ProviderResponse remembering(Retries.Attempt<ProviderResponse> attempt)
            throws VoiceCallException, InterruptedException {
        try {
            return attempt.run();
        } catch (OutcomeUnknownException e) {
            lost = e;
            throw e;
        }
    }

    private boolean removed(VoiceCallException e) {
        return e instanceof InvalidRequestException
                && e.getHttpResponseCode() == GONE
                && "DELETE".equals(binding.method());
    }
}
