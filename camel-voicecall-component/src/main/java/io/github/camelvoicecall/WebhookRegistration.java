package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.model.VoiceWebhook;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps exactly one webhook of ours per agent at the provider: reads what is there, creates ours or brings it up to date, and leaves everybody else's alone. It takes nothing
 * away when it stops, so that replicas come and go in any order. Used by one thread at a time.
 */
final class WebhookRegistration {
    /** Our name of the field with the headers that the provider adds. */
    static final String HEADERS = "customHeaders";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);
    private static final String ID = "webhookId";
    private static final Comparator<VoiceWebhook> OLDEST_FIRST = Comparator.comparing(
                    VoiceWebhook::createdAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(VoiceWebhook::id);

    private final ProviderSpec spec;
    private final ApiClient client;
    private final Wanted wanted;
    private final List<WebhookListener> listeners;

    /**
     * What is to be registered.
     *
     * @param name our name of it
     * @param url where the provider is to post
     * @param events the provider's names of the events that are needed
     * @param agents whose calls; holds null alone where a webhook is for all
     * @param tokens our tokens, the present one first
     * @param byHeader whether the token travels in a header
     */
    record Wanted(
            String name, String url, Set<String> events, List<String> agents, List<String> tokens, boolean byHeader) {
        /** Shows no token, which the address may hold. */
        @Override
        public String toString() {
            return "Wanted[name=" + name + ", events=" + events + ", agents=" + agents + "]";
        }
    }

    WebhookRegistration(ProviderSpec spec, ApiClient client, Wanted wanted, List<WebhookListener> listeners) {
        this.spec = spec;
        this.client = client;
        this.wanted = wanted;
        this.listeners = List.copyOf(listeners);
    }

    /** Registers, or finds that it was done. */
    void run() throws VoiceCallException, InterruptedException {
        for (String agent : wanted.agents) {
            register(agent);
        }
    }

    private void register(String agent) throws VoiceCallException, InterruptedException {
        List<VoiceWebhook> ours = ours(agent);
        VoiceWebhook created = ours.isEmpty() ? create(agent) : null;
        // another replica may have created one at the same time, and sees the same order
        List<VoiceWebhook> now = created == null ? ours : with(created, ours(agent));
        VoiceWebhook kept = now.get(0);
        for (VoiceWebhook twin : now) {
            if (!same(twin, kept) && (same(twin, created) || isTwin(twin))) {
                remove(twin);
                LOG.info("Removed the {}: two processes had created one", shown(twin));
            }
        }
        if (same(kept, created)) {
            tell(created);
            LOG.info("Created the {}", shown(created));
        } else {
            update(kept);
        }
    }

    /** A list may lag behind. */
    private static List<VoiceWebhook> with(VoiceWebhook created, List<VoiceWebhook> listed) {
        List<VoiceWebhook> all = new ArrayList<>(listed);
        if (listed.stream().noneMatch(hook -> same(hook, created))) {
            all.add(created);
        }
        return all;
    }

    private static boolean same(VoiceWebhook one, VoiceWebhook other) {
        return other != null && one.id().equals(other.id());
    }

    /** Provably made by us, and for the same end. */
    private boolean isTwin(VoiceWebhook hook) {
        String token = token(hook);
        return wanted.name.equals(hook.name())
                && wanted.url.equals(hook.url())
                && token != null
                && wanted.tokens.stream().anyMatch(own -> same(own, token));
    }

    /** Without its address, which may hold the token. */
    private static String shown(VoiceWebhook hook) {
        return "webhook " + hook.id() + (hook.agentId() == null ? "" : " of agent " + hook.agentId());
    }

    /** Ours, the one that stays first. */
    private List<VoiceWebhook> ours(String agent) throws VoiceCallException {
        List<VoiceWebhook> ours = new ArrayList<>();
        try (PageIterator<Object> hooks = client.list(
                Operation.LIST_WEBHOOKS,
                Asked.of(known(Operation.LIST_WEBHOOKS, agentOf(agent))),
                0,
                RateLimiter.Use.READ)) {
            while (hooks.hasNext()) {
                VoiceWebhook hook = (VoiceWebhook) hooks.next();
                if (of(agent, hook) && isOurs(hook)) {
                    ours.add(hook);
                }
            }
        } catch (RuntimeCamelException e) {
            throw CallWatcher.failureIn(e);
        }
        ours.sort(OLDEST_FIRST);
        return ours;
    }

    private static boolean of(String agent, VoiceWebhook hook) {
        return agent == null || hook.agentId() == null || agent.equals(hook.agentId());
    }

    /** Who posts to our address is ours; a namesake that posts elsewhere only if it doesn't carry somebody else's token. */
    private boolean isOurs(VoiceWebhook hook) {
        if (wanted.url.equals(hook.url())) {
            return true;
        }
        if (!wanted.name.equals(hook.name())) {
            return false;
        }
        String token = token(hook);
        boolean another = token != null && wanted.tokens.stream().noneMatch(own -> same(own, token));
        if (another) {
            LOG.warn(
                    "The {} has our name '{}' but not our webhookToken: it is left alone. Delete it if it was yours, or choose another webhookName",
                    shown(hook),
                    wanted.name);
        }
        return !another;
    }

    private static String token(VoiceWebhook hook) {
        return hook.customHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(WebhookTrust.HEADER))
                .map(header -> String.valueOf(header.getValue()))
                .findFirst()
                .orElse(null);
    }

    private static boolean same(String own, String given) {
        return MessageDigest.isEqual(own.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private VoiceWebhook create(String agent) throws VoiceCallException, InterruptedException {
        Map<String, Object> fields = agentOf(agent);
        fields.put("name", wanted.name);
        fields.put("url", wanted.url);
        fields.put("events", List.copyOf(wanted.events));
        fields.put(HEADERS, headers(Map.of()));
        return (VoiceWebhook) ask(Operation.CREATE_WEBHOOK, fields);
    }

    private void update(VoiceWebhook hook) throws VoiceCallException, InterruptedException {
        Map<String, Object> changes = changes(hook);
        if (changes.isEmpty()) {
            LOG.info("Found the {}, which is ours", shown(hook));
            return;
        }
        List<String> names = List.copyOf(changes.keySet());
        changes.put(ID, hook.id());
        ask(Operation.UPDATE_WEBHOOK, changes);
        LOG.info("Updated {} of the {}, which is ours", names, shown(hook));
    }

    private Map<String, Object> changes(VoiceWebhook hook) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (!wanted.url.equals(hook.url())) {
            changes.put("url", wanted.url);
        }
        // only ever more: another consumer of ours may need the others
        Set<String> events = new LinkedHashSet<>(hook.events());
        if (events.addAll(wanted.events)) {
            changes.put("events", List.copyOf(events));
        }
        String token = token(hook);
        if (wanted.byHeader && (token == null || !same(wanted.tokens.get(0), token))) {
            changes.put(HEADERS, headers(hook.customHeaders()));
        }
        if (Boolean.FALSE.equals(hook.active())) {
            changes.put("active", true);
        }
        return known(Operation.UPDATE_WEBHOOK, changes);
    }

    private Map<String, Object> headers(Map<String, Object> present) {
        Map<String, Object> headers = new LinkedHashMap<>(present);
        headers.keySet().removeIf(WebhookTrust.HEADER::equalsIgnoreCase);
        if (wanted.byHeader) {
            headers.put(WebhookTrust.HEADER, wanted.tokens.get(0));
        }
        return headers;
    }

    /** The secret is shown this once: where it can't be taken, the webhook goes again, so that the next start makes one. */
    private void tell(VoiceWebhook created) throws VoiceCallException, InterruptedException {
        try {
            listeners.forEach(listener -> listener.created(created));
        } catch (RuntimeException e) {
            remove(created);
            throw new IllegalStateException(
                    "A WebhookListener failed, so the webhook was deleted again: "
                            + e.getClass().getName(),
                    e);
        }
    }

    private void remove(VoiceWebhook hook) throws VoiceCallException, InterruptedException {
        try {
            ask(Operation.DELETE_WEBHOOK, Map.of(ID, hook.id()));
        } catch (InvalidRequestException gone) {
            LOG.debug("The {} was removed by somebody else: {}", shown(hook), gone.getMessage());
        }
    }

    private Object ask(Operation operation, Map<String, Object> fields)
            throws VoiceCallException, InterruptedException {
        Binding binding = spec.binding(operation).orElseThrow();
        return client.ask(operation, binding.ask(known(operation, fields), (field, number) -> number), null);
    }

    private static Map<String, Object> agentOf(String agent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (agent != null) {
            fields.put("agentId", agent);
        }
        return fields;
    }

    /** Those that the provider's request has. */
    private Map<String, Object> known(Operation operation, Map<String, Object> fields) {
        Map<String, Object> known = new LinkedHashMap<>(fields);
        known.keySet()
                .retainAll(spec.binding(operation).orElseThrow().fields().stream()
                        .map(Field::name)
                        .toList());
        return known;
    }
}
