package io.github.camelvoicecall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every row of the providers' five endpoint tables can be reached through the component: the sandbox's own list of requests shows it. */
class EveryEndpointTest {
    private static final int ROWS = 42;
    private static final List<Supplier<SandboxServer>> PROVIDERS = List.of(
            VyoraServer::new, VoxBridgeServer::new, SamoraServer::new, AgoraliaServer::new, OutboundCallsServer::new);

    @Test
    void every_row_of_the_endpoint_tables_is_called() throws Exception {
        int called = 0;
        for (Supplier<SandboxServer> provider : PROVIDERS) {
            SandboxServer server = provider.get();
            try (Stage stage = new Stage(server)) {
                int operations = Walk.through(stage).size();
                List<Endpoint> rows = server.called();
                System.out.printf(
                        "Contract: %s, %d operations, %d of %d endpoints called%n",
                        stage.spec().name(),
                        operations,
                        rows.size(),
                        server.endpoints().size());
                assertThat(rows)
                        .containsExactlyInAnyOrderElementsOf(
                                server.endpoints().stream().map(Endpoint::of).toList());
                called += rows.size();
            }
        }
        System.out.printf("Contract: %d of %d endpoints called%n", called, ROWS);
        assertThat(called).isEqualTo(ROWS);
    }
}
