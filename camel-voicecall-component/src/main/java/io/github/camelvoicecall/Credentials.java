package io.github.camelvoicecall;

import io.github.camelvoicecall.model.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;

/**
 * What an endpoint may show a provider, from its own options or a {@link VoiceAccount}.
 *
 * @param provider the provider's name
 * @param name the account's name
 * @param apiKey the key; null for a consumer that never asks
 * @param baseUrl where the API lives
 * @param secrets webhook secrets that are valid now; empty for none
 * @param tokens webhook tokens of ours that are valid now, the present one first; empty for none
 * @param requestsPerMinute the user's own limit; null for the documented one
 */
record Credentials(
        String provider,
        String name,
        String apiKey,
        String baseUrl,
        List<String> secrets,
        List<String> tokens,
        Integer requestsPerMinute) {

    static Credentials of(VoiceCallEndpoint endpoint, Registry registry) {
        VoiceCallConfiguration options = endpoint.getConfiguration();
        Map.Entry<String, VoiceAccount> bean = bean(endpoint, options, registry);
        VoiceAccount account = bean == null ? new VoiceAccount() : bean.getValue();
        String apiKey = either(options.getApiKey(), account.getApiKey());
        if (apiKey == null && !endpoint.operation().local() && !webhooksOnly(options)) {
            throw new IllegalArgumentException("voicecall:" + endpoint.spec().name() + ":" + endpoint.operation()
                    + ": set the option apiKey, or bind a VoiceAccount bean with provider="
                    + endpoint.spec().name());
        }
        return new Credentials(
                endpoint.spec().name(),
                bean == null ? AccountId.DEFAULT : bean.getKey(),
                apiKey,
                url(endpoint, either(options.getBaseUrl(), account.getBaseUrl())),
                present(
                        either(options.getWebhookSecret(), account.getWebhookSecret()),
                        either(options.getWebhookPreviousSecret(), account.getWebhookPreviousSecret())),
                present(
                        either(options.getWebhookToken(), account.getWebhookToken()),
                        either(options.getWebhookPreviousToken(), account.getWebhookPreviousToken())),
                options.getRequestsPerMinute() == null
                        ? account.getRequestsPerMinute()
                        : options.getRequestsPerMinute());
    }

    private static boolean webhooksOnly(VoiceCallConfiguration options) {
        return options.getDelivery() == VoiceCallConfiguration.DeliveryMode.webhook
                || "callEvents".equals(options.getOperation());
    }

    private static Map.Entry<String, VoiceAccount> bean(
            VoiceCallEndpoint endpoint, VoiceCallConfiguration options, Registry registry) {
        String provider = endpoint.spec().name();
        if (options.getAccount() != null) {
            VoiceAccount account = registry.lookupByNameAndType(options.getAccount(), VoiceAccount.class);
            if (account == null) {
                throw new IllegalArgumentException(
                        "Option account: there is no VoiceAccount bean '" + options.getAccount() + "'");
            }
            if (account.getProvider() != null && !account.getProvider().equals(provider)) {
                throw new IllegalArgumentException("Option account: '" + options.getAccount() + "' is an account at "
                        + account.getProvider() + ", not at " + provider);
            }
            return Map.entry(options.getAccount(), account);
        }
        if (options.getApiKey() != null) {
            return null;
        }
        List<Map.Entry<String, VoiceAccount>> found =
                new ArrayList<>(registry.findByTypeWithName(VoiceAccount.class).entrySet());
        found.removeIf(entry -> !provider.equals(entry.getValue().getProvider()));
        if (found.size() > 1) {
            throw new IllegalArgumentException("There are " + found.size() + " VoiceAccount beans for " + provider
                    + ": choose one with the option account");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static String url(VoiceCallEndpoint endpoint, String given) {
        String url = given == null || given.isEmpty() ? endpoint.spec().baseUrl() : given.replaceAll("/+$", "");
        if (!url.matches("https?://.+")) {
            throw new IllegalArgumentException("Option baseUrl: must start with http:// or https://");
        }
        if (url.matches(".*[?#].*")) {
            throw new IllegalArgumentException(
                    "Option baseUrl: must end with its path; the operation's path, and its query, are put behind it");
        }
        return url;
    }

    private static List<String> present(String... secrets) {
        return Stream.of(secrets)
                .filter(secret -> secret != null && !secret.isEmpty())
                .toList();
    }

    private static String either(String first, String second) {
        return first == null || first.isEmpty() ? second : first;
    }

    boolean sameKey(Credentials other) {
        return other.apiKey == null || Objects.equals(apiKey, other.apiKey) && Objects.equals(baseUrl, other.baseUrl);
    }

    /** Never shows key or secrets. */
    @Override
    public String toString() {
        return "Credentials[" + provider + "/" + name + "]";
    }
}
