package io.github.camelvoicecall;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;

/** The webhook paths on the runtime's HTTP server. Consumers of one account share a path; it is open while one of them runs. Thread safe. */
final class Webhooks {
    private static final String DEFAULT_SERVER = "platform-http";

    private final CamelContext context;
    private final Map<String, Hook> hooks = new HashMap<>();

    private static final class Hook {
        private final WebhookReceiver receiver;
        private final Set<VoiceCallConsumer> users = new HashSet<>();
        private Consumer server;

        private Hook(WebhookReceiver receiver) {
            this.receiver = receiver;
        }
    }

    Webhooks(CamelContext context) {
        this.context = context;
    }

    synchronized void open(VoiceCallConsumer user, String path, WebhookReceiver receiver) throws Exception {
        Hook hook = hooks.get(path);
        if (hook == null) {
            hook = new Hook(receiver);
            hook.server = serve(
                    path,
                    hook,
                    ((VoiceCallEndpoint) user.getEndpoint()).getConfiguration().getHttpServerComponent());
            hooks.put(path, hook);
        } else if (hook.receiver.account() != receiver.account()
                || !hook.receiver.settings().equals(receiver.settings())) {
            throw new IllegalArgumentException("Two consumers share the webhook path " + path
                    + " but not the account, the secrets or webhookAck: give one of them another webhookPath");
        }
        hook.users.add(user);
    }

    synchronized void close(VoiceCallConsumer user) {
        hooks.values().removeIf(hook -> {
            hook.users.remove(user);
            if (hook.users.isEmpty()) {
                ServiceHelper.stopAndShutdownService(hook.server);
            }
            return hook.users.isEmpty();
        });
    }

    private Consumer serve(String path, Hook hook, String component) throws Exception {
        RestConfiguration rest = CamelContextHelper.getRestConfiguration(context, component);
        String name =
                component != null ? component : rest.getComponent() != null ? rest.getComponent() : DEFAULT_SERVER;
        Component server = context.getComponent(name, true, false);
        if (!(server instanceof RestConsumerFactory factory)) {
            throw new IllegalArgumentException(
                    "Webhooks need an HTTP server, and '" + name
                            + "' is none on the class path: add camel-platform-http (with camel-platform-http-main, "
                            + "or your runtime's), or name another server with the option httpServerComponent; or set delivery=polling");
        }
        try {
            Consumer consumer = factory.createConsumer(
                    context, hook.receiver::handle, "POST", path, null, null, null, rest, Map.of());
            ServiceHelper.startService(consumer);
            return consumer;
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "Webhooks need an HTTP server, and '" + name + "' can't serve " + path + ": " + e.getMessage()
                            + ". With camel-main, add camel-platform-http-main and set camel.server.enabled=true; or set delivery=polling",
                    e);
        }
    }
}
