package io.github.camelvoicecall;

/**
 * An account at a provider as a bean, so that credentials stand in one place: {@code camel.beans.vyora=#class:io.github.camelvoicecall.VoiceAccount},
 * {@code camel.beans.vyora.provider=vyora}, {@code camel.beans.vyora.api-key=…}. Chosen by the {@code account} option, or found by itself when it is the only one of the provider.
 * Its name in the registry scopes keys, calls and subscriptions. Set up once, then only read.
 */
public class VoiceAccount {
    private String provider;
    private String apiKey;
    private String baseUrl;
    private String webhookSecret;
    private String webhookPreviousSecret;
    private String webhookToken;
    private String webhookPreviousToken;
    private Integer requestsPerMinute;

    /** @return the provider's name */
    public String getProvider() {
        return provider;
    }

    /** @param provider the provider's name */
    public void setProvider(String provider) {
        this.provider = provider;
    }

    /** @return the API key */
    public String getApiKey() {
        return apiKey;
    }

    /** @param apiKey the API key */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** @return where the API lives; null for the provider's documented address */
    public String getBaseUrl() {
        return baseUrl;
    }

    /** @param baseUrl where the API lives; null for the provider's documented address */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** @return the secret that signs webhooks */
    public String getWebhookSecret() {
        return webhookSecret;
    }

    /** @param webhookSecret the secret that signs webhooks */
    public void setWebhookSecret(String webhookSecret) {
        this.webhookSecret = webhookSecret;
    }

    /** @return the secret before the present one, valid during rotation */
    public String getWebhookPreviousSecret() {
        return webhookPreviousSecret;
    }

    /** @param webhookPreviousSecret the secret before the present one, valid during rotation */
    public void setWebhookPreviousSecret(String webhookPreviousSecret) {
        this.webhookPreviousSecret = webhookPreviousSecret;
    }

    /** @return our token in webhooks of a provider whose signature isn't documented */
    public String getWebhookToken() {
        return webhookToken;
    }

    /** @param webhookToken our token in webhooks of a provider whose signature isn't documented */
    public void setWebhookToken(String webhookToken) {
        this.webhookToken = webhookToken;
    }

    /** @return the token before the present one, valid during rotation */
    public String getWebhookPreviousToken() {
        return webhookPreviousToken;
    }

    /** @param webhookPreviousToken the token before the present one, valid during rotation */
    public void setWebhookPreviousToken(String webhookPreviousToken) {
        this.webhookPreviousToken = webhookPreviousToken;
    }

    /** @return requests a minute; null for the provider's documented limit, 0 for none */
    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    /** @param requestsPerMinute requests a minute; null for the provider's documented limit, 0 for none */
    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** Names the provider; secrets never show. */
    @Override
    public String toString() {
        return "VoiceAccount[provider=" + provider + "]";
    }
}
