package io.github.camelvoicecall.client;

/** Sends one request once and waits for the answer. Thread safe. */
@FunctionalInterface
interface Transport {
    /**
     * Sends a request, exactly once.
     *
     * @param request the request
     * @return the answer, whatever its status
     * @throws TransportException if there is none
     */
    ProviderResponse send(ProviderRequest request) throws TransportException;
}
