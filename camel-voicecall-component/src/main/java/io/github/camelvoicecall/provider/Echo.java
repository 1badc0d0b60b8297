package io.github.camelvoicecall.provider;

/**
 * Where our own reference travels so that a call can be recognised: an object that the provider takes with the call and gives back.
 *
 * @param field field of the request that holds the object, and of the provider's answers and events
 * @param key the entry, reserved for us
 */
public record Echo(String field, String key) {
    /** The reserved entry's name. */
    public static final String KEY = "voicecall_ref";

    /**
     * The reserved entry in an object.
     *
     * @param field field that holds the object
     * @return the rule
     */
    public static Echo in(String field) {
        return new Echo(field, KEY);
    }

    /**
     * Our reference in what the provider sent.
     *
     * @param json a call or event
     * @return the reference, or null
     */
    public String ref(Json json) {
        return json.at(field).text(key);
    }
}
