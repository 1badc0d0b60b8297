package io.github.camelvoicecall.contract;

import java.util.function.Supplier;

/** The providers that the component brings along. */
enum Bundled {
    VYORA(VyoraServer::new),
    VOXBRIDGE(VoxBridgeServer::new),
    SAMORA(SamoraServer::new),
    AGORALIA(AgoraliaServer::new),
    OUTBOUNDCALLS(OutboundCallsServer::new);

    private final Supplier<SandboxServer> starter;

    Bundled(Supplier<SandboxServer> starter) {
        this.starter = starter;
    }

    SandboxServer start() {
        return starter.get();
    }
}
