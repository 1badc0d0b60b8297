package io.github.camelvoicecall.contract;

import org.junit.jupiter.api.Nested;

/** Every provider that the component brings along keeps the contract. */
class BundledProvidersTest {
    @Nested
    class VyoraTest extends ProviderContract {
        @Override
        protected ProviderServer server() {
            return new VyoraServer();
        }
    }

    @Nested
    class VoxBridgeTest extends ProviderContract {
        @Override
        protected ProviderServer server() {
            return new VoxBridgeServer();
        }
    }

    @Nested
    class SamoraTest extends ProviderContract {
        @Override
        protected ProviderServer server() {
            return new SamoraServer();
        }
    }

    @Nested
    class AgoraliaTest extends ProviderContract {
        @Override
        protected ProviderServer server() {
            return new AgoraliaServer();
        }
    }

    @Nested
    class OutboundCallsTest extends ProviderContract {
        @Override
        protected ProviderServer server() {
            return new OutboundCallsServer();
        }
    }
}
