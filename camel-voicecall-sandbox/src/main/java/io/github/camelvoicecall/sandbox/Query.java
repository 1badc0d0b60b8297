package io.github.camelvoicecall.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the query of a request strictly: unknown names and values out of range are refused. */
record Query(Map<String, String> parameters, int refusalStatus) {

    static Query strict(ApiRequest request, int refusalStatus, Set<String> known) {
        for (String name : request.query().keySet()) {
            if (!known.contains(name)) {
                throw new Refusal(refusalStatus, "unknown query parameter '" + name + "', known are " + known);
            }
        }
        return new Query(request.query(), refusalStatus);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    int integer(String name, int otherwise, int min, int max) {
        int value = text(name).map(text -> number(name, text)).orElse(otherwise);
        if (value < min || value > max) {
            throw new Refusal(refusalStatus, "'" + name + "' must be from " + min + " to " + max + " but is " + value);
        }
        return value;
    }

    private int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal(refusalStatus, "'" + name + "' must be an integer but is '" + text + "'");
        }
    }
}
