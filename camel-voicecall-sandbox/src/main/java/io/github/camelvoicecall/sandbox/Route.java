package io.github.camelvoicecall.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One endpoint of a provider: method, path with variables in braces, what it counts as, and who answers it. */
record Route(String method, Pattern path, List<String> names, Kind kind, Handler handler) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** What a request to the route counts as, and which faults can hit it. */
    enum Kind {
        /** Places one call. */
        PLACE,
        /** Puts numbers on a list to be called. */
        ENROL,
        /** Changes something else. */
        CHANGE,
        /** Reads one thing. */
        READ,
        LIST,
        /** A link that needs no key and counts as nothing. */
        LINK
    }

    /** Answers a request whose path variables are given by name. */
    @FunctionalInterface
    interface Handler {
        /**
         * @throws Refusal if the provider would refuse the request
         */
        Answer answer(ApiRequest request, Map<String, String> variables);
    }

    static Route place(String path, Handler handler) {
        return of("POST", path, Kind.PLACE, handler);
    }

    static Route enrol(String path, Handler handler) {
        return of("POST", path, Kind.ENROL, handler);
    }

    static Route change(String method, String path, Handler handler) {
        return of(method, path, Kind.CHANGE, handler);
    }

    static Route read(String path, Handler handler) {
        return of("GET", path, Kind.READ, handler);
    }

    static Route list(String path, Handler handler) {
        return of("GET", path, Kind.LIST, handler);
    }

    static Route link(String path, Handler handler) {
        return of("GET", path, Kind.LINK, handler);
    }

    private static Route of(String method, String template, Kind kind, Handler handler) {
        List<String> names = VARIABLE.matcher(template)
                .results()
                .map(variable -> variable.group(1))
                .toList();
        Pattern path = Pattern.compile(VARIABLE.matcher(template).replaceAll("([^/]+)"));
        return new Route(method, path, names, kind, handler);
    }

    /** The path variables, or nothing if the request is for another route. */
    Optional<Map<String, String>> match(ApiRequest request) {
        Matcher matcher = path.matcher(request.path());
        if (!method.equals(request.method()) || !matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            variables.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(variables);
    }
}
