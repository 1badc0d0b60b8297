package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A provider, and a server that behaves like it: what {@link ProviderContract} has to be told. Each test starts one of its own. The server has at least two of everything that can
 * be listed and not created. It needn't know faults: the contract makes them in front of it.
 */
public interface ProviderServer extends AutoCloseable {
    /** @return the declaration */
    VoiceProvider provider();

    /** @return what takes the place of the provider's documented base URL, without a slash at the end */
    String baseUrl();

    /** @return the only key that is let in */
    String apiKey();

    /**
     * @param fate what has to become of a call
     * @return a number in E.164 whose calls go like this
     */
    String number(Fate fate);

    /**
     * What a message asks of an operation, by our names. Numbers to be called and ids that another operation tells are left out.
     *
     * @param operation an operation that the declaration binds
     * @return the fields; nothing by default
     */
    default Map<String, Object> sample(Operation operation) {
        return Map.of();
    }

    /** @return options that every endpoint needs, such as {@code agentId}; none by default */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * The documented endpoints, all of which have to be called. Those of the declaration by default, which can't tell what was forgotten.
     *
     * @return method and path below the base URL, as in {@code GET /calls/{id}}
     */
    default List<String> endpoints() {
        return provider().spec().bindings().values().stream()
                .map(binding -> binding.method() + " " + binding.path())
                .distinct()
                .toList();
    }

    /**
     * The last webhook about a call that is over, of a provider that has webhooks; of a call that isn't over, what a forger would send.
     *
     * @param callId the call
     * @param secret signs it, where the provider signs
     * @param time when the event happened, where the provider tells
     * @return the webhook
     */
    default Delivery webhook(String callId, String secret, Instant time) {
        throw new UnsupportedOperationException(
                provider().spec().name() + " declares a webhook: give the contract one, by webhook(…)");
    }

    /**
     * Confirms the start of a campaign, as a person does, at a provider that asks for it.
     *
     * @param proposalId what waits for it
     */
    default void confirm(String proposalId) {
        throw new UnsupportedOperationException(
                provider().spec().name() + " wants a start to be confirmed: do so, by confirm(…)");
    }

    @Override
    void close();
}
