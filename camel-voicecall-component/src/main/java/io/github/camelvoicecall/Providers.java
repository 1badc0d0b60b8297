package io.github.camelvoicecall;

import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** Finds providers by name: a bean of the user's first, then what the class path brings. Thread safe. */
final class Providers {
    private static final String FOLDER = "META-INF/services/org/apache/camel/voicecall-provider/";

    private final CamelContext context;
    private final Map<String, ProviderSpec> specs = new ConcurrentHashMap<>();

    Providers(CamelContext context) {
        this.context = context;
    }

    ProviderSpec find(String name) {
        return specs.computeIfAbsent(name, this::load);
    }

    private ProviderSpec load(String name) {
        VoiceProvider provider = context.getRegistry().lookupByNameAndType(name, VoiceProvider.class);
        if (provider == null) {
            provider = context.getCamelContextExtension()
                    .getFactoryFinder(FOLDER)
                    .newInstance(name, VoiceProvider.class)
                    .orElseThrow(() -> new IllegalArgumentException("There is no provider '" + name
                            + "': name a known one, or bind a VoiceProvider bean of that name in the registry"));
        }
        ProviderSpec spec = provider.spec();
        if (!spec.name().equals(name)) {
            throw new IllegalArgumentException(
                    "Provider " + spec.name() + " is bound under the name '" + name + "'; use its own name");
        }
        return spec;
    }
}
