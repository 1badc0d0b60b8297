import io.github.camelvoicecall.VoiceCallComponent;
import io.github.camelvoicecall.VoiceCallConfiguration;
import io.github.camelvoicecall.VoiceCallEndpoint;
import io.github.camelvoicecall.provider.Operation;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The component in a Camel that has no camel-http: it loads, binds options from properties, and resolves every endpoint. */
class LoadAndBind {
    private static final List<String> PROVIDERS = List.of("vyora", "voxbridge");

    private LoadAndBind() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        Properties properties = new Properties();
        properties.put("camel.main.autoConfigurationFailFast", "true");
        properties.put("camel.component.voicecall.bridge-error-handler", "true");
        properties.put("camel.component.voicecall.healthCheckProducerEnabled", "false");
        properties.put("voice.key", "from-a-property");
        main.setOverrideProperties(properties);
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            System.out.println("Camel " + context.getVersion() + ", Java " + Runtime.version());

            VoiceCallComponent component = context.getComponent("voicecall", VoiceCallComponent.class);
            check("options of the component", component.isBridgeErrorHandler() && !component.isHealthCheckProducerEnabled());
            System.out.println("ok options of the component");

            for (String provider : PROVIDERS) {
                for (Operation operation : Operation.values()) {
                    endpoint(context, provider, operation.id());
                }
                System.out.println("ok endpoints of " + provider);
            }
        } finally {
            main.stop();
        }
    }

    private static void endpoint(CamelContext context, String provider, String operation) throws Exception {
        String uri = context.getCamelContextExtension()
                .getEndpointUriFactory("voicecall")
                .buildUri(
                        "voicecall",
                        Map.of(
                                "provider", provider,
                                "operation", operation,
                                "apiKey", "{{voice.key}}",
                                "agentId", "agent 1",
                                "maxItems", 7,
                                "responseTimeout", "90s",
                                "delay", 1234));
        VoiceCallEndpoint endpoint = context.getEndpoint(uri, VoiceCallEndpoint.class);
        VoiceCallConfiguration options = endpoint.getConfiguration();
        check(
                uri,
                options.getProvider().equals(provider)
                        && options.getOperation().equals(operation)
                        && options.getApiKey().equals("from-a-property")
                        && options.getAgentId().equals("agent 1")
                        && options.getMaxItems() == 7
                        && options.getResponseTimeout() == 90_000
                        && endpoint.getDelay() == 1234);
    }

    private static void check(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("Not as it was set: " + what);
        }
    }
}
