package io.github.camelvoicecall.examples.acme;

import io.github.camelvoicecall.contract.ProviderContract;
import io.github.camelvoicecall.contract.ProviderServer;

class AcmeVoiceContractTest extends ProviderContract {
    @Override
    protected ProviderServer server() {
        return new AcmeServer();
    }
}
