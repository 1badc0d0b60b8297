package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Binding;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An endpoint of an API.
 *
 * @param method HTTP method
 * @param path below the base URL, with places in braces
 */
record Endpoint(String method, String path) {
    private static final Pattern PLACE = Pattern.compile("\\{[^}]+}");

    /** Reads {@code GET /calls/{id}}. */
    static Endpoint of(String row) {
        String[] words = row.split(" ", 2);
        return new Endpoint(words[0], words[1]);
    }

    static Endpoint of(Binding binding) {
        return new Endpoint(binding.method(), binding.path());
    }

    /** The one that a request was for: /hooks/events rather than /hooks/{id}. */
    static Optional<Endpoint> of(String method, String path, Collection<Endpoint> known) {
        return known.stream()
                .filter(endpoint -> endpoint.matches(method, path))
                .min(Comparator.comparingLong(
                        endpoint -> PLACE.matcher(endpoint.path).results().count()));
    }

    boolean matches(String otherMethod, String otherPath) {
        String pattern = "\\Q" + PLACE.matcher(path).replaceAll("\\\\E[^/]+\\\\Q") + "\\E";
        return method.equals(otherMethod) && otherPath.matches(pattern);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
