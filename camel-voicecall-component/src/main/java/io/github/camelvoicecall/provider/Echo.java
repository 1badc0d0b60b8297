package io.github.camelvoicecall.provider;

/**
 * Where our own reference travels so that a call can be recognised: an object that the provider takes with the call and gives back.
 *
 * @param field field of the request that holds the object
 * @param key the entry, reserved for us
 * @param back field or pointer of that object in the provider's answers and events
 */
public record Echo(String field, String key, String back) {
    /** The reserved entry's name. */
    public static final String KEY = "voicecall_ref";

    /**
     * The reserved entry in an object that comes back under the same name.
     *
     * @param field field that holds the object
     * @return the rule
     */
    public static Echo in(String field) {
        return new Echo(field, KEY, field);
    }

    /**
     * @param other field or pointer under which the object comes back, where it isn't the field it was sent in
     * @return the changed rule
     */
    public Echo backIn(String other) {
        return new Echo(field, key, other);
    }

    /**
     * Our reference in what the provider sent.
     *
     * @param json a call or event
     * @return the reference, or null
     */
    public String ref(Json json) {
        return json.at(back).text(key);
    }
}
