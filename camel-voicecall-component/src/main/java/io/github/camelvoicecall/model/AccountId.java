package io.github.camelvoicecall.model;

/**
 * Names an account at a provider, the scope of calls, keys, limits and subscriptions.
 *
 * @param provider the provider's name
 * @param name the account's name; {@code default} where the user named none
 */
public record AccountId(String provider, String name) {
    /** The name of an account that wasn't given one. */
    public static final String DEFAULT = "default";

    /** @return {@code provider/name} */
    @Override
    public String toString() {
        return provider + "/" + name;
    }
}
