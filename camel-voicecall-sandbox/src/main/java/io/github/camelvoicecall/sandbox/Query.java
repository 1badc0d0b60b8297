package io.github.camelvoicecall.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the query of a request strictly: unknown names and values out of range are refused. */
record Query(Map<String, String> parameters, int refusalStatus) {

    static Query strict(ApiRequest request, int refusalStatus, Set<String> known) {
        Query query = new Query(request.query(), refusalStatus);
        for (String name : request.query().keySet()) {
            if (!known.contains(name)) {
                throw query.refuse(name, "unknown query parameter '" + name + "', known are " + known);
            }
        }
        return query;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** One of the words, or nothing. */
    Optional<String> word(String name, Set<String> words) {
        Optional<String> word = text(name);
        if (word.isPresent() && !words.contains(word.get())) {
            throw refuse(name, "'" + name + "' must be one of " + words + " but is '" + word.get() + "'");
        }
        return word;
    }

    int integer(String name, int otherwise, int min, int max) {
        int value = text(name).map(text -> number(name, text)).orElse(otherwise);
        if (value < min || value > max) {
            throw refuse(name, "'" + name + "' must be from " + min + " to " + max + " but is " + value);
        }
        return value;
    }

    long number(String name, long otherwise) {
        String text = text(name).orElse(String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,18}|" + Long.MAX_VALUE)) {
            throw refuse(name, "'" + name + "' must be an integer but is '" + text + "'");
        }
        return Long.parseLong(text);
    }

    /** How many rows are asked for; what is above the maximum is refused, or cut if the provider is taken to do so. */
    int limit(String name, int otherwise, int max, boolean cut) {
        return Math.min(max, integer(name, otherwise, 1, cut ? Integer.MAX_VALUE : max));
    }

    private int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refuse(name, "'" + name + "' must be an integer but is '" + text + "'");
        }
    }

    private Refusal refuse(String name, String text) {
        return new Refusal(refusalStatus, "query", name, text);
    }
}
