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
        long until = now.plus(window).plus(block).toEpochMilli();
        List<Grant> more = new ArrayList<>(grants);
        more.add(new Grant(until, count));
        return new Grants(more);
    }

    /** @return what {@link #parse} reads */
    @Override
    public String toString() {
        return grants.stream().map(Grant::toString).collect(Collectors.joining(","));
    }
}
