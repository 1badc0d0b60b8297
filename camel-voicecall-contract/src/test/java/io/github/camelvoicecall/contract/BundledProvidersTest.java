package io.github.camelvoicecall.contract;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every provider that the component brings along keeps the contract. */
@ParameterizedClass
@EnumSource
class BundledProvidersTest extends ProviderContract {
    @Parameter
    private Bundled provider;

    @Override
    protected ProviderServer server() {
        return provider.start();
    }
}
