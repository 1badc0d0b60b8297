package io.github.camelvoicecall.faults.replicas;

import java.util.List;

/**
 * A result that a route was given.
 *
 * @param subscription provider and name
 * @param key of the call
 * @param callId the provider's id; "null" when it isn't known
 * @param redelivered the header
 * @param supersedes the header
 * @param status of the call, or "unresolved"
 * @param millis when the route began, on the clock that all processes of a machine share
 */
record HandedOut(
        String subscription,
        String key,
        String callId,
        boolean redelivered,
        boolean supersedes,
        String status,
        long millis) {

    /** Reads what {@link Replica} wrote. */
    static HandedOut of(List<String> words) {
        return new HandedOut(
                words.get(2),
                words.get(3),
                words.get(4),
                Boolean.parseBoolean(words.get(5)),
                Boolean.parseBoolean(words.get(6)),
                words.get(7),
                Long.parseLong(words.get(8)));
    }

    /** What may come once: a result of a call for a subscription. */
    String what() {
        return subscription + " " + key + (supersedes ? " superseding" : "");
    }

    boolean unresolved() {
        return status.equals("unresolved");
    }
}
