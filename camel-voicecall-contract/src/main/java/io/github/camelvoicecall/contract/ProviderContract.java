package io.github.camelvoicecall.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every provider must do, over real sockets: good and bad keys, every operation, the second page, 429, 500 and lost answers, status words that nobody knows, webhooks that are
 * valid, forged, stale and doubled, and the end of a call learnt by asking. The author of a provider extends it and says which one it is:
 *
 * <pre>{@code
 * class AcmeVoiceContractTest extends ProviderContract {
 *     @Override
 *     protected ProviderServer server() {
 *         return new AcmeServer();
 *     }
 * }
 * }</pre>
 *
 * <p>Needs nothing but JUnit Jupiter. What a provider hasn't is skipped and says so.
 */
public abstract class ProviderContract
        implements KeyContract,
                OperationContract,
                PagingContract,
                FaultContract,
                StatusContract,
                PollingContract,
                SignedWebhookContract,
                TokenWebhookContract {
    private Stage stage;

    /**
     * Starts a provider; each test closes its own.
     *
     * @return the provider, on a port of its own
     * @throws Exception if it can't be started
     */
    protected abstract ProviderServer server() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        stage = new Stage(server());
    }

    @AfterEach
    final void close() {
        stage.close();
    }

    /** For the contract's own use. */
    @Override
    public final Stage stage() {
        return stage;
    }
}
