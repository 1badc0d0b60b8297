package io.github.camelvoicecall.faults.hostile;

import java.util.function.Function;

/**
 * One kind of webhook that must not be believed.
 *
 * @param name what it is
 * @param kind what has to become of it
 * @param at which listeners it can be aimed at
 * @param bytes makes one
 */
record Forgery(String name, Kind kind, At at, Function<Aim, byte[]> bytes) {
    /** What has to become of it. */
    enum Kind {
        /** Turned away, or not understood as HTTP; never 2xx. */
        REFUSED,
        /** Genuine once, so it may be answered 200, but nothing new comes of it. */
        KNOWN,
        /** Let in by the right token, and read again: only what the provider says then is believed. */
        READ_AGAIN,
        /** No POST of a webhook at all; whatever the server says to it, 5xx excepted. */
        ELSEWHERE
    }

    /** Which listeners. */
    enum At {
        ALL,
        SIGNED,
        TOKENED,
        BY_HEADER,
        BY_PATH;

        boolean holds(Target target) {
            return switch (this) {
                case ALL -> true;
                case SIGNED -> target.signed();
                case TOKENED -> !target.signed();
                case BY_HEADER -> target.header() != null;
                case BY_PATH -> target.header() == null;
            };
        }
    }

    static Forgery refused(String name, At at, Function<Aim, byte[]> bytes) {
        return new Forgery(name, Kind.REFUSED, at, bytes);
    }

    static Forgery known(String name, At at, Function<Aim, byte[]> bytes) {
        return new Forgery(name, Kind.KNOWN, at, bytes);
    }

    static Forgery elsewhere(String name, At at, Function<Aim, byte[]> bytes) {
        return new Forgery(name, Kind.ELSEWHERE, at, bytes);
    }
}
