package io.github.camelvoicecall.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The requests that were granted to all who share a limit. A grant counts until the window after the last moment at which it may be used is over: so no window ever sees more
 * than the limit, whenever within its block a request is sent. Immutable.
 */
final class Grants {
    private static final Duration FINE = Duration.ofHours(1);
    private static final int GRAINS = 1000;

    static final Grants NONE = new Grants(List.of());

    private final List<Grant> grants;

    private Grants(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    private record Grant(long until, int count) {
        static Grant parse(String text) {
            int colon = text.indexOf(':');
            return new Grant(Long.parseLong(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return until + ":" + count;
        }
    }

    static Grants parse(String text) {
        return text.isEmpty()
                ? NONE
                : new Grants(Arrays.stream(text.split(",")).map(Grant::parse).toList());
    }

    Grants at(Instant now) {
        return new Grants(grants.stream()
                .filter(grant -> grant.until() > now.toEpochMilli())
                .toList());
    }

    int free(int limit) {
        return Math.max(0, limit - grants.stream().mapToInt(Grant::count).sum());
    }

    Grants plus(int count, Instant now, Duration window, Duration block) {
        if (count == 0) {
            return this;
        }
        long until = coarse(now.plus(window).plus(block).toEpochMilli(), window);
        List<Grant> more = new ArrayList<>(grants);
        Grant last = more.isEmpty() ? null : more.get(more.size() - 1);
        if (last != null && last.until() == until) {
            more.set(more.size() - 1, new Grant(until, last.count() + count));
        } else {
            more.add(new Grant(until, count));
        }
        return new Grants(more);
    }

    /** In a window of a day, grants of the same minute or so are one: there are too many to keep each. Rounded up, so that none counts for too short a time. */
    private static long coarse(long until, Duration window) {
        long grain = window.compareTo(FINE) > 0 ? window.toMillis() / GRAINS : 1;
        return (until + grain - 1) / grain * grain;
    }

    /** @return what {@link #parse} reads */
    @Override
    public String toString() {
        return grants.stream().map(Grant::toString).collect(Collectors.joining(","));
    }
}
