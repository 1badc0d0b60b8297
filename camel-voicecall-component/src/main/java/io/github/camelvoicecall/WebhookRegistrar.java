package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.ProviderUnavailableException;
import io.github.camelvoicecall.model.RateLimitedException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a consumer's webhook registered when it starts, and later where the provider was away. What a person has to mend fails the start. Thread safe. */
final class WebhookRegistrar {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistrar.class);

    private final VoiceCallEndpoint endpoint;
    private final VoiceCallConfiguration options;
    private final ProviderSpec spec;
    private final WebhookTrust trust;
    private final WebhookRegistration registration;
    private final ReentrantLock trying = new ReentrantLock();
    private volatile boolean open = true;

    /**
     * @param client asks the provider; null when there is no key
     * @param trust how webhooks are told from forged ones
     * @param path the webhook's path; null when the consumer takes no webhooks
     */
    WebhookRegistrar(VoiceCallEndpoint endpoint, ApiClient client, WebhookTrust trust, String path) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.spec = endpoint.spec();
        this.trust = trust;
        boolean possible = Stream.of(
                        Operation.LIST_WEBHOOKS,
                        Operation.CREATE_WEBHOOK,
                        Operation.UPDATE_WEBHOOK,
                        Operation.DELETE_WEBHOOK)
                .allMatch(needed -> spec.binding(needed).isPresent());
        require(possible, "this provider has no API for it: enter the address in its dashboard");
        require(
                trust.byToken() || !trust.scheme().hints(),
                "set webhookToken, the same for all replicas and over restarts, so that webhooks can be told from forged ones");
        require(
                path != null && client != null,
                "it needs webhooks and a key: set apiKey, and leave delivery=polling out");
        String address = options.getWebhookExternalUrl();
        require(
                address != null && address.matches("https?://.+"),
                "set webhookExternalUrl, such as https://hooks.example.org");
        this.registration = new WebhookRegistration(
                spec,
                client,
                new WebhookRegistration.Wanted(
                        options.getWebhookName(),
                        address.replaceAll("/+$", "") + trust.postedTo(path),
                        events(),
                        agents(),
                        trust.tokens(),
                        trust.byToken() && trust.byHeader()),
                List.copyOf(endpoint.getCamelContext().getRegistry().findByType(WebhookListener.class)));
    }

    private void require(boolean holds, String mend) {
        if (!holds) {
            throw new IllegalArgumentException(uri() + ": registerWebhook=true: " + mend);
        }
    }

    private String uri() {
        return "voicecall:" + spec.name() + ":" + endpoint.operation();
    }

    /** Finished calls need only the ends. */
    private Set<String> events() {
        boolean all = endpoint.operation() == Operation.CALL_EVENTS;
        return trust.scheme().words().entrySet().stream()
                .filter(word -> all || Inbox.ends(word.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> agents() {
        Binding create = spec.binding(Operation.CREATE_WEBHOOK).orElseThrow();
        boolean perAgent =
                create.fields().stream().anyMatch(field -> field.name().equals("agentId") && field.isRequired());
        String named = options.getWebhookAgentIds() == null ? options.getAgentId() : options.getWebhookAgentIds();
        require(!perAgent || named != null, "each agent has a webhook of its own here: set agentId or webhookAgentIds");
        return perAgent ? List.of(named.trim().split("\\s*,\\s*")) : Collections.singletonList(null);
    }

    /** Registers; a provider that is away is asked again later. */
    void start() throws VoiceCallException, InterruptedException {
        trying.lock();
        try {
            register();
        } catch (ProviderUnavailableException | RateLimitedException | OutcomeUnknownException e) {
            LOG.warn("{}: the webhook isn't registered yet; it is tried again: {}", uri(), e.getMessage());
        } finally {
            trying.unlock();
        }
    }

    /** Registers what isn't yet, unless that is being tried: a provider that hangs must not gather threads. */
    void again() {
        if (!open || !trying.tryLock()) {
            return;
        }
        try {
            register();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (VoiceCallException | RuntimeException e) {
            LOG.warn("{}: the webhook isn't registered yet: {}", uri(), e.getMessage());
        } finally {
            trying.unlock();
        }
    }

    /** Gives up what isn't done yet; what is registered stays. */
    void stop() {
        open = false;
    }

    private void register() throws VoiceCallException, InterruptedException {
        try {
            registration.run();
            open = false;
        } catch (FieldException e) {
            throw new IllegalArgumentException(
                    uri() + ": registerWebhook=true: the webhook's " + e.field() + " " + e.getMessage(), e);
        }
    }
}
