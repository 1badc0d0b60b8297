package io.github.camelvoicecall;

import io.github.camelvoicecall.model.VoiceWebhook;

/**
 * Told when {@code registerWebhook=true} has created a webhook, so that a secret which the provider shows just once can be kept: {@code hook.secret()}. Every bean of this type in
 * the registry is told, before the route starts; a webhook that was there already, or is only updated, tells nobody.
 *
 * <p>An exception deletes the webhook again and fails the start, so that no secret is lost. Must be thread safe.
 */
@FunctionalInterface
public interface WebhookListener {
    /**
     * Takes a new webhook, with its secret if the provider has one.
     *
     * @param webhook the webhook; its secret stands in {@link VoiceWebhook#secret()} and nowhere else
     */
    void created(VoiceWebhook webhook);
}
