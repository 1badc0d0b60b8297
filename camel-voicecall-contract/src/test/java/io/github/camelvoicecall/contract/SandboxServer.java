package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.VoiceProvider;
import io.github.camelvoicecall.sandbox.SandboxBuilder;
import io.github.camelvoicecall.sandbox.SandboxRequest;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookRequest;
import io.github.camelvoicecall.sandbox.Webhooks;
import java.net.URI;
import java.util.List;

/** A bundled provider, played by its sandbox. */
abstract class SandboxServer implements ProviderServer {
    private final VoiceProvider provider;
    private final VoiceSandbox sandbox;

    SandboxServer(VoiceProvider provider, SandboxBuilder builder) {
        this.provider = provider;
        this.sandbox = builder.webhooks(Webhooks.DROPPED).start(); // the contract sends them itself
    }

    VoiceSandbox sandbox() {
        return sandbox;
    }

    @Override
    public VoiceProvider provider() {
        return provider;
    }

    @Override
    public String baseUrl() {
        return sandbox.baseUrl();
    }

    @Override
    public String apiKey() {
        return sandbox.apiKey();
    }

    @Override
    public String number(Fate fate) {
        return switch (fate) {
            case ANSWERED -> "+15555550101";
            case NEVER_ENDS -> "+15555550195";
            case ENDS_WITH_AN_UNKNOWN_WORD -> "+15555550196";
        };
    }

    /** The rows of the provider's endpoint table. */
    @Override
    public abstract List<String> endpoints();

    /** The rows that the sandbox's own list of requests shows to have been called, and answered well. */
    List<Endpoint> called() {
        List<Endpoint> rows = endpoints().stream().map(Endpoint::of).toList();
        String root = URI.create(baseUrl()).getPath();
        return sandbox.requests().stream()
                .filter(request -> request.status() / 100 == 2)
                .flatMap(request -> Endpoint.of(request.method(), below(root, request), rows).stream())
                .distinct()
                .toList();
    }

    private static String below(String root, SandboxRequest request) {
        return request.path().replaceFirst("[?].*", "").substring(root.length());
    }

    static Delivery delivery(WebhookRequest webhook) {
        return new Delivery(webhook.headers(), webhook.body());
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
