package io.github.camelvoicecall.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The two ways in which the providers write a time. */
final class Times {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private Times() {}

    /** {@code 2026-01-15T09:00:00Z}; null stays null. */
    static String seconds(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 2026-01-15T09:00:00.123456+00:00}. */
    static String microseconds(Instant time) {
        return MICROSECONDS.format(time.atOffset(ZoneOffset.UTC));
    }
}
