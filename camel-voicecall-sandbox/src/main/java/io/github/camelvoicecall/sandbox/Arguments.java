package io.github.camelvoicecall.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of a command line. */
record Arguments(Map<String, String> options) {
    private static final Set<String> FLAGS = Set.of("help", "fast", "no-rate-limit");
    private static final Set<String> VALUED = Set.of(
            "provider",
            "port",
            "bind",
            "api-key",
            "agents",
            "webhook-url",
            "webhook-secret",
            "webhooks",
            "talk-millis",
            "dials-per-second",
            "quirks",
            "state",
            "seed");

    /**
     * @throws IllegalArgumentException if there is an unknown option, or one lacks its value
     */
    static Arguments parse(String... words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i++) {
            String name = words[i].startsWith("--") ? words[i].substring(2) : "";
            if (FLAGS.contains(name)) {
                options.put(name, "");
            } else if (VALUED.contains(name) && i + 1 < words.length) {
                options.put(name, words[++i]);
            } else {
                throw new IllegalArgumentException("unknown option, or one without its value: " + words[i]);
            }
        }
        return new Arguments(options);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(options.get(name));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is required"));
    }
}
